/** Watches the memory of another JVM, and says whether it leaks. */
package dev.venues.memory;

/** What is remembered, and who waits for whose lookup. */
package dev.venues.lookup.cache;

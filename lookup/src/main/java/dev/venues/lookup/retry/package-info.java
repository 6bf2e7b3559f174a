/** What is tried again, within one deadline. */
package dev.venues.lookup.retry;

/**
 * What a lookup client is made of: how an API is asked and read, what may be set, what a failure means and what is counted.
 * {@code dev.venues.lookup.client} makes a client of it.
 */
package dev.venues.lookup;

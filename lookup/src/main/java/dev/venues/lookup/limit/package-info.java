/** When a request may start: in flight, a second, a month, and not while the API is down. */
package dev.venues.lookup.limit;

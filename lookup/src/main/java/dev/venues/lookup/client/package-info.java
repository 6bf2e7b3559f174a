/** The client that is made of all of it. */
package dev.venues.lookup.client;

/** Geo APIs as lookups of venues: which there are, and how a client of one is made. */
package dev.venues.geo;

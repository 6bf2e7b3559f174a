/** Asks a geo API where a venue is: one small client per concern, composed in {@link dev.venues.geo.GeoStack}. */
package dev.venues.geo;

/** The geo APIs: how each is asked, how its answer reads, and on what terms. */
package dev.venues.geo.provider;

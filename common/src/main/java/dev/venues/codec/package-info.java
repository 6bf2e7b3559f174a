/** Reads a venue out of a JSON event and writes its place into it, without touching any other byte. */
package dev.venues.codec;

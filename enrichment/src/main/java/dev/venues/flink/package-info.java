/** Decoding, the asynchronous lookup, and the names of its metrics. */
package dev.venues.flink;

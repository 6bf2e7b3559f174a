/** The Flink adapter: decoding, the asynchronous lookup, and parting by outcome. */
package dev.venues.flink;

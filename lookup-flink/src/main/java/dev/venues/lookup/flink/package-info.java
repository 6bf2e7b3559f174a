/** The lookup client in a Flink job: the operator, its state, and one client for each JVM. */
package dev.venues.lookup.flink;

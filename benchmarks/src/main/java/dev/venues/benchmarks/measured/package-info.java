/** What runs in a JVM that is measured: the job around a contender, its sources and sink, and the program that reports. */
package dev.venues.benchmarks.measured;

/** The geo API of the benchmarks: a stub with a latency, a process of its own, and what it was asked. */
package dev.venues.benchmarks.stub;

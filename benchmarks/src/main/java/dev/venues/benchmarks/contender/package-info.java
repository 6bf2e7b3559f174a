/** The jobs that {@code bin/bench compare} measures, and the process that runs one of them. */
package dev.venues.benchmarks.contender;

/** The lookups that {@code bin/bench compare} sets side by side, and the scenarios that they run in. */
package dev.venues.benchmarks.contender;

/** Benchmarks of the codec and of whole local runs; {@code bin/bench} starts them. */
package dev.venues.benchmarks;

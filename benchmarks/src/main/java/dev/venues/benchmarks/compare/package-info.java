/** {@code bin/bench compare}: runs the contenders side by side, and says what came of it. */
package dev.venues.benchmarks.compare;

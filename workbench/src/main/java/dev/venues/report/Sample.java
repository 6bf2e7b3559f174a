package dev.venues.report;

import java.time.Duration;

/**
 * What the job had counted at a moment of its run.
 *
 * @param at since the start of the run
 */
public record Sample(Duration at, Outcomes outcomes, Calls calls, Lookups lookups, Heap heap) {

    /** Events that came in, and how those ended that have ended. */
    public record Outcomes(long in, long found, long notFound, long present, long skipped, long deadLetters) {

        /** Events that came in without an outcome; negative if a restart read some again. */
        public long unaccounted() {
            return in - found - notFound - present - skipped - deadLetters;
        }
    }

    /** HTTP requests to the geo API: all of them, those that were not the first of a lookup, those without an answer. */
    public record Calls(long requests, long retries, long errors, Latency latency) {}

    /** How long the last requests took, as quantiles in milliseconds; NaN where none was made. */
    public record Latency(double p50, double p90, double p99) {}

    /**
     * How lookups were answered.
     *
     * @param all those from the cache, those that shared a call and those that made one
     */
    public record Lookups(long all, long cacheHits, long shared) {

        /** Percent of the lookups that the cache answered; NaN without lookups. */
        public double hitRatio() {
            return all == 0 ? Double.NaN : 100.0 * cacheHits / all;
        }
    }

    /**
     * Heap of the JVM in bytes.
     *
     * @param afterCollection what was in use when the last garbage collection had ended; -1 before the first
     */
    public record Heap(long used, long afterCollection) {}
}

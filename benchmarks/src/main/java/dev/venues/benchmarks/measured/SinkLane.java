package dev.venues.benchmarks.measured;

import java.util.concurrent.atomic.AtomicLongArray;

/** Counts the events of one subtask of the sink: written by its thread, read by others. */
final class SinkLane {

    /** Neighbours in memory would slow each other down. */
    private static final int CACHE_LINES = 32;

    private static final int SAMPLE_EVERY = 1_024;

    private final AtomicLongArray count = new AtomicLongArray(CACHE_LINES);
    private volatile byte[] sample;

    void add(byte[] event) {
        long number = count.getPlain(CACHE_LINES / 2);
        count.setRelease(CACHE_LINES / 2, number + 1);
        if (number % SAMPLE_EVERY == 0) {
            sample = event;
        }
    }

    long count() {
        return count.getAcquire(CACHE_LINES / 2);
    }

    /** Null before the first event. */
    byte[] sample() {
        return sample;
    }
}

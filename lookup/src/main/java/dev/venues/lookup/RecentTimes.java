package dev.venues.lookup;

import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;

/** How long the last of many things took. Written and read on any thread. */
final class RecentTimes {

    /** Enough for a p99, 32 KiB. */
    static final int WINDOW = 4_096;

    private final AtomicLong count = new AtomicLong();
    private final AtomicLongArray nanos = new AtomicLongArray(WINDOW);

    void add(long took) {
        nanos.set((int) (count.getAndIncrement() % WINDOW), took);
    }

    /** How many there were in all. */
    long count() {
        return count.get();
    }

    /** In milliseconds, sorted; empty before the first. */
    double[] sortedMs() {
        double[] sorted = new double[(int) Math.min(count.get(), WINDOW)];
        for (int i = 0; i < sorted.length; i++) {
            sorted[i] = nanos.get(i) / (double) TimeUnit.MILLISECONDS.toNanos(1);
        }
        Arrays.sort(sorted);
        return sorted;
    }
}

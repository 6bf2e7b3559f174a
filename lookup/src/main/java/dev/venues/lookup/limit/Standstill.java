package dev.venues.lookup.limit;

import java.util.function.LongSupplier;

/** For how long lookups have waited for the API and not for themselves: while it was not to be called, or throttled. Thread-safe. */
public final class Standstill {

    private final LongSupplier nanoTime;
    private final LongSupplier both;
    private volatile long nanos;
    private volatile long seenAt;
    private volatile long seen;

    /**
     * @param nanoTime as {@link System#nanoTime}
     * @param both the sum of the times of either, in which what is both counts twice
     */
    public Standstill(LongSupplier nanoTime, LongSupplier both) {
        this.nanoTime = nanoTime;
        this.both = both;
        this.seenAt = nanoTime.getAsLong();
    }

    /** Nanoseconds, in all, as exact as it is asked often. Never falls. */
    public long nanos() {
        long now = nanoTime.getAsLong();
        long sum = both.getAsLong();
        if (sum == seen) {
            seenAt = now;
            return nanos;
        }
        return add(now, sum);
    }

    private synchronized long add(long now, long sum) {
        nanos += Math.max(0, Math.min(now - seenAt, sum - seen));
        seenAt = now;
        seen = sum;
        return nanos;
    }
}

package dev.venues.lookup.flink;

import org.apache.flink.metrics.Counter;

import java.util.function.LongSupplier;

/**
 * A counter that reads what somebody else counts.
 *
 * @param count on any thread
 */
public record CountElsewhere(LongSupplier count) implements Counter {

    @Override
    public long getCount() {
        return count.getAsLong();
    }

    @Override
    public void inc() {
        throw readOnly();
    }

    @Override
    public void inc(long n) {
        throw readOnly();
    }

    @Override
    public void dec() {
        throw readOnly();
    }

    @Override
    public void dec(long n) {
        throw readOnly();
    }

    private static UnsupportedOperationException readOnly() {
        return new UnsupportedOperationException("somebody else counts");
    }
}

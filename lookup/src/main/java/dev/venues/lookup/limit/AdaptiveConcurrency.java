package dev.venues.lookup.limit;

import com.netflix.concurrency.limits.limit.VegasLimit;
import dev.venues.lookup.LookupFailure;

import java.time.Duration;

/**
 * How many requests at once the API bears before more of them only make it slower. Thread-safe.
 *
 * <p>TCP Vegas over windows of {@link #WINDOW} or {@link #WINDOW_ANSWERS}, whichever is longer: of the requests under way it
 * takes the share {@code 1 - best latency / mean latency} to wait at the API. It allows more below {@link #GROW} and fewer
 * above {@link #SHRINK}, or when the API throttles. The first windows end with as many answers as requests may be under way,
 * and allow half as many more, so that a start costs a few times the API's latency. The figures come from a simulation, see docs/design-decisions.md.
 *
 * <p>The library's own windows are not used: they throw away what was measured when too few answers came in time, so that a
 * low limit with a slow API would stay low for ever.
 */
public final class AdaptiveConcurrency {

    private static final int FIRST = 20;
    private static final int MOST = 1 << 20;
    private static final Duration WINDOW = Duration.ofMillis(100);
    private static final int WINDOW_ANSWERS = 10;
    private static final int SHORT_WINDOWS = 20;
    private static final double GROW = 0.3;
    private static final double SHRINK = 0.6;

    private final VegasLimit limit;

    private long windowStart;
    private long nanos;
    private int answers;
    private int mostInFlight;
    private boolean throttled;
    private int shortWindows = SHORT_WINDOWS;

    /**
     * @param on whether to look for a limit at all
     */
    public AdaptiveConcurrency(boolean on) {
        this.limit = on ? vegas() : null;
    }

    private VegasLimit vegas() {
        return VegasLimit.newBuilder()
                .initialLimit(FIRST)
                .maxConcurrency(MOST)
                .alphaFunction(now -> (int) Math.max(3, GROW * now))
                .betaFunction(now -> (int) Math.max(6, SHRINK * now))
                .increaseFunction(now -> now + (shortWindows > 0 ? now / 2 : Math.max(1, now / 10)))
                .decreaseFunction(now -> now - Math.max(1, now / 10))
                .smoothing(1)
                .build();
    }

    /**
     * How many requests may be under way.
     *
     * @param most that are allowed at all
     */
    public int limit(int most) {
        return limit == null ? most : Math.min(most, Math.max(1, limit.getLimit()));
    }

    /**
     * Learns from a request that ended. What broke or hung says nothing about how much the API bears.
     *
     * @param startNanos when it began
     * @param tookNanos how long it took
     * @param inFlight requests under way, this one included
     * @param failure null for an answer
     */
    void ended(long startNanos, long tookNanos, int inFlight, LookupFailure failure) {
        boolean refused = failure != null && failure.kind().lowersConcurrency();
        if (limit != null && (failure == null || refused)) {
            add(startNanos + tookNanos, tookNanos, inFlight, refused);
        }
    }

    private synchronized void add(long now, long tookNanos, int inFlight, boolean refused) {
        if (answers == 0) {
            windowStart = now;
        }
        answers++;
        nanos += tookNanos;
        mostInFlight = Math.max(mostInFlight, inFlight);
        throttled |= refused;
        if (answers >= WINDOW_ANSWERS && (now - windowStart >= WINDOW.toNanos() || endsShort())) {
            endWindow();
        }
    }

    private boolean endsShort() {
        return shortWindows > 0 && answers >= limit.getLimit();
    }

    private void endWindow() {
        int before = limit.getLimit();
        limit.onSample(windowStart, nanos / answers, mostInFlight, throttled);
        shortWindows = limit.getLimit() < before ? 0 : shortWindows - 1;
        answers = 0;
        nanos = 0;
        mostInFlight = 0;
        throttled = false;
    }
}

package dev.venues.geo;

import com.netflix.concurrency.limits.Limit;
import com.netflix.concurrency.limits.limit.VegasLimit;
import com.netflix.concurrency.limits.limit.WindowedLimit;
import dev.venues.model.FailureKind;
import dev.venues.model.GeoFailure;

import java.util.concurrent.TimeUnit;

/**
 * How many requests at once the API bears before more of them only make it slower. Thread-safe.
 *
 * <p>TCP Vegas over windows of {@link #WINDOW_MS}: the number grows while the mean latency stays below {@code 1 / (1 -
 * GROW)} of the best one seen, shrinks above {@code 1 / (1 - SHRINK)}, and shrinks when the API throttles. The figures
 * come from a simulation, see docs/design-decisions.md.
 */
final class AdaptiveConcurrency {

    private static final int FIRST = 20;
    private static final int MOST = 1 << 20;
    private static final long WINDOW_MS = 100;
    private static final double GROW = 0.3;
    private static final double SHRINK = 0.6;

    private final Limit limit;

    /**
     * @param on whether to look for a limit at all
     */
    AdaptiveConcurrency(boolean on) {
        this.limit = on ? vegas() : null;
    }

    private static Limit vegas() {
        return WindowedLimit.newBuilder()
                .minWindowTime(WINDOW_MS, TimeUnit.MILLISECONDS)
                .maxWindowTime(WINDOW_MS, TimeUnit.MILLISECONDS)
                .build(VegasLimit.newBuilder()
                        .initialLimit(FIRST)
                        .maxConcurrency(MOST)
                        .alphaFunction(now -> (int) Math.max(3, GROW * now))
                        .betaFunction(now -> (int) Math.max(6, SHRINK * now))
                        .increaseFunction(now -> now + Math.max(1, now / 10))
                        .decreaseFunction(now -> now - Math.max(1, now / 10))
                        .smoothing(1)
                        .build());
    }

    /**
     * How many requests may be under way.
     *
     * @param most that are allowed at all
     */
    int limit(int most) {
        return limit == null ? most : Math.min(most, Math.max(1, limit.getLimit()));
    }

    /**
     * Learns from a request that ended. What broke or hung says nothing about how much the API bears.
     *
     * @param startNanos when it began
     * @param nanos how long it took
     * @param inFlight requests under way, this one included
     * @param failure null for an answer
     */
    void ended(long startNanos, long nanos, int inFlight, GeoFailure failure) {
        boolean throttled = failure != null && failure.kind() == FailureKind.THROTTLED;
        if (limit != null && (failure == null || throttled)) {
            limit.onSample(startNanos, nanos, inFlight, throttled);
        }
    }
}

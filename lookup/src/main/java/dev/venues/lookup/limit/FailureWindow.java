package dev.venues.lookup.limit;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * How the last calls ended: the last {@link #CALLS}, none older than {@link #AGE}. By count, so that a busy client sees
 * an outage within a moment; by age, so that one with a call a second sees it too. Not thread-safe.
 */
final class FailureWindow {

    static final int CALLS = 100;
    static final Duration AGE = Duration.ofSeconds(30);

    /** With fewer than these nothing is said. */
    static final int LEAST_CALLS = 20;

    private static final double FAILING = 0.5;
    private static final double FALTERING = 0.1;

    private record Call(boolean failed, long end) {}

    private final Deque<Call> calls = new ArrayDeque<>(CALLS + 1);
    private int failures;

    void add(boolean failed, long now) {
        calls.add(new Call(failed, now));
        failures += failed ? 1 : 0;
        if (calls.size() > CALLS) {
            forgetOldest();
        }
    }

    /** Whether half of the calls or more failed. */
    boolean isFailing(long now) {
        return failedAtLeast(FAILING, now);
    }

    /** Whether a tenth of the calls or more failed. */
    boolean isFaltering(long now) {
        return failedAtLeast(FALTERING, now);
    }

    private boolean failedAtLeast(double share, long now) {
        while (!calls.isEmpty() && now - calls.peek().end > AGE.toNanos()) {
            forgetOldest();
        }
        return calls.size() >= LEAST_CALLS && failures >= share * calls.size();
    }

    void clear() {
        calls.clear();
        failures = 0;
    }

    private void forgetOldest() {
        failures -= calls.remove().failed ? 1 : 0;
    }
}

package dev.venues.lookup.limit;

import dev.venues.lookup.FailureKind;
import dev.venues.lookup.LookupFailure;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * How many requests a second the API bears, where that is less than it was said to. Additive increase, multiplicative
 * decrease: an API that throttles halves the rate; answers bring it back within {@link #RECOVERY} to where it was, and from
 * there on double it in as long a time as {@link #DOUBLING}, up to the limit of the options; where they have none, until it is {@link #NO_LIMIT} times as high.
 *
 * <p>The first throttled request after an answer halves the rate. One that was under way by then, or that no answer came
 * before, does not: the API lets nothing through, and pauses ({@link Circuit}) are what helps.
 *
 * <p>Times are {@link System#nanoTime}'s and come from the caller. Thread-safe.
 */
public final class AdaptiveRate {

    static final Duration RECOVERY = Duration.ofSeconds(30);
    static final Duration DOUBLING = Duration.ofSeconds(60);

    private static final double LEAST_PER_SECOND = 0.1;
    /** A second with fewer calls says nothing about what the API bears. */
    private static final double LEAST_MEASURED = 10;

    /** So many times what was too much is borne: then there is no limit any more. */
    private static final double NO_LIMIT = 16;

    private static final double SECOND = TimeUnit.SECONDS.toNanos(1);

    private final JobShare share;

    private volatile boolean lowered;
    private double atCut;
    private double perSecond;
    private long cutAt;
    private volatile boolean answeredSinceCut = true;
    private long grownAt;
    private volatile long loweredNanos;

    // What is counted while nothing limits the rate, by one thread at a time.
    private long secondStart;
    private volatile int startedInSecond;
    private volatile double lastSecond;

    /**
     * @param share of the limit of the options
     */
    public AdaptiveRate(JobShare share) {
        this.share = share;
    }

    /** Requests a second that may start now; 0 for no limit. */
    public double perSecond(long now) {
        return lowered ? loweredPerSecond(now) : share.ratePerSecond();
    }

    private synchronized double loweredPerSecond(long now) {
        grow(now);
        return lowered ? perSecond : share.ratePerSecond();
    }

    /** Nanoseconds from the start of one request to that of the next; 0 for no limit. */
    long intervalNanos(long now) {
        double rate = perSecond(now);
        return rate == 0 ? 0 : (long) (SECOND / rate);
    }

    /** Nanoseconds in which the rate was lower than the options say. Never falls. */
    public long loweredNanos(long now) {
        if (lowered) {
            loweredPerSecond(now);
        }
        return loweredNanos;
    }

    /** Notes the start of a request. For one thread at a time. */
    void started(long now) {
        if (now - secondStart >= SECOND) {
            lastSecond = now - secondStart < 2 * SECOND ? startedInSecond : 0;
            secondStart = now;
            startedInSecond = 0;
        }
        startedInSecond = startedInSecond + 1;
    }

    /**
     * Learns from a request that ended.
     *
     * @param start when it began
     * @param failure null for an answer
     */
    void ended(long start, LookupFailure failure, long now) {
        if (failure == null) {
            if (!answeredSinceCut) {
                answered(now);
            }
        } else if (failure.kind() == FailureKind.THROTTLED) {
            throttled(start, now);
        }
    }

    private synchronized void answered(long now) {
        grow(now);
        answeredSinceCut = true;
    }

    private synchronized void throttled(long start, long now) {
        grow(now);
        if (answeredSinceCut && (!lowered || start - cutAt >= 0)) {
            cut(now);
        }
    }

    private void cut(long now) {
        double limit = share.ratePerSecond();
        double before = lowered ? perSecond : limit;
        if (before == 0) {
            before = Math.max(LEAST_MEASURED, Math.max(lastSecond, startedInSecond));
        }
        atCut = before;
        perSecond = Math.max(before / 2, Math.min(before, LEAST_PER_SECOND));
        lowered = true;
        cutAt = now;
        grownAt = now;
        answeredSinceCut = false;
    }

    /** Time without an answer brings nothing back. */
    private void grow(long now) {
        if (!lowered) {
            return;
        }
        long passed = now - grownAt;
        grownAt = now;
        loweredNanos += passed;
        if (answeredSinceCut) {
            double linear = perSecond + (atCut / 2) * passed / RECOVERY.toNanos();
            perSecond = linear <= atCut
                    ? linear
                    : Math.max(perSecond, atCut) * Math.pow(2, (double) passed / DOUBLING.toNanos());
            double limit = share.ratePerSecond();
            lowered = perSecond < (limit == 0 ? NO_LIMIT * atCut : limit);
        }
    }
}

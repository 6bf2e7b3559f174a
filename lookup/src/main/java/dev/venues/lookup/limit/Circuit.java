package dev.venues.lookup.limit;

import dev.venues.lookup.FailureKind;
import dev.venues.lookup.LookupFailure;

import java.time.Duration;

/**
 * Says whether the API may be called: not while it is down, and not while it asks for a pause ({@code Retry-After}).
 *
 * <p>It opens when half of the last calls failed ({@link FailureWindow}), when {@link #FAILURES} in a row did, or when
 * {@link #CONNECT_FAILURES} in a row found no connection; soon after an outage {@link #RELAPSES} in a row are enough. One
 * probe at a time then asks whether the API is back; the first that is answered closes the circuit. After an outage or a
 * pause calls come back gradually: each answer allows one more at once.
 *
 * <p>Times are {@link System#nanoTime}'s and come from the caller. Thread-safe.
 */
public final class Circuit {

    /** What {@link #waitNanos} says when only the end of a call can change anything. */
    static final long UNTIL_A_CALL_ENDS = Long.MAX_VALUE;

    static final int CONNECT_FAILURES = 5;
    /** More than one lookup has attempts: a query that the API cannot answer is no outage. */
    static final int FAILURES = 10;

    static final int RELAPSES = 3;

    /** With so many answers after an outage it is over for good. */
    private static final int RECOVERED = 10;

    static final Duration FIRST_PROBE = Duration.ofSeconds(1);
    static final Duration LONGEST_PROBE_INTERVAL = Duration.ofSeconds(5);

    /** What the circuit lets through. */
    public enum State {
        /** Calls. */
        CLOSED,
        /** Nothing, until the time that the API asked for has passed. */
        PAUSED,
        /** Nothing, until it is time for a probe. */
        OPEN,
        /** A probe is due or under way. */
        HALF_OPEN
    }

    private final CircuitLog log;
    private final FailureWindow window = new FailureWindow();
    private State state = State.CLOSED;
    private long since;
    private long until;
    private long askedUntil;
    private boolean held;
    private long outage;
    private Duration probeInterval = FIRST_PROBE;
    private boolean probing;
    private int failuresInARow;
    private int connectFailuresInARow;
    private int allowed = Integer.MAX_VALUE;
    private int period;

    /**
     * A call that was let through.
     *
     * @param probe whether it asks if the API is back
     * @param period between two outages in which it began: what began in an earlier one says nothing about now
     */
    record Start(boolean probe, int period) {}

    public Circuit(long now) {
        this(now, new CircuitLog());
    }

    Circuit(long now, CircuitLog log) {
        this.log = log;
        this.since = now;
        this.askedUntil = now;
    }

    /**
     * How long the next call must wait.
     *
     * @param inFlight calls under way
     * @return nanoseconds; 0 for a call that may start; {@link #UNTIL_A_CALL_ENDS}
     */
    synchronized long waitNanos(long now, int inFlight) {
        advance(now);
        return switch (state) {
            case CLOSED -> inFlight < allowed ? 0 : UNTIL_A_CALL_ENDS;
            case PAUSED, OPEN -> until - now;
            case HALF_OPEN -> probing ? UNTIL_A_CALL_ENDS : 0;
        };
    }

    /** Notes the start of a call that was allowed. */
    synchronized Start started() {
        probing = state == State.HALF_OPEN;
        return new Start(probing, period);
    }

    /**
     * Notes the end of a call.
     *
     * @param failure null for an answer
     */
    synchronized void ended(Start start, LookupFailure failure, long now) {
        advance(now);
        if (failure != null && failure.kind() == FailureKind.CLOSED) {
            probing &= !start.probe;
            return;
        }
        boolean failed = failure != null && failure.kind().countsAsOutage();
        if (start.probe) {
            probing = false;
            if (failed) {
                reopen(failure, now);
            } else {
                close("the API answers again", now, now);
            }
        } else if (start.period == period && (state == State.CLOSED || state == State.PAUSED)) {
            count(failed, failure, now);
        }
        if (failure != null) {
            failure.retryAfter().ifPresent(length -> pauseAsAsked(length, now));
        }
    }

    private void count(boolean failed, LookupFailure failure, long now) {
        failuresInARow = failed ? failuresInARow + 1 : 0;
        connectFailuresInARow = failed && failure.kind() == FailureKind.UNREACHABLE ? connectFailuresInARow + 1 : 0;
        window.add(failed, now);
        if (failure == null && allowed < Integer.MAX_VALUE) {
            allowed++;
        }
        int enough = allowed < RECOVERED ? RELAPSES : FAILURES;
        boolean down = failuresInARow >= enough || connectFailuresInARow >= CONNECT_FAILURES || window.isFailing(now);
        // An answer may be the call that makes the window large enough to judge by, but opens nothing.
        if (failed && down) {
            log.opens(failure);
            waitFor(FIRST_PROBE, now);
            enter(State.OPEN, now);
        }
    }

    private void reopen(LookupFailure failure, long now) {
        log.probeFailed(failure);
        Duration doubled = probeInterval.multipliedBy(2);
        probeInterval = doubled.compareTo(LONGEST_PROBE_INTERVAL) > 0 ? LONGEST_PROBE_INTERVAL : doubled;
        waitFor(probeInterval, now);
        enter(State.OPEN, now);
    }

    /**
     * @param end when the outage ended, which may be a while ago if nobody asked
     */
    private void close(String because, long end, long now) {
        log.goesOn(Duration.ofNanos(end - since), because);
        window.clear();
        failuresInARow = 0;
        connectFailuresInARow = 0;
        probeInterval = FIRST_PROBE;
        allowed = 1;
        period++;
        until = now;
        enter(State.CLOSED, end);
    }

    /**
     * Lets nothing through for a while, for a reason of our own, or until it is {@link #release released}.
     *
     * @param because for the log, before "of 5 s"
     */
    synchronized void hold(Duration length, String because, long now) {
        advance(now);
        if (!held) {
            log.holds(length, because);
        }
        held = true;
        pause(length, now);
    }

    /** Ends what {@link #hold} began, if it did; what the API asked for stays. */
    synchronized void release(long now) {
        if (!held) {
            return;
        }
        held = false;
        if (state == State.PAUSED || state == State.OPEN) {
            until = askedUntil - now > 0 ? askedUntil : now;
            advance(now);
        }
    }

    private void pauseAsAsked(Duration length, long now) {
        if (now + length.toNanos() - askedUntil > 0) {
            askedUntil = now + length.toNanos();
        }
        if (pause(length, now)) {
            log.pauses(length);
        }
    }

    /** Whether a pause begins with it. */
    private boolean pause(Duration length, long now) {
        if (length.isZero()) {
            return false;
        }
        waitFor(length, now);
        if (state == State.CLOSED) {
            enter(State.PAUSED, now);
            return true;
        }
        if (state == State.HALF_OPEN) {
            enter(State.OPEN, now);
        }
        return false;
    }

    /** Does not shorten a wait that was asked for before. */
    private void waitFor(Duration length, long now) {
        long end = now + length.toNanos();
        if (state == State.CLOSED || end - until > 0) {
            until = end;
        }
    }

    /** Does what time alone does. */
    private void advance(long now) {
        if (until - now > 0) {
            return;
        }
        if (state == State.PAUSED) {
            close("the pause is over", until, now);
        } else if (state == State.OPEN) {
            enter(State.HALF_OPEN, now);
        }
    }

    /** An outage is one from its beginning to the answer that ends it, however many probes fail in between. */
    private void enter(State next, long at) {
        if (state == State.CLOSED) {
            since = at;
        } else if (next == State.CLOSED) {
            outage += at - since;
            since = at;
        }
        state = next;
    }

    /** What it lets through now. */
    public synchronized State state(long now) {
        return state == State.PAUSED && until - now <= 0 ? State.CLOSED : state;
    }

    /** Whether the API may be called, but fails many of the calls. */
    synchronized boolean isFaltering(long now) {
        return state(now) == State.CLOSED && window.isFaltering(now);
    }

    /** Nanoseconds for which the API may have been called without a break, or not called. */
    public synchronized long inStateNanos(long now) {
        return now - since;
    }

    /** Nanoseconds, since the circuit was made, in which the API was not to be called. Never falls. */
    public synchronized long outageNanos(long now) {
        return switch (state) {
            case CLOSED -> outage;
            case PAUSED -> outage + Math.min(now - since, until - since);
            case OPEN, HALF_OPEN -> outage + now - since;
        };
    }
}

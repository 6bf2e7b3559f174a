package dev.venues.lookup.limit;

import dev.venues.lookup.FailureKind;
import dev.venues.lookup.LookupFailure;

import java.time.Duration;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * Says whether the API may be called: not while it is down, refuses the account or the set-up, and not while it throttles.
 *
 * <p>It opens when {@link #CONNECT_FAILURES} calls in a row found no connection. When half of the last queries failed ({@link
 * FailureWindow}), {@link #FAILURES} calls in a row (soon after an outage {@link #RELAPSES}), or one with a refusal that sounds
 * as if it held for all, a control decides: a query that was answered before is asked again. If that fails too, or nothing was
 * ever answered, it opens; else those queries are odd, and not the API. One probe at a time then asks
 * whether the API is back; the first that is answered closes the circuit. After an outage or a pause calls come back
 * gradually: each answer allows one more at once.
 *
 * <p>Where the API throttles, it pauses for as long as the API asks, and longer each time that nothing was answered since;
 * after {@link #LONG_THROTTLE} of that it is open.
 *
 * <p>Times are {@link System#nanoTime}'s and come from the caller. Thread-safe.
 */
public final class Circuit {

    /** What {@link #waitNanos} says when only the end of a call can change anything. */
    static final long UNTIL_A_CALL_ENDS = Long.MAX_VALUE;

    static final int CONNECT_FAILURES = 5;
    /** More than one lookup has attempts. */
    static final int FAILURES = 10;

    static final int RELAPSES = 3;

    /** With so many answers after an outage it is over for good. */
    private static final int RECOVERED = 10;

    /** So many queries are remembered that failed while a control was answered. */
    private static final int MAX_ODD = 1_000;

    static final Duration FIRST_PROBE = Duration.ofSeconds(1);
    static final Duration LONGEST_PROBE_INTERVAL = Duration.ofSeconds(5);
    /** Where somebody has to mend something first, or wants fewer calls. */
    static final Duration LONGEST_PROBE_INTERVAL_WHEN_REFUSED = Duration.ofSeconds(30);

    static final Duration FIRST_THROTTLE = Duration.ofSeconds(1);
    static final Duration LONGEST_THROTTLE = Duration.ofSeconds(10);
    static final Duration LONG_THROTTLE = Duration.ofMinutes(1);

    /** What the circuit lets through. */
    public enum State {
        /** Calls. */
        CLOSED,
        /** Nothing, until the time has passed that the API asked for, that a throttle is worth, or that a budget lasts. */
        PAUSED,
        /** Nothing, until it is time for a probe. */
        OPEN,
        /** A probe is due or under way. */
        HALF_OPEN
    }

    private final CircuitLog log;
    private final FailureWindow window = new FailureWindow();
    private State state = State.CLOSED;
    private FailureKind.Blame blame = FailureKind.Blame.API;
    private long since;
    private long until;
    private long askedUntil;
    private boolean held;
    private long outage;
    private Duration probeInterval = FIRST_PROBE;
    private boolean probing;
    private int allowed = Integer.MAX_VALUE;
    private int period;

    private int failuresInARow;
    private int connectFailuresInARow;
    private final Set<Object> failing = new HashSet<>();
    private final Set<Object> odd = Collections.newSetFromMap(new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Object, Boolean> eldest) {
            return size() > MAX_ODD;
        }
    });
    private Object answered;
    private boolean controlDue;
    private boolean controlUnderWay;

    private int throttlesInARow;
    private Duration throttlePause = FIRST_THROTTLE;
    private long throttledSince;
    private long lastThrottle;

    /** What a call is for. */
    enum Role {
        LOOKUP,
        /** Asks whether the API is back. */
        PROBE,
        /** Asks whether the API fails, or only some queries do. */
        CONTROL
    }

    /**
     * A call that was let through.
     *
     * @param query what it asks
     * @param period between two outages in which it began: what began in an earlier one says nothing about now
     */
    record Start(Role role, Object query, int period) {

        boolean isProbe() {
            return role == Role.PROBE;
        }
    }

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

    /** What the next call that is allowed is for. */
    synchronized Role role() {
        if (state == State.HALF_OPEN) {
            return Role.PROBE;
        }
        return controlDue ? Role.CONTROL : Role.LOOKUP;
    }

    /** Notes the start of a call that was allowed. */
    synchronized Start started(Role role, Object query) {
        probing = role == Role.PROBE;
        if (role == Role.CONTROL) {
            controlDue = false;
            controlUnderWay = true;
        }
        return new Start(role, query, period);
    }

    /**
     * Notes the end of a call.
     *
     * @param failure null for an answer
     */
    synchronized void ended(Start start, LookupFailure failure, long now) {
        advance(now);
        if (failure != null && failure.kind() == FailureKind.CLOSED) {
            probing &= !start.isProbe();
            return;
        }
        boolean throttled = failure != null && failure.kind() == FailureKind.THROTTLED;
        boolean failed = failure != null && failure.kind().countsAsOutage();
        if (throttled) {
            countThrottle(start, now);
        } else if (!failed) {
            forgetThrottles();
        }
        if (start.isProbe()) {
            probing = false;
            if (failed || throttled && isThrottledForLong(now)) {
                reopen(failure, now);
            } else {
                close("the API answers again", now, now);
                noteAnswer(start.query, failure);
            }
        } else if (start.period == period && (state == State.CLOSED || state == State.PAUSED)) {
            if (start.role == Role.CONTROL) {
                endControl(failed, throttled, failure, now);
            } else {
                count(start.query, failed, failure, now);
            }
        }
        if (throttled) {
            pause(failure, now);
        } else if (failure != null) {
            failure.retryAfter().ifPresent(length -> pauseAsAsked(length, now));
        }
    }

    private void noteAnswer(Object query, LookupFailure failure) {
        if (failure == null) {
            answered = query;
            odd.remove(query);
        }
    }

    private void count(Object query, boolean failed, LookupFailure failure, long now) {
        boolean isOdd = failed && odd.contains(query);
        if (!isOdd) {
            window.add(query, failed, now);
        }
        if (!failed) {
            failuresInARow = 0;
            connectFailuresInARow = 0;
            failing.clear();
            noteAnswer(query, failure);
            if (failure == null || failure.kind().isAnswer()) {
                allowOneMore();
            }
            return;
        }
        failuresInARow++;
        connectFailuresInARow = failure.kind() == FailureKind.UNREACHABLE ? connectFailuresInARow + 1 : 0;
        boolean refusesAll = failure.kind().saysAllAreRefused() && !isOdd;
        if (isOdd) {
            allowOneMore();
        } else {
            failing.add(query);
        }
        boolean manyInARow = failuresInARow >= (allowed < RECOVERED ? RELAPSES : FAILURES);
        if (connectFailuresInARow >= CONNECT_FAILURES) {
            open(failure, now);
        } else if (refusesAll || manyInARow || window.isFailing(now)) {
            if (answered == null || failing.contains(answered)) {
                open(failure, now);
            } else {
                controlDue = !controlUnderWay;
            }
        }
    }

    private void allowOneMore() {
        if (allowed < Integer.MAX_VALUE) {
            allowed++;
        }
    }

    private void endControl(boolean failed, boolean throttled, LookupFailure failure, long now) {
        controlUnderWay = false;
        if (failed) {
            open(failure, now);
        } else if (!throttled) {
            noteOdd();
            failuresInARow = 0;
        }
    }

    private void noteOdd() {
        odd.addAll(failing);
        odd.addAll(window.failing());
        odd.forEach(window::forget);
        failing.clear();
    }

    private void open(LookupFailure failure, long now) {
        log.opens(failure, longestProbeInterval(failure));
        blame = failure.kind().blame();
        controlDue = false;
        controlUnderWay = false;
        waitFor(FIRST_PROBE, now);
        enter(State.OPEN, now);
    }

    private void reopen(LookupFailure failure, long now) {
        log.probeFailed(failure);
        blame = failure.kind().blame();
        probeInterval = doubled(probeInterval, longestProbeInterval(failure));
        waitFor(probeInterval, now);
        enter(State.OPEN, now);
    }

    private static Duration longestProbeInterval(LookupFailure failure) {
        return switch (failure.kind().blame()) {
            case ACCOUNT, SETUP, THROTTLE -> LONGEST_PROBE_INTERVAL_WHEN_REFUSED;
            case QUERY, API, OURS -> LONGEST_PROBE_INTERVAL;
        };
    }

    /**
     * @param end when the outage ended, which may be a while ago if nobody asked
     */
    private void close(String because, long end, long now) {
        log.goesOn(Duration.ofNanos(end - since), because);
        window.clear();
        failing.clear();
        failuresInARow = 0;
        connectFailuresInARow = 0;
        controlDue = false;
        controlUnderWay = false;
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

    /** Calls that were under way when the pause began say no more than the first that was throttled. */
    private void countThrottle(Start start, long now) {
        if (state != State.CLOSED && !start.isProbe()) {
            return;
        }
        if (now - lastThrottle > LONG_THROTTLE.toNanos()) {
            // Nobody has asked for a while: that says nothing about the time between.
            forgetThrottles();
        }
        if (throttlesInARow == 0) {
            throttledSince = now;
        } else {
            throttlePause = doubled(throttlePause, LONGEST_THROTTLE);
        }
        throttlesInARow++;
        lastThrottle = now;
    }

    private void forgetThrottles() {
        throttlesInARow = 0;
        throttlePause = FIRST_THROTTLE;
    }

    private boolean isThrottledForLong(long now) {
        return throttlesInARow > 1 && now - throttledSince >= LONG_THROTTLE.toNanos();
    }

    /** The API throttles: it may say for how long, and may be wrong. */
    private void pause(LookupFailure failure, long now) {
        Duration asked = failure.retryAfter().orElse(Duration.ZERO);
        Duration own = throttlesInARow == 1 && failure.retryAfter().isPresent() ? Duration.ZERO : throttlePause;
        if (state == State.CLOSED && isThrottledForLong(now)) {
            open(failure, now);
        }
        pauseAsAsked(asked.compareTo(own) > 0 ? asked : own, now);
    }

    private static Duration doubled(Duration length, Duration longest) {
        Duration doubled = length.multipliedBy(2);
        return doubled.compareTo(longest) > 0 ? longest : doubled;
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

    /** Whether a control has still to say if the API fails, or only some queries do. */
    synchronized boolean isInDoubt() {
        return controlDue || controlUnderWay;
    }

    /** Whose fault it is that nothing is let through; what it says means nothing otherwise. */
    public synchronized FailureKind.Blame blame() {
        return blame;
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

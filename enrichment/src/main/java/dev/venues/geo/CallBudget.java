package dev.venues.geo;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Clock;
import java.time.Duration;
import java.time.YearMonth;
import java.time.ZoneOffset;

/**
 * Counts the calls of this month, and says whether more may be made. Each JVM has the part of what is left that falls to its
 * subtasks, so that all together never make more than the job may. Thread-safe.
 */
final class CallBudget {

    private static final Logger LOG = LoggerFactory.getLogger(CallBudget.class);

    /** A sum of parts may fall short of the whole by the last digits of a double. */
    private static final double ROUNDING = 1e-6;

    private final GeoSettings.Budget budget;
    private final InFlightShare share;
    private final Clock clock;
    private YearMonth month;
    private long monthEnds;
    private long before;
    private long made;
    private boolean told;
    private boolean begun;

    /**
     * @param clock in UTC, as months are
     */
    CallBudget(GeoSettings.Budget budget, InFlightShare share, Clock clock) {
        this.budget = budget;
        this.share = share;
        this.clock = clock;
        beginMonth();
    }

    /**
     * Takes up what the whole job had called before this JVM began. Only the first subtask here is heard: one that is started
     * again while others run on finds their calls in its checkpoint, and they are counted here already.
     */
    synchronized void begin(MonthlyCalls calls) {
        advance();
        if (!begun && calls.month().equals(month)) {
            before = calls.calls();
        }
        begun = true;
    }

    /** Notes a call. */
    synchronized void called() {
        advance();
        made++;
        if (budget.callsPerMonth() > 0 && !told && made >= part()) {
            told = true;
            LOG.warn(
                    "The calls of this month are used up, {} of them (venues.geo.monthly-budget){}",
                    budget.callsPerMonth(),
                    budget.stops()
                            ? "; no more are made until " + month.plusMonths(1).atDay(1) + " UTC"
                            : "");
        }
    }

    /** How long no call may be made; zero if one may. */
    Duration pause() {
        if (budget.callsPerMonth() == 0 || !budget.stops()) {
            return Duration.ZERO;
        }
        synchronized (this) {
            advance();
            long left = Math.max(0, monthEnds - clock.millis());
            return made < part() ? Duration.ZERO : Duration.ofMillis(left);
        }
    }

    /** Calls of this month that this JVM made. */
    synchronized MonthlyCalls made() {
        advance();
        return new MonthlyCalls(month, made);
    }

    /** Calls of this month that the whole job made before this JVM began. */
    synchronized long before() {
        advance();
        return before;
    }

    /** Calls that this JVM may make this month. What a subtask that has ended here did not use is used by the others. */
    private long part() {
        long left = Math.max(0, budget.callsPerMonth() - before);
        return (long) (left * share.mostOfJob() + ROUNDING);
    }

    private void advance() {
        if (clock.millis() >= monthEnds) {
            beginMonth();
        }
    }

    private void beginMonth() {
        month = YearMonth.now(clock);
        monthEnds = month.plusMonths(1)
                .atDay(1)
                .atStartOfDay(ZoneOffset.UTC)
                .toInstant()
                .toEpochMilli();
        before = 0;
        made = 0;
        told = false;
    }
}

package dev.venues.lookup.limit;

import dev.venues.lookup.LookupOptions;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Clock;
import java.time.Duration;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Counts the calls of this month, and says whether more may be made. Each JVM has the part of the budget that falls to its
 * subtasks, and each call is put down to one of them; so all together never make more than the job may, wherever a subtask
 * goes on. Thread-safe.
 */
public final class CallBudget {

    private static final Logger LOG = LoggerFactory.getLogger(CallBudget.class);

    /** What a subtask answers for. One that has left without an end goes on somewhere, with its parts and its calls. */
    private static final class Figure {
        private long calls;
        /** Of the job's budget: its own, and those of subtasks that have ended. */
        private int parts = 1;
        /** Attempts of it that are here: a new one may begin before the old one has left. */
        private int here;

        private boolean ended;

        private boolean counts() {
            return here > 0 || ended;
        }

        private void inherit(Figure other) {
            calls += other.calls;
            parts += other.parts;
            other.calls = 0;
            other.parts = 0;
        }
    }

    private final LookupOptions.Budget budget;
    private final JobShare share;
    private final Clock clock;
    private final Map<Integer, Figure> figures = new HashMap<>();
    private YearMonth month;
    private long monthEnds;
    private long callsOfNobody;
    private boolean told;

    /**
     * @param clock in UTC, as months are
     */
    public CallBudget(LookupOptions.Budget budget, JobShare share, Clock clock) {
        this.budget = budget;
        this.share = share;
        this.clock = clock;
        beginMonth();
    }

    /**
     * Takes up a subtask with the calls that its checkpoint knows of. If it was here before, more may be known of it than its
     * checkpoint tells.
     */
    public synchronized void begin(int subtask, MonthlyCalls restored) {
        advance();
        Figure figure = figures.computeIfAbsent(subtask, key -> new Figure());
        figure.calls = Math.max(figure.calls, restored.month().equals(month) ? restored.calls() : 0);
        figure.parts = Math.max(figure.parts, 1);
        figure.here++;
        figure.ended = false;
        figures.values().stream().filter(other -> other.ended).forEach(figure::inherit);
    }

    /**
     * Notes that a subtask has left.
     *
     * @param ended whether its input has: no checkpoint will know its calls any more, so another one here answers for them
     */
    public synchronized void leave(int subtask, boolean ended) {
        advance();
        Figure figure = figures.get(subtask);
        figure.here--;
        figure.ended = ended && figure.here == 0;
        if (figure.ended) {
            leastHere().ifPresent(heir -> heir.inherit(figure));
        }
    }

    /** Notes a call. Subtasks that are here answer for the same number of calls, as far as possible. */
    synchronized void called() {
        advance();
        leastHere().ifPresentOrElse(figure -> figure.calls++, () -> callsOfNobody++);
        if (budget.callsPerMonth() > 0 && !told && counted() >= part()) {
            told = true;
            LOG.warn(
                    "The calls of this month are used up, {} of them{}",
                    budget.callsPerMonth(),
                    budget.stops()
                            ? "; no more are made until " + month.plusMonths(1).atDay(1) + " UTC"
                            : "");
        }
    }

    /** How long no call may be made; zero if one may. */
    public Duration pause() {
        if (budget.callsPerMonth() == 0 || !budget.stops()) {
            return Duration.ZERO;
        }
        synchronized (this) {
            advance();
            long left = Math.max(0, monthEnds - clock.millis());
            return counted() < part() ? Duration.ZERO : Duration.ofMillis(left);
        }
    }

    /** Calls of this month that a subtask answers for. */
    public synchronized MonthlyCalls of(int subtask) {
        advance();
        return new MonthlyCalls(month, figures.get(subtask).calls);
    }

    /** Calls of this month that count here. */
    synchronized MonthlyCalls made() {
        advance();
        return new MonthlyCalls(month, counted());
    }

    private long counted() {
        return callsOfNobody
                + figures.values().stream()
                        .filter(Figure::counts)
                        .mapToLong(figure -> figure.calls)
                        .sum();
    }

    /** Calls that this JVM may make this month; all of them before its subtasks are known. */
    private long part() {
        long all = budget.callsPerMonth();
        int subtasks = share.parallelism();
        if (subtasks == 0) {
            return all;
        }
        int parts = figures.isEmpty()
                ? share.subtasks()
                : figures.values().stream()
                        .filter(Figure::counts)
                        .mapToInt(figure -> figure.parts)
                        .sum();
        long here = Math.min(subtasks, parts);
        // In two steps, because the product may be too large.
        return all / subtasks * here + all % subtasks * here / subtasks;
    }

    private Optional<Figure> leastHere() {
        return figures.values().stream()
                .filter(figure -> figure.here > 0)
                .min(Comparator.comparingLong(figure -> figure.calls));
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
        figures.values().forEach(figure -> figure.calls = 0);
        callsOfNobody = 0;
        told = false;
    }
}

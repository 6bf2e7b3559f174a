package dev.venues.lookup.limit;

import dev.venues.lookup.FailureKind;
import dev.venues.lookup.LookupFailure;

import java.time.Duration;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Says whose fault a refusal is: by whether the API has ever answered, by how many different queries it refuses, and for how
 * long without an answer between (docs/operations.md, "What an answer means").
 *
 * <p>Times are {@link System#nanoTime}'s and come from the caller. Thread-safe.
 */
public final class Verdicts {

    /** So many different queries are not odd all of them. */
    static final int MANY = 20;

    /** So many may be odd, but not for so {@link #LONG}. */
    static final int SEVERAL = 3;

    /** For as long a refusal waits for what others are answered. */
    static final Duration LONG = Duration.ofSeconds(10);

    /** And for as long where new ones keep coming, but slowly. */
    static final Duration MOST = Duration.ofMinutes(1);

    /** Refusals of one kind in a row. */
    private static final class Streak {

        private final Set<Object> queries = new HashSet<>();
        private final long start;
        private long grown;

        Streak(long start) {
            this.start = start;
            this.grown = start;
        }

        void add(Object query, long now) {
            if (queries.size() < MANY && queries.add(query)) {
                grown = now;
            }
        }

        boolean isOf(int least) {
            return queries.size() >= least;
        }

        boolean isLong(long now) {
            return now - start >= LONG.toNanos();
        }

        /** Whether no other query has joined it for long, at a call in some seconds for longer. */
        boolean isAllThereIs(long now) {
            return now - start >= allThereIsAfter();
        }

        private long allThereIsAfter() {
            return Math.min(grown - start + LONG.toNanos(), MOST.toNanos());
        }
    }

    private boolean answered;

    /** Whether the next answer says nothing new. */
    private volatile boolean calm;

    private final Map<FailureKind, Streak> streaks = new EnumMap<>(FailureKind.class);

    /** Notes an answer; whether it may change a verdict. */
    boolean answered() {
        return !calm && noteAnswer();
    }

    private synchronized boolean noteAnswer() {
        boolean news = !calm;
        answered = true;
        streaks.clear();
        calm = true;
        return news;
    }

    /** Notes a refusal, if it is one. */
    synchronized void failed(Object query, FailureKind kind, long now) {
        if (kind.isInDoubt()) {
            calm = false;
            streaks.computeIfAbsent(kind, first -> new Streak(now)).add(query, now);
        }
    }

    /**
     * What a failure means by all that is known now.
     *
     * @return empty while that cannot be said: until the next answer, {@link #MANY} queries, or the end of {@link #waitNanos}
     */
    synchronized Optional<LookupFailure> of(LookupFailure failure, long now) {
        Streak streak = streaks.get(failure.kind());
        if (streak == null) {
            // An answer came meanwhile, or there is no doubt.
            return Optional.of(failure);
        }
        return switch (failure.kind()) {
            case REJECTED -> rejected(failure, streak, now);
            case NO_SUCH_RESOURCE -> noSuchResource(failure, streak, now);
            case FORBIDDEN -> forbidden(failure, streak, now);
            case SETUP -> setUp(failure, streak, now);
            case ACCOUNT -> Optional.of(answered ? failure : failure.as(FailureKind.DENIED));
            default -> throw new IllegalStateException(failure.kind() + " is not in doubt");
        };
    }

    /**
     * What a failure means that was held back: where the API had nothing for a while, and has answered others since, it may have
     * something the next time.
     */
    synchronized Optional<LookupFailure> ofHeld(LookupFailure failure, long now) {
        boolean passed = failure.kind() == FailureKind.NO_SUCH_RESOURCE && !streaks.containsKey(failure.kind());
        return passed ? Optional.of(failure.as(FailureKind.TRANSIENT)) : of(failure, now);
    }

    private Optional<LookupFailure> rejected(LookupFailure failure, Streak streak, long now) {
        if (!answered && streak.isOf(MANY)) {
            return Optional.of(stopped(FailureKind.MISCONFIGURED, failure, streak));
        }
        return answered || streak.isAllThereIs(now) ? Optional.of(failure) : Optional.empty();
    }

    private Optional<LookupFailure> noSuchResource(LookupFailure failure, Streak streak, long now) {
        boolean lasts = streak.isLong(now);
        if (answered) {
            if (streak.isOf(MANY) && lasts) {
                return Optional.of(failure.as(FailureKind.SETUP));
            }
            return streak.isOf(SEVERAL) && !lasts ? Optional.empty() : Optional.of(failure);
        }
        if (streak.isOf(MANY) || streak.isOf(SEVERAL) && lasts) {
            return Optional.of(stopped(FailureKind.MISCONFIGURED, failure, streak));
        }
        return lasts ? Optional.of(failure) : Optional.empty();
    }

    private Optional<LookupFailure> forbidden(LookupFailure failure, Streak streak, long now) {
        if (!streak.isLong(now)) {
            return Optional.empty();
        }
        if (!streak.isOf(SEVERAL)) {
            return Optional.of(failure);
        }
        return Optional.of(answered ? failure.as(FailureKind.ACCOUNT) : stopped(FailureKind.DENIED, failure, streak));
    }

    private Optional<LookupFailure> setUp(LookupFailure failure, Streak streak, long now) {
        if (answered) {
            return Optional.of(failure);
        }
        return streak.isOf(MANY) || streak.isLong(now)
                ? Optional.of(stopped(FailureKind.MISCONFIGURED, failure, streak))
                : Optional.empty();
    }

    private static LookupFailure stopped(FailureKind kind, LookupFailure failure, Streak streak) {
        int queries = streak.queries.size();
        String often = queries == 1 ? "" : "none of " + queries + " different queries was answered: ";
        return failure.as(kind).withMessage(often + failure.getMessage());
    }

    /** Nanoseconds until such a failure can be judged, whatever others are answered; 0 if it can be now. */
    synchronized long waitNanos(LookupFailure failure, long now) {
        Streak streak = streaks.get(failure.kind());
        if (streak == null) {
            return 0;
        }
        boolean slowly = failure.kind() == FailureKind.REJECTED && !answered;
        return Math.max(0, streak.start + (slowly ? streak.allThereIsAfter() : LONG.toNanos()) - now);
    }
}

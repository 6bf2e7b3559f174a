package dev.venues.lookup.cache;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.Semaphore;
import java.util.function.BooleanSupplier;

/**
 * Lookups under way, one for each key. They stand beside the cache: inside, one for a new answer would take the old one's
 * place, and at each answer that has to go the cache would walk past all that are under way (46 % of the CPU time with 2,000
 * of them).
 */
final class SingleFlight<A> {

    /** Lookups that nobody waits for; those that somebody does wait for stand in line behind them. */
    static final int MAX_IN_BACKGROUND = 10;

    /**
     * A lookup, seen by somebody who wants its answer.
     *
     * @param key what it is for
     * @param wording what is asked
     * @param end always completes, and never exceptionally
     * @param mine whether it is for the caller to make the lookup
     */
    record Claim<A>(String key, String wording, CompletableFuture<Remembered<A>> end, boolean mine) {

        private Claim<A> ofAnother() {
            return new Claim<>(key, wording, end, false);
        }
    }

    private final ConcurrentMap<String, Claim<A>> underWay = new ConcurrentHashMap<>();
    private final Semaphore background = new Semaphore(MAX_IN_BACKGROUND);

    /** Somebody else's lookup for a key; null if there is none. */
    Claim<A> underWay(String key) {
        Claim<A> known = underWay.get(key);
        return known == null ? null : known.ofAnother();
    }

    /**
     * The lookup for a key, a new one if there is none.
     *
     * @param stillWanted asked when no other lookup can begin; one may have ended since the caller looked
     * @return null if nothing is wanted any more
     */
    Claim<A> claim(String key, String wording, BooleanSupplier stillWanted) {
        Claim<A> known = underWay(key);
        if (known != null) {
            return known;
        }
        Claim<A> mine = new Claim<>(key, wording, new CompletableFuture<>(), true);
        Claim<A> first = underWay.computeIfAbsent(key, absent -> stillWanted.getAsBoolean() ? mine : null);
        return first == null || first == mine ? first : first.ofAnother();
    }

    /**
     * The same for a lookup that nobody waits for.
     *
     * @return null also if there are enough of those, or another one is under way
     */
    Claim<A> claimInBackground(String key, String wording, BooleanSupplier stillWanted) {
        if (!background.tryAcquire()) {
            return null;
        }
        Claim<A> claim = claim(key, wording, stillWanted);
        if (claim == null || !claim.mine) {
            background.release();
            return null;
        }
        claim.end.whenComplete((ended, never) -> background.release());
        return claim;
    }

    /** Ends a lookup. Its answer must be in the cache already: who finds no lookup looks there. */
    void end(Claim<A> mine, Remembered<A> ended) {
        underWay.remove(mine.key, mine);
        mine.end.complete(ended);
    }
}

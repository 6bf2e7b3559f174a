package dev.venues.geo;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.Semaphore;
import java.util.function.BooleanSupplier;

/**
 * Lookups under way for venues whose last answer is still there, or was when they began: one for each venue. They stand
 * beside the cache, because what stands inside would take the old answer's place.
 */
final class Renewals {

    /** Lookups that no event waits for; those that one does wait for stand in line behind them. */
    static final int MAX_IN_BACKGROUND = 10;

    /**
     * One renewal, seen by somebody who wants it.
     *
     * @param end always completes, and never exceptionally
     * @param mine whether it is for the caller to make the lookup
     */
    record Claim(CompletableFuture<Remembered> end, boolean mine) {}

    private final ConcurrentMap<String, CompletableFuture<Remembered>> underWay = new ConcurrentHashMap<>();
    private final Semaphore background = new Semaphore(MAX_IN_BACKGROUND);

    /** How the lookup for a venue will end; null if there is none. */
    CompletableFuture<Remembered> underWay(String key) {
        return underWay.get(key);
    }

    /**
     * The renewal of a venue's answer, a new one if there is none.
     *
     * @param stillOld whether the answer to be renewed is still the last one, asked when no other renewal can begin; one
     *     may have ended since the caller looked
     * @return null if nothing is to be renewed
     */
    Claim claim(String key, BooleanSupplier stillOld) {
        CompletableFuture<Remembered> mine = new CompletableFuture<>();
        CompletableFuture<Remembered> end =
                underWay.computeIfAbsent(key, absent -> stillOld.getAsBoolean() ? mine : null);
        return end == null ? null : new Claim(end, end == mine);
    }

    /**
     * The same for a renewal that nobody waits for.
     *
     * @return null also if there are enough of those, or another one is under way
     */
    Claim claimInBackground(String key, BooleanSupplier stillOld) {
        if (!background.tryAcquire()) {
            return null;
        }
        Claim claim = claim(key, stillOld);
        if (claim == null || !claim.mine) {
            background.release();
            return null;
        }
        claim.end.whenComplete((renewed, never) -> background.release());
        return claim;
    }

    /** Ends a renewal. A new answer must be in the cache already: who finds no renewal looks there. */
    void end(String key, CompletableFuture<Remembered> end, Remembered renewed) {
        underWay.remove(key, end);
        end.complete(renewed);
    }
}

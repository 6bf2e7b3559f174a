package dev.venues.geo;

import com.github.benmanes.caffeine.cache.AsyncCache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.RemovalCause;
import com.github.benmanes.caffeine.cache.Ticker;
import dev.venues.codec.Located;
import dev.venues.model.VenueQuery;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.DoubleSupplier;

/**
 * Remembers answers, and lets all who ask for one venue at the same time wait for one lookup.
 *
 * <p>Failures are not remembered. Each caller gets a stage of its own: what one of them does to it (a timeout, a
 * cancellation) does not reach the others.
 */
final class CachingGeoClient implements GeoClient {

    /**
     * What tests hold in their hands.
     *
     * @param ticker the time, for the age of answers
     * @param random from 0 (inclusive) to 1 (exclusive)
     */
    record Conditions(Ticker ticker, DoubleSupplier random) {}

    private final GeoClient delegate;
    private final GeoStats stats;
    private final AnswerLife life;
    private final AsyncCache<String, Remembered> cache;
    private final LongAdder bytes = new LongAdder();

    CachingGeoClient(GeoClient delegate, GeoSettings.Cache settings, Conditions conditions, GeoStats stats) {
        this.delegate = delegate;
        this.stats = stats;
        this.life = new AnswerLife(settings, conditions.random);
        CacheBounds bounds = new CacheBounds(settings);
        // A lookup under way has no weight and no age: it is shared even where nothing may be remembered.
        this.cache = Caffeine.newBuilder()
                .maximumWeight(bounds.maxWeight())
                .weigher(bounds)
                .expireAfter(life)
                .removalListener((String key, Remembered removed, RemovalCause cause) -> bytes.add(-removed.bytes()))
                .ticker(conditions.ticker)
                .executor(Runnable::run)
                .buildAsync();
    }

    /**
     * The remembered answer, without a future or an object of its own; null if there is none yet. Only an answer counts
     * as a hit here: who gets null is expected to {@link #locate}.
     */
    Located known(VenueQuery query) {
        CompletableFuture<Remembered> known = cache.getIfPresent(query.key());
        if (known == null || !known.isDone() || !known.join().isAnswer()) {
            return null;
        }
        stats.cacheHits.increment();
        return known.join().cached();
    }

    @Override
    public CompletionStage<Located> locate(VenueQuery query) {
        String key = query.key();
        CompletableFuture<Remembered> known = cache.getIfPresent(key);
        while (known == null || hasFailed(known)) {
            if (known != null) {
                cache.asMap().remove(key, known);
            }
            CompletableFuture<Remembered> mine = new CompletableFuture<>();
            known = cache.asMap().putIfAbsent(key, mine);
            if (known == null) {
                stats.cacheMisses.increment();
                return ask(query, mine);
            }
        }
        if (known.isDone()) {
            stats.cacheHits.increment();
        } else {
            stats.coalesced.increment();
        }
        return known.thenCompose(ended -> reply(ended, true));
    }

    private CompletionStage<Located> ask(VenueQuery query, CompletableFuture<Remembered> mine) {
        CompletionStage<Located> reply = mine.thenCompose(ended -> reply(ended, false));
        delegate.locate(query)
                .whenComplete((located, throwable) -> mine.complete(toRemember(query, located, throwable)));
        return reply;
    }

    /** Counted here, where an answer comes in, and uncounted where the cache lets go of it. */
    private Remembered toRemember(VenueQuery query, Located located, Throwable throwable) {
        if (throwable != null) {
            return Remembered.failure(throwable);
        }
        Remembered answer = Remembered.answer(query.key(), located, life.drawNanos(located.answer()));
        bytes.add(answer.bytes());
        return answer;
    }

    /** A failure that its waiters see already, and the cache has not dropped yet. */
    private static boolean hasFailed(CompletableFuture<Remembered> known) {
        return known.isDone() && !known.join().isAnswer();
    }

    private static CompletionStage<Located> reply(Remembered ended, boolean cached) {
        if (!ended.isAnswer()) {
            return CompletableFuture.failedFuture(ended.failure());
        }
        return CompletableFuture.completedFuture(cached ? ended.cached() : ended.located());
    }

    /** Answers that are remembered, lookups under way included. */
    long size() {
        return cache.synchronous().estimatedSize();
    }

    /** An estimate of the heap that the remembered answers take. */
    long bytes() {
        return bytes.sum();
    }

    @Override
    public void close() {
        delegate.close();
    }
}

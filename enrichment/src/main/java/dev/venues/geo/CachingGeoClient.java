package dev.venues.geo;

import com.github.benmanes.caffeine.cache.AsyncCache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import com.github.benmanes.caffeine.cache.Ticker;
import dev.venues.codec.Located;
import dev.venues.model.GeoAnswer;
import dev.venues.model.GeoFailure;
import dev.venues.model.VenueQuery;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Remembers answers, and lets all who ask for one venue at the same time wait for one lookup.
 *
 * <p>Failures are not remembered. Each caller gets a stage of its own: what one of them does to it (a timeout, a
 * cancellation) does not reach the others.
 */
final class CachingGeoClient implements GeoClient {

    /**
     * How a lookup ended. A failure is a value here too, one that expires at once: a future that fails inside the cache
     * would be logged by it, with a stack trace for each.
     *
     * @param located null for a failure
     * @param cached the same for those who took no call; null for a failure
     * @param failure null for an answer
     */
    private record Ended(Located located, Located cached, GeoFailure failure) {

        private static Ended of(Located located, Throwable throwable) {
            return throwable == null
                    ? new Ended(located, located.fromCache(), null)
                    : new Ended(null, null, ResponseClassifier.toFailure(throwable));
        }
    }

    private final GeoClient delegate;
    private final GeoStats stats;
    private final AsyncCache<String, Ended> cache;

    CachingGeoClient(GeoClient delegate, GeoSettings.Cache settings, Ticker ticker, GeoStats stats) {
        this.delegate = delegate;
        this.stats = stats;
        // A lookup under way has no weight and no age: it is shared even where nothing may be remembered.
        this.cache = Caffeine.newBuilder()
                .maximumSize(settings.maxEntries())
                .expireAfter(new AnswerExpiry(settings))
                .ticker(ticker)
                .executor(Runnable::run)
                .buildAsync();
    }

    /**
     * The remembered answer, without a future or an object of its own; null if there is none yet. Only an answer counts
     * as a hit here: who gets null is expected to {@link #locate}.
     */
    Located known(VenueQuery query) {
        CompletableFuture<Ended> known = cache.getIfPresent(query.key());
        if (known == null || !known.isDone() || known.join().failure != null) {
            return null;
        }
        stats.cacheHits.increment();
        return known.join().cached;
    }

    @Override
    public CompletionStage<Located> locate(VenueQuery query) {
        String key = query.key();
        CompletableFuture<Ended> known = cache.getIfPresent(key);
        while (known == null || hasFailed(known)) {
            if (known != null) {
                cache.asMap().remove(key, known);
            }
            CompletableFuture<Ended> mine = new CompletableFuture<>();
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

    private CompletionStage<Located> ask(VenueQuery query, CompletableFuture<Ended> mine) {
        CompletionStage<Located> reply = mine.thenCompose(ended -> reply(ended, false));
        delegate.locate(query).whenComplete((located, throwable) -> mine.complete(Ended.of(located, throwable)));
        return reply;
    }

    /** A failure that its waiters see already, and the cache has not dropped yet. */
    private static boolean hasFailed(CompletableFuture<Ended> known) {
        return known.isDone() && known.join().failure != null;
    }

    private static CompletionStage<Located> reply(Ended ended, boolean cached) {
        if (ended.failure != null) {
            return CompletableFuture.failedFuture(ended.failure);
        }
        return CompletableFuture.completedFuture(cached ? ended.cached : ended.located);
    }

    /** Answers that are remembered, lookups under way included. */
    long size() {
        return cache.synchronous().estimatedSize();
    }

    @Override
    public void close() {
        delegate.close();
    }

    /** Found and not-found answers live differently long; reading does not prolong their life. */
    private record AnswerExpiry(GeoSettings.Cache settings) implements Expiry<String, Ended> {

        @Override
        public long expireAfterCreate(String key, Ended ended, long now) {
            if (ended.failure != null) {
                return 0;
            }
            Duration ttl = ended.located.answer() instanceof GeoAnswer.Found ? settings.ttl() : settings.notFoundTtl();
            return ttl.toNanos();
        }

        @Override
        public long expireAfterUpdate(String key, Ended ended, long now, long left) {
            return expireAfterCreate(key, ended, now);
        }

        @Override
        public long expireAfterRead(String key, Ended ended, long now, long left) {
            return left;
        }
    }
}

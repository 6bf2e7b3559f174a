package dev.venues.geo;

import com.github.benmanes.caffeine.cache.AsyncCache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import com.github.benmanes.caffeine.cache.Ticker;
import dev.venues.model.GeoAnswer;
import dev.venues.model.Located;
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

    private final GeoClient delegate;
    private final GeoStats stats;
    private final AsyncCache<String, Located> cache;

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

    @Override
    public CompletionStage<Located> locate(VenueQuery query) {
        String key = query.key();
        CompletableFuture<Located> known = cache.getIfPresent(key);
        if (known == null) {
            CompletableFuture<Located> mine = new CompletableFuture<>();
            known = cache.asMap().putIfAbsent(key, mine);
            if (known == null) {
                stats.cacheMisses.increment();
                delegate.locate(query).whenComplete((located, throwable) -> {
                    if (throwable == null) {
                        mine.complete(located);
                    } else {
                        mine.completeExceptionally(ResponseClassifier.toFailure(throwable));
                    }
                });
                return mine.copy();
            }
        }
        if (known.isDone()) {
            stats.cacheHits.increment();
        } else {
            stats.coalesced.increment();
        }
        return known.thenApply(CachingGeoClient::fromCache);
    }

    private static Located fromCache(Located located) {
        return new Located(located.answer(), located.provider(), Located.Via.CACHE);
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
    private record AnswerExpiry(GeoSettings.Cache settings) implements Expiry<String, Located> {

        @Override
        public long expireAfterCreate(String key, Located located, long now) {
            Duration ttl = located.answer() instanceof GeoAnswer.Found ? settings.ttl() : settings.notFoundTtl();
            return ttl.toNanos();
        }

        @Override
        public long expireAfterUpdate(String key, Located located, long now, long left) {
            return expireAfterCreate(key, located, now);
        }

        @Override
        public long expireAfterRead(String key, Located located, long now, long left) {
            return left;
        }
    }
}

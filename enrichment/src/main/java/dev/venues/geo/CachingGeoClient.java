package dev.venues.geo;

import com.github.benmanes.caffeine.cache.AsyncCache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.RemovalCause;
import com.github.benmanes.caffeine.cache.Ticker;
import dev.venues.codec.Located;
import dev.venues.codec.PastAnswers.Reception;
import dev.venues.model.FailureKind;
import dev.venues.model.VenueQuery;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.BooleanSupplier;
import java.util.function.DoubleSupplier;

/**
 * Remembers answers, and lets all who ask for one venue at the same time wait for one lookup.
 *
 * <p>Failures are not remembered. Each caller gets a stage of its own: what one of them does to it (a timeout, a
 * cancellation) does not reach the others.
 *
 * <p>Where the settings say so, an answer is renewed before its time is up, and given after it while the API cannot
 * answer (docs/design-decisions.md, "Answers past their time").
 */
final class CachingGeoClient implements GeoClient {

    /** So often a lookup that could be given a stale answer looks whether the API went down. */
    private static final long RECHECK_NANOS = TimeUnit.MILLISECONDS.toNanos(250);

    /**
     * What the cache sees of the world.
     *
     * @param ticker the time, for the age of answers
     * @param random from 0 (inclusive) to 1 (exclusive)
     * @param timer for looking again later
     * @param apiDown whether the API is not to be called
     */
    record Conditions(Ticker ticker, DoubleSupplier random, NanoTimer timer, BooleanSupplier apiDown) {}

    private final GeoClient delegate;
    private final GeoStats stats;
    private final Conditions conditions;
    private final AnswerLife life;
    private final CacheBounds bounds;
    private final AsyncCache<String, Remembered> cache;
    private final LongAdder bytes = new LongAdder();
    private final Renewals renewals = new Renewals();

    CachingGeoClient(GeoClient delegate, GeoSettings.Cache settings, Conditions conditions, GeoStats stats) {
        this.delegate = delegate;
        this.stats = stats;
        this.conditions = conditions;
        this.life = new AnswerLife(settings, conditions.random);
        this.bounds = new CacheBounds(settings);
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
     * The remembered answer, without a future or an object of its own; null if there is none yet, or it is stale. Only an
     * answer counts as a hit here: who gets null is expected to {@link #locate}.
     */
    Located known(VenueQuery query) {
        return hit(query, cache.getIfPresent(query.key()));
    }

    private Located hit(VenueQuery query, CompletableFuture<Remembered> known) {
        if (known == null || !known.isDone()) {
            return null;
        }
        Remembered remembered = known.join();
        if (!remembered.isFresh()) {
            return null;
        }
        stats.cacheHits.increment();
        if (remembered.isDue()) {
            refresh(query, known);
        }
        return remembered.cached();
    }

    @Override
    public CompletionStage<Located> locate(VenueQuery query) {
        CompletionStage<Located> reply = null;
        while (reply == null) {
            reply = tryLocate(query);
        }
        return reply;
    }

    /** Null if what was seen of the cache has changed meanwhile. */
    private CompletionStage<Located> tryLocate(VenueQuery query) {
        String key = query.key();
        CompletableFuture<Remembered> known = cache.getIfPresent(key);
        Located fresh = hit(query, known);
        if (fresh != null) {
            return CompletableFuture.completedFuture(fresh);
        }
        if (known != null && known.isDone()) {
            if (known.join().isAnswer()) {
                return outOfDate(query, known);
            }
            // A failure that its waiters see already, and the cache has not dropped yet.
            cache.asMap().remove(key, known);
            return null;
        }
        CompletableFuture<Remembered> underWay = known == null ? renewals.underWay(key) : known;
        if (underWay != null) {
            stats.coalesced.increment();
            return underWay.thenCompose(ended -> reply(ended, true));
        }
        CompletableFuture<Remembered> mine = new CompletableFuture<>();
        return cache.asMap().putIfAbsent(key, mine) == null ? ask(query, mine) : null;
    }

    private CompletionStage<Located> ask(VenueQuery query, CompletableFuture<Remembered> mine) {
        stats.cacheMisses.increment();
        CompletionStage<Located> reply = mine.thenCompose(ended -> reply(ended, false));
        delegate.locate(query).whenComplete((located, throwable) -> mine.complete(ended(query, located, throwable)));
        return reply;
    }

    /** A new answer, or the stale one: at once while the API is down, else when the lookup for a new one has failed. */
    private CompletionStage<Located> outOfDate(VenueQuery query, CompletableFuture<Remembered> known) {
        Remembered stale = known.join();
        if (conditions.apiDown.getAsBoolean()) {
            stats.cacheHits.increment();
            stats.staleAnswers.increment();
            // Were nobody in line, no call would find out that the API is back.
            renewInBackground(query, known);
            return CompletableFuture.completedFuture(stale.cached());
        }
        Renewals.Claim claim = renewals.claim(query.key(), () -> cache.getIfPresent(query.key()) == known);
        if (claim == null) {
            return null;
        }
        CompletableFuture<Located> reply = new CompletableFuture<>();
        claim.end().thenAccept(renewed -> {
            if (renewed.isAnswer()) {
                reply.complete(claim.mine() ? renewed.located() : renewed.cached());
            } else if (saysNothingOfTheVenue(renewed.failure().kind())) {
                giveStale(reply, stale);
            } else {
                reply.completeExceptionally(renewed.failure());
            }
        });
        (claim.mine() ? stats.cacheMisses : stats.coalesced).increment();
        if (claim.mine()) {
            renew(query, claim.end());
        }
        giveStaleIfTheApiGoesDown(reply, stale);
        return reply;
    }

    private void giveStaleIfTheApiGoesDown(CompletableFuture<Located> reply, Remembered stale) {
        if (reply.isDone()) {
            return;
        }
        if (conditions.apiDown.getAsBoolean()) {
            giveStale(reply, stale);
        } else {
            conditions.timer.schedule(() -> giveStaleIfTheApiGoesDown(reply, stale), RECHECK_NANOS);
        }
    }

    private void giveStale(CompletableFuture<Located> reply, Remembered stale) {
        if (reply.complete(stale.cached())) {
            stats.staleAnswers.increment();
        }
    }

    /** Whether an old answer is as good as it was. Refusals concern the venue, or us, and must be seen. */
    private static boolean saysNothingOfTheVenue(FailureKind kind) {
        return switch (kind) {
            case TRANSIENT, UNREACHABLE, THROTTLED, FALTERING, OUTAGE, UNREADABLE, TIMED_OUT -> true;
            case FORBIDDEN, REJECTED, DENIED, CLOSED -> false;
        };
    }

    private void refresh(VenueQuery query, CompletableFuture<Remembered> known) {
        if (renewInBackground(query, known)) {
            known.join().noteRefreshed();
        }
    }

    private boolean renewInBackground(VenueQuery query, CompletableFuture<Remembered> known) {
        Renewals.Claim claim = renewals.claimInBackground(query.key(), () -> cache.getIfPresent(query.key()) == known);
        if (claim == null) {
            return false;
        }
        stats.refreshes.increment();
        renew(query, claim.end());
        return true;
    }

    private void renew(VenueQuery query, CompletableFuture<Remembered> end) {
        delegate.locate(query).whenComplete((located, throwable) -> {
            Remembered renewed = ended(query, located, throwable);
            if (renewed.isAnswer()) {
                cache.put(query.key(), CompletableFuture.completedFuture(renewed));
            }
            renewals.end(query.key(), end, renewed);
        });
    }

    /** The bytes are counted here, where an answer comes in, and uncounted where the cache lets go of it. */
    private Remembered ended(VenueQuery query, Located located, Throwable throwable) {
        if (throwable != null) {
            return Remembered.failure(throwable);
        }
        Remembered answer = answer(query, located, Duration.ZERO);
        bytes.add(answer.bytes());
        return answer;
    }

    private Remembered answer(VenueQuery query, Located located, Duration age) {
        return Remembered.answer(located, life.draw(located.answer(), age), AnswerSize.of(query.key(), located));
    }

    /** Takes an answer that is not of now. For one thread, before the first lookup. */
    Reception remember(VenueQuery query, Located located, Duration age) {
        Remembered past = answer(query, located, age);
        if (past.span() == AnswerLife.Span.NONE || cache.asMap().containsKey(query.key())) {
            return Reception.PASSED_OVER;
        }
        if (weight() + bounds.weigh(query.key(), past) > bounds.maxWeight()) {
            return Reception.FULL;
        }
        bytes.add(past.bytes());
        cache.put(query.key(), CompletableFuture.completedFuture(past));
        return Reception.TAKEN;
    }

    private long weight() {
        return cache.synchronous()
                .policy()
                .eviction()
                .map(eviction -> eviction.weightedSize().orElse(0))
                .orElse(0L);
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

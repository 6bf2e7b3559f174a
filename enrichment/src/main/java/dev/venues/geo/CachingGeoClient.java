package dev.venues.geo;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.RemovalCause;
import com.github.benmanes.caffeine.cache.Ticker;
import dev.venues.codec.Located;
import dev.venues.codec.PastAnswers.Reception;
import dev.venues.model.FailureKind;
import dev.venues.model.GeoFailure;
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
    private final Cache<String, Remembered> cache;
    private final LongAdder bytes = new LongAdder();
    private final SingleFlight flights = new SingleFlight();

    CachingGeoClient(GeoClient delegate, GeoSettings.Cache settings, Conditions conditions, GeoStats stats) {
        this.delegate = delegate;
        this.stats = stats;
        this.conditions = conditions;
        this.life = new AnswerLife(settings, conditions.random);
        this.bounds = new CacheBounds(settings);
        this.cache = Caffeine.newBuilder()
                .maximumWeight(bounds.maxWeight())
                .weigher(bounds)
                .expireAfter(life)
                .removalListener((String key, Remembered removed, RemovalCause cause) -> bytes.add(-removed.bytes()))
                .ticker(conditions.ticker)
                .executor(Runnable::run)
                .build();
    }

    /**
     * The remembered answer, without a future or an object of its own; null if there is none yet, or it is stale. Only an
     * answer counts as a hit here: who gets null is expected to {@link #locate}.
     */
    Located known(VenueQuery query) {
        return hit(query, cache.getIfPresent(query.key()));
    }

    private Located hit(VenueQuery query, Remembered known) {
        if (known == null || !known.isFresh()) {
            return null;
        }
        stats.cacheHits.increment();
        if (known.isDue()) {
            refresh(query, known);
        }
        return known.located();
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
        Remembered known = cache.getIfPresent(query.key());
        Located fresh = hit(query, known);
        if (fresh != null) {
            return CompletableFuture.completedFuture(fresh);
        }
        if (known != null && conditions.apiDown.getAsBoolean()) {
            return atOnce(query, known);
        }
        SingleFlight.Claim claim = flights.claim(query.key(), () -> isTheLast(query, known));
        if (claim == null) {
            return null;
        }
        CompletionStage<Located> reply = claim.mine() ? ask(query, claim) : join(claim);
        return known == null ? reply : orStale(reply, known);
    }

    private boolean isTheLast(VenueQuery query, Remembered known) {
        return cache.getIfPresent(query.key()) == known;
    }

    private CompletionStage<Located> ask(VenueQuery query, SingleFlight.Claim claim) {
        stats.cacheMisses.increment();
        return lookUp(query, claim);
    }

    private CompletionStage<Located> join(SingleFlight.Claim claim) {
        stats.coalesced.increment();
        return claim.end()
                .thenCompose(ended -> ended.isAnswer()
                        ? CompletableFuture.completedFuture(ended.located())
                        : CompletableFuture.failedFuture(ended.failure()));
    }

    /** The answer of a lookup that is for us to make, and that others may join. */
    private CompletionStage<Located> lookUp(VenueQuery query, SingleFlight.Claim claim) {
        CompletableFuture<Located> reply = new CompletableFuture<>();
        delegate.locate(query).whenComplete((located, throwable) -> {
            Remembered ended = throwable == null ? remembered(query, located) : Remembered.failure(throwable);
            flights.end(query.key(), claim.end(), ended);
            if (ended.isAnswer()) {
                reply.complete(located);
            } else {
                reply.completeExceptionally(ended.failure());
            }
        });
        return reply;
    }

    /** What breaks here must not leave those waiting who joined the lookup, and all who would join it later. */
    private Remembered remembered(VenueQuery query, Located located) {
        try {
            Remembered answer = answer(query, located, Duration.ZERO);
            remember(query, answer);
            return answer;
        } catch (RuntimeException | Error e) {
            return Remembered.failure(e);
        }
    }

    /** A stale answer, because no other is to be had. */
    private CompletionStage<Located> atOnce(VenueQuery query, Remembered stale) {
        stats.cacheHits.increment();
        stats.staleAnswers.increment();
        // Were nobody in line, no call would find out that the API is back.
        lookUpInBackground(query, stale);
        return CompletableFuture.completedFuture(stale.located());
    }

    /** A new answer; the stale one when the lookup for it has failed, or the API goes down meanwhile. */
    private CompletionStage<Located> orStale(CompletionStage<Located> renewed, Remembered stale) {
        CompletableFuture<Located> reply = new CompletableFuture<>();
        renewed.whenComplete((located, throwable) -> {
            if (throwable == null) {
                reply.complete(located);
                return;
            }
            GeoFailure failure = ResponseClassifier.toFailure(throwable);
            if (saysNothingOfTheVenue(failure.kind())) {
                giveStale(reply, stale);
            } else {
                reply.completeExceptionally(failure);
            }
        });
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
        if (reply.complete(stale.located())) {
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

    private void refresh(VenueQuery query, Remembered known) {
        if (lookUpInBackground(query, known)) {
            known.noteRefreshed();
        }
    }

    private boolean lookUpInBackground(VenueQuery query, Remembered known) {
        SingleFlight.Claim claim = flights.claimInBackground(query.key(), () -> isTheLast(query, known));
        if (claim == null) {
            return false;
        }
        stats.refreshes.increment();
        lookUp(query, claim);
        return true;
    }

    /** The bytes are counted here, where an answer comes in, and uncounted where the cache lets go of it. */
    private void remember(VenueQuery query, Remembered answer) {
        if (answer.lifeNanos() > 0 && bounds.maxWeight() > 0) {
            // Put in the place of an old one, it could be read with the old one's age, and become stale.
            cache.invalidate(query.key());
            bytes.add(answer.bytes());
            cache.put(query.key(), answer);
        }
    }

    private Remembered answer(VenueQuery query, Located located, Duration age) {
        return Remembered.answer(located, life.draw(located, age), AnswerSize.of(query.key(), located));
    }

    /** Takes an answer that is not of now. For one thread, before the first lookup. */
    Reception remember(VenueQuery query, Located located, Duration age) {
        Remembered past = answer(query, located, age);
        if (past.lifeNanos() == 0 || cache.asMap().containsKey(query.key())) {
            return Reception.PASSED_OVER;
        }
        if (weight() + bounds.weigh(query.key(), past) > bounds.maxWeight()) {
            return Reception.FULL;
        }
        remember(query, past);
        return Reception.TAKEN;
    }

    private long weight() {
        return cache.policy()
                .eviction()
                .map(eviction -> eviction.weightedSize().orElse(0))
                .orElse(0L);
    }

    /** Answers that are remembered. */
    long size() {
        return cache.estimatedSize();
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

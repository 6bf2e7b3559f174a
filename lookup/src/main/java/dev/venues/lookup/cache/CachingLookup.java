package dev.venues.lookup.cache;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.RemovalCause;
import com.github.benmanes.caffeine.cache.Ticker;
import dev.venues.lookup.Failures;
import dev.venues.lookup.Lookup;
import dev.venues.lookup.LookupCounters;
import dev.venues.lookup.LookupFailure;
import dev.venues.lookup.LookupOptions;
import dev.venues.lookup.NanoTimer;
import dev.venues.lookup.cache.PastAnswers.Reception;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.BooleanSupplier;
import java.util.function.DoubleSupplier;
import java.util.function.Function;

/**
 * Remembers answers, and lets all who ask the same at the same time wait for one lookup.
 *
 * <p>Failures are remembered where they have to do with the query, and for a short while ({@link Refusals}). Each caller gets
 * a stage of its own: what one of them does to it (a timeout, a cancellation) does not reach the others.
 *
 * <p>Where the settings say so, an answer is renewed before its time is up, and given after it while the API cannot
 * answer (docs/design-decisions.md, "Answers past their time").
 */
public final class CachingLookup<Q, A> implements Lookup<Q, A> {

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
    public record Conditions(Ticker ticker, DoubleSupplier random, NanoTimer timer, BooleanSupplier apiDown) {}

    /**
     * What is asked and answered.
     *
     * @param asked who is asked for what is not remembered
     * @param key the identity of a query
     * @param form of answers
     */
    public record Questions<Q, A>(Lookup<Q, A> asked, Function<Q, String> key, AnswerForm<A> form) {}

    private final Lookup<Q, A> delegate;
    private final LookupCounters counters;
    private final Conditions conditions;
    private final Questions<Q, A> questions;
    private final AnswerLife<A> life;
    private final CacheBounds<A> bounds;
    private final Cache<String, Remembered<A>> cache;
    private final LongAdder bytes = new LongAdder();
    private final Refusals refusals;
    private final SingleFlight<A> flights = new SingleFlight<>();

    public CachingLookup(
            Questions<Q, A> questions, LookupOptions.Cache settings, Conditions conditions, LookupCounters counters) {
        this.delegate = questions.asked;
        this.questions = questions;
        this.counters = counters;
        this.conditions = conditions;
        this.life = new AnswerLife<>(settings, questions.form, conditions.random);
        this.bounds = new CacheBounds<>(settings);
        this.refusals = new Refusals(settings, conditions);
        this.cache = Caffeine.newBuilder()
                .maximumWeight(bounds.maxWeight())
                .weigher(bounds)
                .expireAfter(life)
                .removalListener((String key, Remembered<A> removed, RemovalCause cause) -> bytes.add(-removed.bytes()))
                .ticker(conditions.ticker)
                .executor(Runnable::run)
                .build();
    }

    /**
     * The remembered answer, without a future or an object of its own; null if there is none yet, or it is stale. Only an
     * answer counts as a hit here: who gets null is expected to {@link #lookUp}.
     */
    public A known(Q query) {
        String key = questions.key.apply(query);
        return hit(query, key, cache.getIfPresent(key));
    }

    private A hit(Q query, String key, Remembered<A> known) {
        if (known == null || !known.isFresh()) {
            return null;
        }
        counters.countHit();
        if (known.isDue()) {
            refresh(query, key, known);
        }
        return known.answer();
    }

    @Override
    public CompletionStage<A> lookUp(Q query) {
        try {
            String key = questions.key.apply(query);
            CompletionStage<A> reply = null;
            while (reply == null) {
                reply = tryLookUp(query, key);
            }
            return reply;
        } catch (RuntimeException | Error e) {
            return CompletableFuture.failedFuture(Failures.toFailure(e));
        }
    }

    /** Null if what was seen of the cache has changed meanwhile. */
    private CompletionStage<A> tryLookUp(Q query, String key) {
        Remembered<A> known = cache.getIfPresent(key);
        A fresh = hit(query, key, known);
        if (fresh != null) {
            return CompletableFuture.completedFuture(fresh);
        }
        LookupFailure refusal = refusals.of(key);
        if (refusal != null && (known == null || !refusal.kind().isCoveredByStaleAnswer())) {
            return refusedAtOnce(refusal);
        }
        if (known != null && (refusal != null || conditions.apiDown.getAsBoolean())) {
            return atOnce(query, key, known);
        }
        SingleFlight.Claim<A> claim = flights.claim(key, () -> isTheLast(key, known));
        if (claim == null) {
            return null;
        }
        CompletionStage<A> reply = claim.mine() ? ask(query, key, claim) : join(claim);
        return known == null ? reply : orStale(reply, known);
    }

    private CompletionStage<A> refusedAtOnce(LookupFailure refusal) {
        counters.countHit();
        counters.countRefusedHit();
        return CompletableFuture.failedFuture(refusal);
    }

    private boolean isTheLast(String key, Remembered<A> known) {
        return cache.getIfPresent(key) == known && refusals.of(key) == null;
    }

    private CompletionStage<A> ask(Q query, String key, SingleFlight.Claim<A> claim) {
        counters.countMiss();
        return lookUp(query, key, claim);
    }

    private CompletionStage<A> join(SingleFlight.Claim<A> claim) {
        counters.countCoalesced();
        CompletableFuture<A> reply = new CompletableFuture<>();
        claim.end().whenComplete((ended, never) -> {
            if (ended.isAnswer()) {
                reply.complete(ended.answer());
            } else {
                reply.completeExceptionally(ended.failure());
            }
        });
        return reply;
    }

    /** The answer of a lookup that is for us to make, and that others may join. */
    private CompletionStage<A> lookUp(Q query, String key, SingleFlight.Claim<A> claim) {
        CompletableFuture<A> reply = new CompletableFuture<>();
        long answersBefore = refusals.answers();
        asked(query).whenComplete((answer, throwable) -> {
            Remembered<A> ended = throwable == null ? remembered(key, answer) : refused(key, throwable, answersBefore);
            flights.end(key, claim.end(), ended);
            if (ended.isAnswer()) {
                reply.complete(answer);
            } else {
                reply.completeExceptionally(ended.failure());
            }
        });
        return reply;
    }

    /** What is thrown below must end the lookup, too: others have joined it. */
    private CompletionStage<A> asked(Q query) {
        try {
            return delegate.lookUp(query);
        } catch (RuntimeException | Error e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    /** What breaks here must not leave those waiting who joined the lookup, and all who would join it later. */
    private Remembered<A> remembered(String key, A answer) {
        try {
            Remembered<A> kept = kept(key, answer, Duration.ZERO);
            remember(key, kept);
            refusals.answered();
            return kept;
        } catch (RuntimeException | Error e) {
            return Remembered.failure(e);
        }
    }

    private Remembered<A> refused(String key, Throwable throwable, long answersBefore) {
        try {
            Remembered<A> ended = Remembered.failure(throwable);
            refusals.failed(key, ended.failure(), answersBefore);
            return ended;
        } catch (RuntimeException | Error e) {
            return Remembered.failure(e);
        }
    }

    /** A stale answer, because no other is to be had. */
    private CompletionStage<A> atOnce(Q query, String key, Remembered<A> stale) {
        counters.countHit();
        counters.countStale();
        // Were nobody in line, no call would find out that the API is back.
        lookUpInBackground(query, key, stale);
        return CompletableFuture.completedFuture(stale.answer());
    }

    /** A new answer; the stale one when the lookup for it has failed, or the API goes down meanwhile. */
    private CompletionStage<A> orStale(CompletionStage<A> renewed, Remembered<A> stale) {
        CompletableFuture<A> reply = new CompletableFuture<>();
        renewed.whenComplete((answer, throwable) -> {
            if (throwable == null) {
                reply.complete(answer);
                return;
            }
            LookupFailure failure = Failures.toFailure(throwable);
            if (failure.kind().isCoveredByStaleAnswer()) {
                giveStale(reply, stale);
            } else {
                reply.completeExceptionally(failure);
            }
        });
        giveStaleIfTheApiGoesDown(reply, stale);
        return reply;
    }

    private void giveStaleIfTheApiGoesDown(CompletableFuture<A> reply, Remembered<A> stale) {
        if (reply.isDone()) {
            return;
        }
        if (conditions.apiDown.getAsBoolean()) {
            giveStale(reply, stale);
        } else {
            conditions.timer.schedule(() -> giveStaleIfTheApiGoesDown(reply, stale), RECHECK_NANOS);
        }
    }

    private void giveStale(CompletableFuture<A> reply, Remembered<A> stale) {
        if (reply.complete(stale.answer())) {
            counters.countStale();
        }
    }

    private void refresh(Q query, String key, Remembered<A> known) {
        if (lookUpInBackground(query, key, known)) {
            known.noteRefreshed();
        }
    }

    private boolean lookUpInBackground(Q query, String key, Remembered<A> known) {
        SingleFlight.Claim<A> claim = flights.claimInBackground(key, () -> isTheLast(key, known));
        if (claim == null) {
            return false;
        }
        counters.countRefresh();
        lookUp(query, key, claim);
        return true;
    }

    /** The bytes are counted here, where an answer comes in, and uncounted where the cache lets go of it. */
    private void remember(String key, Remembered<A> answer) {
        if (answer.lifeNanos() > 0 && bounds.maxWeight() > 0) {
            // Put in the place of an old one, it could be read with the old one's age, and become stale.
            cache.invalidate(key);
            bytes.add(answer.bytes());
            cache.put(key, answer);
        }
    }

    private Remembered<A> kept(String key, A answer, Duration age) {
        return Remembered.answer(
                questions.form.remembered(answer),
                life.draw(answer, age),
                AnswerSize.of(key, questions.form.bytes(answer)));
    }

    /** Takes an answer that is not of now. For one thread, before the first lookup. */
    public Reception remember(Q query, A answer, Duration age) {
        String key = questions.key.apply(query);
        Remembered<A> past = kept(key, answer, age);
        if (past.lifeNanos() == 0 || cache.asMap().containsKey(key)) {
            return Reception.PASSED_OVER;
        }
        if (weight() + bounds.weigh(key, past) > bounds.maxWeight()) {
            return Reception.FULL;
        }
        remember(key, past);
        return Reception.TAKEN;
    }

    private long weight() {
        return cache.policy()
                .eviction()
                .map(eviction -> eviction.weightedSize().orElse(0))
                .orElse(0L);
    }

    /** Answers and refusals that are remembered. */
    public long size() {
        return cache.estimatedSize() + refusals.size();
    }

    /** An estimate of the heap that they take. */
    public long bytes() {
        return bytes.sum() + refusals.bytes();
    }

    @Override
    public void close() {
        delegate.close();
    }
}

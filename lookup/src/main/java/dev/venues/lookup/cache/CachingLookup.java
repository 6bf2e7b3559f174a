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
 * <p>What is found holds for all queries with its key; that nothing is, or that the API refuses it, holds only for those with one
 * wording, and others ask in theirs. Failures are remembered where they have to do with the query, and for a short while ({@link
 * Refusals}). Each caller gets a stage of its own: what one of them does to it (a timeout, a cancellation) does not reach the
 * others.
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
     * @param wording what is sent of it; never the key of another query
     * @param form of answers
     */
    public record Questions<Q, A>(
            Lookup<Q, A> asked, Function<Q, String> key, Function<Q, String> wording, AnswerForm<A> form) {

        /** Questions of which those with one key have one wording. */
        public Questions(Lookup<Q, A> asked, Function<Q, String> key, AnswerForm<A> form) {
            this(asked, key, key, form);
        }

        private Asked<Q> of(Q query, String key) {
            return new Asked<>(query, key, wording.apply(query));
        }
    }

    /** A query, with what it is remembered by. */
    private record Asked<Q>(Q query, String key, String wording) {}

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
        Remembered<A> shared = cache.getIfPresent(key);
        return hit(query, key, isForAll(shared) ? shared : ofOwnWording(questions.of(query, key), shared));
    }

    private Remembered<A> remembered(Asked<Q> asked) {
        Remembered<A> shared = cache.getIfPresent(asked.key);
        return isForAll(shared) ? shared : ofOwnWording(asked, shared);
    }

    private boolean isForAll(Remembered<A> shared) {
        return shared != null && shared.isFresh() && shared.wording() == null;
    }

    /** What the API said last of these words counts for more than a stale answer to others. */
    private Remembered<A> ofOwnWording(Asked<Q> asked, Remembered<A> shared) {
        Remembered<A> own = cache.getIfPresent(asked.wording);
        if (own != null) {
            return own;
        }
        return shared != null && shared.holdsFor(asked.wording) ? shared : null;
    }

    private A hit(Q query, String key, Remembered<A> known) {
        if (known == null || !known.isFresh()) {
            return null;
        }
        counters.countHit();
        if (known.isDue()) {
            refresh(questions.of(query, key), known);
        }
        return known.answer();
    }

    @Override
    public CompletionStage<A> lookUp(Q query) {
        try {
            Asked<Q> asked = questions.of(query, questions.key.apply(query));
            return lookUp(asked, asked.key);
        } catch (RuntimeException | Error e) {
            return CompletableFuture.failedFuture(Failures.toFailure(e));
        }
    }

    /**
     * @param flight which others may join: the key, or once another wording's lookup has not helped, the wording
     */
    private CompletionStage<A> lookUp(Asked<Q> asked, String flight) {
        CompletionStage<A> reply = null;
        while (reply == null) {
            reply = tryLookUp(asked, flight);
        }
        return reply;
    }

    /** Null if what was seen of the cache has changed meanwhile. */
    private CompletionStage<A> tryLookUp(Asked<Q> asked, String flight) {
        Remembered<A> known = remembered(asked);
        A fresh = hit(asked.query, asked.key, known);
        if (fresh != null) {
            return CompletableFuture.completedFuture(fresh);
        }
        LookupFailure refusal = refusals.of(asked.wording);
        if (refusal != null && (known == null || !refusal.kind().isCoveredByStaleAnswer())) {
            return refusedAtOnce(refusal);
        }
        if (known != null && (refusal != null || conditions.apiDown.getAsBoolean())) {
            return atOnce(asked, known);
        }
        SingleFlight.Claim<A> claim = flights.underWay(asked.wording);
        if (claim == null) {
            claim = flights.claim(flight, asked.wording, () -> isTheLast(asked, known));
        }
        if (claim == null) {
            return null;
        }
        CompletionStage<A> reply = claim.mine() ? ask(asked, claim) : join(asked, claim);
        return known == null ? reply : orStale(reply, known);
    }

    private CompletionStage<A> refusedAtOnce(LookupFailure refusal) {
        counters.countHit();
        counters.countRefusedHit();
        return CompletableFuture.failedFuture(refusal);
    }

    private boolean isTheLast(Asked<Q> asked, Remembered<A> known) {
        return remembered(asked) == known && refusals.of(asked.wording) == null;
    }

    private CompletionStage<A> ask(Asked<Q> asked, SingleFlight.Claim<A> claim) {
        counters.countMiss();
        return lookUp(asked, claim);
    }

    /** Of a lookup in other words it is counted at the end: whoever has to ask after all has not joined. */
    private CompletionStage<A> join(Asked<Q> asked, SingleFlight.Claim<A> claim) {
        CompletableFuture<A> reply = new CompletableFuture<>();
        boolean sameWords = claim.wording().equals(asked.wording);
        if (sameWords) {
            counters.countCoalesced();
        }
        claim.end().whenComplete((ended, never) -> {
            if (!sameWords && isOfItsWordsOnly(ended, asked.wording)) {
                askInOwnWords(asked, reply);
                return;
            }
            if (!sameWords) {
                counters.countCoalesced();
            }
            if (ended.isAnswer()) {
                reply.complete(ended.answer());
            } else {
                reply.completeExceptionally(ended.failure());
            }
        });
        return reply;
    }

    private static boolean isOfItsWordsOnly(Remembered<?> ended, String others) {
        return ended.isAnswer()
                ? !ended.holdsFor(others)
                : ended.failure().kind().isRemembered();
    }

    private void askInOwnWords(Asked<Q> asked, CompletableFuture<A> reply) {
        try {
            lookUp(asked, asked.wording).whenComplete((answer, throwable) -> {
                if (throwable == null) {
                    reply.complete(answer);
                } else {
                    reply.completeExceptionally(throwable);
                }
            });
        } catch (RuntimeException | Error e) {
            reply.completeExceptionally(Failures.toFailure(e));
        }
    }

    /** The answer of a lookup that is for us to make, and that others may join. */
    private CompletionStage<A> lookUp(Asked<Q> asked, SingleFlight.Claim<A> claim) {
        CompletableFuture<A> reply = new CompletableFuture<>();
        long answersBefore = refusals.answers();
        answerTo(asked.query).whenComplete((answer, throwable) -> {
            Remembered<A> ended =
                    throwable == null ? remembered(asked, answer) : refused(asked, throwable, answersBefore);
            flights.end(claim, ended);
            if (ended.isAnswer()) {
                reply.complete(answer);
            } else {
                reply.completeExceptionally(ended.failure());
            }
        });
        return reply;
    }

    /** What is thrown below must end the lookup, too: others have joined it. */
    private CompletionStage<A> answerTo(Q query) {
        try {
            return delegate.lookUp(query);
        } catch (RuntimeException | Error e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    /** What breaks here must not leave those waiting who joined the lookup, and all who would join it later. */
    private Remembered<A> remembered(Asked<Q> asked, A answer) {
        try {
            Remembered<A> kept = kept(asked, answer, Duration.ZERO);
            remember(asked, kept);
            refusals.answered();
            return kept;
        } catch (RuntimeException | Error e) {
            return Remembered.failure(e);
        }
    }

    private Remembered<A> refused(Asked<Q> asked, Throwable throwable, long answersBefore) {
        try {
            Remembered<A> ended = Remembered.failure(throwable);
            refusals.failed(asked.wording, ended.failure(), answersBefore);
            return ended;
        } catch (RuntimeException | Error e) {
            return Remembered.failure(e);
        }
    }

    /** A stale answer, because no other is to be had. */
    private CompletionStage<A> atOnce(Asked<Q> asked, Remembered<A> stale) {
        counters.countHit();
        counters.countStale();
        // Were nobody in line, no call would find out that the API is back.
        lookUpInBackground(asked, stale);
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

    private void refresh(Asked<Q> asked, Remembered<A> known) {
        if (lookUpInBackground(asked, known)) {
            known.noteRefreshed();
        }
    }

    private boolean lookUpInBackground(Asked<Q> asked, Remembered<A> known) {
        SingleFlight.Claim<A> claim =
                flights.claimInBackground(asked.key, asked.wording, () -> isTheLast(asked, known));
        if (claim == null) {
            return false;
        }
        counters.countRefresh();
        lookUp(asked, claim);
        return true;
    }

    /** The bytes are counted here, where an answer comes in, and uncounted where the cache lets go of it. */
    private void remember(Asked<Q> asked, Remembered<A> answer) {
        if (answer.lifeNanos() > 0 && bounds.maxWeight() > 0) {
            // Put in the place of an old one, it could be read with the old one's age, and become stale.
            cache.invalidate(asked.wording);
            String slot = slot(asked, answer);
            cache.invalidate(slot);
            bytes.add(answer.bytes());
            cache.put(slot, answer);
        }
    }

    private static <A> String slot(Asked<?> asked, Remembered<A> answer) {
        return answer.wording() == null ? asked.key : asked.wording;
    }

    private Remembered<A> kept(Asked<Q> asked, A answer, Duration age) {
        boolean forAll = questions.form.isFound(answer);
        return Remembered.answer(
                questions.form.remembered(answer),
                forAll ? null : asked.wording,
                life.draw(answer, age),
                AnswerSize.of(forAll ? asked.key : asked.wording, questions.form.bytes(answer)));
    }

    /** Takes an answer that is not of now. For one thread, before the first lookup. */
    public Reception remember(Q query, A answer, Duration age) {
        Asked<Q> asked = questions.of(query, questions.key.apply(query));
        Remembered<A> past = kept(asked, answer, age);
        if (past.lifeNanos() == 0 || remembered(asked) != null) {
            return Reception.PASSED_OVER;
        }
        if (weight() + bounds.weigh(slot(asked, past), past) > bounds.maxWeight()) {
            return Reception.FULL;
        }
        remember(asked, past);
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

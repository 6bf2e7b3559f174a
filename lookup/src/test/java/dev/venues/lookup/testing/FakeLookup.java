package dev.venues.lookup.testing;

import dev.venues.lookup.FailureKind;
import dev.venues.lookup.Lookup;
import dev.venues.lookup.LookupFailure;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;

/**
 * An API in memory with one switch per behaviour. By default it finds everything at once. For any thread.
 *
 * @param <Q> what is asked, which makes no difference to the answer, unless it shall
 * @param <A> what is answered
 */
public final class FakeLookup<Q, A> implements Lookup<Q, A> {

    private final A found;
    private final A notFound;
    private final Deque<LookupFailure> failures = new ArrayDeque<>();
    private final List<Runnable> held = new ArrayList<>();
    private final AtomicInteger calls = new AtomicInteger();
    private boolean holding;
    private Predicate<Q> knows = query -> true;
    private LookupFailure heldFailure;
    private boolean closed;

    /**
     * @param found the answer
     * @param notFound the answer after {@link #knowNothing}; may be null
     */
    public FakeLookup(A found, A notFound) {
        this.found = found;
        this.notFound = notFound;
    }

    /** The next calls fail so, one after the other. */
    public synchronized FakeLookup<Q, A> failNext(LookupFailure... next) {
        failures.addAll(List.of(next));
        return this;
    }

    /** So many of the next calls fail so. */
    public FakeLookup<Q, A> failNext(FailureKind kind, int times) {
        for (int i = 0; i < times; i++) {
            failNext(failure(kind));
        }
        return this;
    }

    /** From now on calls are not answered until {@link #release}. */
    public synchronized FakeLookup<Q, A> hold() {
        holding = true;
        return this;
    }

    /** From now on nothing is found. */
    public synchronized FakeLookup<Q, A> knowNothing() {
        return knowOnly(query -> false);
    }

    /** From now on nothing else is found. */
    public synchronized FakeLookup<Q, A> knowOnly(Predicate<Q> known) {
        knows = known;
        return this;
    }

    /** What is held fails so when it is answered. */
    public synchronized FakeLookup<Q, A> failHeld(FailureKind kind) {
        heldFailure = failure(kind);
        return this;
    }

    /** Answers all that was held. */
    public void release() {
        synchronized (this) {
            holding = false;
        }
        answerHeld();
    }

    /** Answers what is held now; what comes later is held again. */
    public void answerHeld() {
        List<Runnable> toAnswer;
        synchronized (this) {
            toAnswer = List.copyOf(held);
            held.clear();
        }
        toAnswer.forEach(Runnable::run);
    }

    public int calls() {
        return calls.get();
    }

    public synchronized boolean isClosed() {
        return closed;
    }

    @Override
    public synchronized CompletionStage<A> lookUp(Q query) {
        calls.incrementAndGet();
        if (!failures.isEmpty()) {
            return CompletableFuture.failedFuture(failures.remove());
        }
        if (holding) {
            CompletableFuture<A> call = new CompletableFuture<>();
            held.add(() -> answer(query, call));
            return call;
        }
        return CompletableFuture.completedFuture(answer(query));
    }

    @Override
    public synchronized void close() {
        closed = true;
    }

    private void answer(Q query, CompletableFuture<A> call) {
        LookupFailure failure;
        synchronized (this) {
            failure = heldFailure;
        }
        if (failure == null) {
            call.complete(answer(query));
        } else {
            call.completeExceptionally(failure);
        }
    }

    private synchronized A answer(Q query) {
        return knows.test(query) ? found : notFound;
    }

    public static LookupFailure failure(FailureKind kind) {
        return LookupFailure.of(kind, "the fake says " + kind);
    }

    public static LookupFailure throttled(Duration retryAfter) {
        return failure(FailureKind.THROTTLED).withRetryAfter(retryAfter);
    }
}

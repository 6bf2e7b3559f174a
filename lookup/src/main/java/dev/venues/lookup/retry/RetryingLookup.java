package dev.venues.lookup.retry;

import dev.failsafe.FailsafeExecutor;
import dev.venues.lookup.FailureKind;
import dev.venues.lookup.Failures;
import dev.venues.lookup.Lookup;
import dev.venues.lookup.LookupCounters;
import dev.venues.lookup.LookupFailure;

import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Tries again what may work the next time, within one deadline for all attempts and waits.
 */
public final class RetryingLookup<Q, A> implements Lookup<Q, A> {

    /** One lookup's story so far. Written by one attempt at a time, read by the deadline. */
    private static final class Attempts<A> {
        final AtomicInteger made = new AtomicInteger();
        volatile CompletableFuture<A> current;
        volatile LookupFailure last;
        volatile boolean over;

        void begin(CompletableFuture<A> attempt) {
            current = attempt;
            // The lookup may have ended between the request for the attempt and now.
            if (over) {
                attempt.cancel(false);
            }
        }

        /** A request that still waits in line when the lookup ends must not be made. */
        void end() {
            over = true;
            CompletableFuture<A> attempt = current;
            if (attempt != null) {
                attempt.cancel(false);
            }
        }
    }

    private final Lookup<Q, A> delegate;
    private final FailsafeExecutor<A> executor;
    private final LookupDeadline deadline;
    private final LookupCounters counters;
    private final Set<CompletableFuture<A>> open = ConcurrentHashMap.newKeySet();
    private volatile boolean closed;

    /**
     * @param executor that repeats an attempt, see {@link RetryRules}
     */
    public RetryingLookup(
            Lookup<Q, A> delegate, FailsafeExecutor<A> executor, LookupDeadline deadline, LookupCounters counters) {
        this.delegate = delegate;
        this.executor = executor;
        this.deadline = deadline;
        this.counters = counters;
    }

    @Override
    public CompletionStage<A> lookUp(Q query) {
        Attempts<A> attempts = new Attempts<>();
        CompletableFuture<A> reply = new CompletableFuture<>();
        open.add(reply);
        if (closed) {
            reply.completeExceptionally(LookupFailure.closed());
        }
        LookupDeadline.Alarm alarm = deadline.start(() -> reply.completeExceptionally(late(attempts)));
        reply.whenComplete((answer, throwable) -> {
            open.remove(reply);
            alarm.cancel();
            attempts.end();
        });
        CompletionStage<A> first = attempt(query, attempts);
        first.whenComplete((answer, throwable) -> {
            if (throwable == null) {
                reply.complete(answer);
            } else {
                repeat(query, attempts, first, reply);
            }
        });
        return reply;
    }

    /** Has the executor judge the first attempt, and repeat it if the rules say so: most lookups never come here. */
    private void repeat(Q query, Attempts<A> attempts, CompletionStage<A> first, CompletableFuture<A> reply) {
        AtomicBoolean judged = new AtomicBoolean();
        CompletableFuture<A> running =
                executor.getStageAsync(() -> judged.getAndSet(true) ? attempt(query, attempts) : first);
        running.whenComplete((answer, throwable) -> {
            if (throwable == null) {
                reply.complete(answer);
            } else {
                reply.completeExceptionally(Failures.toFailure(throwable).withAttempts(attempts.made.get()));
            }
        });
        reply.whenComplete((answer, throwable) -> running.cancel(false));
    }

    private CompletionStage<A> attempt(Q query, Attempts<A> attempts) {
        if (attempts.made.getAndIncrement() > 0) {
            counters.countRetry();
        }
        CompletableFuture<A> reply = delegate.lookUp(query).toCompletableFuture();
        attempts.begin(reply);
        return reply.handle((answer, throwable) -> {
            if (throwable == null) {
                return answer;
            }
            LookupFailure failure = Failures.toFailure(throwable);
            attempts.last = failure;
            throw new CompletionException(failure);
        });
    }

    private LookupFailure late(Attempts<A> attempts) {
        LookupFailure last = attempts.last;
        String story = last == null ? "" : "; the last attempt: " + last.getMessage();
        return LookupFailure.of(
                        FailureKind.TIMED_OUT,
                        "no answer within " + deadline.length().toMillis() + " ms" + story)
                .withAttempts(attempts.made.get());
    }

    /** Fails the lookups under way, those that pause between two attempts included. */
    @Override
    public void close() {
        closed = true;
        open.forEach(reply -> reply.completeExceptionally(LookupFailure.closed()));
        delegate.close();
    }
}

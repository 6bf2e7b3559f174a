package dev.venues.geo;

import dev.failsafe.FailsafeExecutor;
import dev.venues.codec.Located;
import dev.venues.model.FailureKind;
import dev.venues.model.GeoFailure;
import dev.venues.model.VenueQuery;

import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Tries again what may work the next time, within one deadline for all attempts and waits.
 *
 * <p>A 403 is worth more attempts than the usual number, because only {@link #FORBIDDEN_LIMIT} of them in a row, of
 * whatever lookups, mean that the API refuses us.
 */
final class RetryingGeoClient implements GeoClient {

    static final int FORBIDDEN_LIMIT = 20;

    /** One lookup's story so far. Written by one attempt at a time, read by the deadline. */
    private static final class Attempts {
        final AtomicInteger made = new AtomicInteger();
        volatile CompletableFuture<Located> current;
        volatile GeoFailure last;
        volatile boolean over;

        void begin(CompletableFuture<Located> attempt) {
            current = attempt;
            // The lookup may have ended between the request for the attempt and now.
            if (over) {
                attempt.cancel(false);
            }
        }

        /** A request that still waits in line when the lookup ends must not be made. */
        void end() {
            over = true;
            CompletableFuture<Located> attempt = current;
            if (attempt != null) {
                attempt.cancel(false);
            }
        }
    }

    private final GeoClient delegate;
    private final FailsafeExecutor<Located> executor;
    private final LookupDeadline deadline;
    private final GeoStats stats;
    private final AtomicInteger forbiddenInARow = new AtomicInteger();
    private final Set<CompletableFuture<Located>> open = ConcurrentHashMap.newKeySet();
    private volatile boolean closed;

    /**
     * @param executor that repeats an attempt, see {@link RetryRules}
     */
    RetryingGeoClient(GeoClient delegate, FailsafeExecutor<Located> executor, LookupDeadline deadline, GeoStats stats) {
        this.delegate = delegate;
        this.executor = executor;
        this.deadline = deadline;
        this.stats = stats;
    }

    @Override
    public CompletionStage<Located> locate(VenueQuery query) {
        Attempts attempts = new Attempts();
        CompletableFuture<Located> reply = new CompletableFuture<>();
        open.add(reply);
        if (closed) {
            reply.completeExceptionally(closedFailure());
        }
        LookupDeadline.Alarm alarm = deadline.start(() -> reply.completeExceptionally(late(attempts)));
        reply.whenComplete((located, throwable) -> {
            open.remove(reply);
            alarm.cancel();
            attempts.end();
        });
        CompletionStage<Located> first = attempt(query, attempts);
        first.whenComplete((located, throwable) -> {
            if (throwable == null) {
                reply.complete(located);
            } else {
                repeat(query, attempts, first, reply);
            }
        });
        return reply;
    }

    /** Has the executor judge the first attempt, and repeat it if the rules say so: most lookups never come here. */
    private void repeat(
            VenueQuery query, Attempts attempts, CompletionStage<Located> first, CompletableFuture<Located> reply) {
        AtomicBoolean judged = new AtomicBoolean();
        CompletableFuture<Located> running =
                executor.getStageAsync(() -> judged.getAndSet(true) ? attempt(query, attempts) : first);
        running.whenComplete((located, throwable) -> {
            if (throwable == null) {
                reply.complete(located);
            } else {
                reply.completeExceptionally(
                        ResponseClassifier.toFailure(throwable).withAttempts(attempts.made.get()));
            }
        });
        reply.whenComplete((located, throwable) -> running.cancel(false));
    }

    private CompletionStage<Located> attempt(VenueQuery query, Attempts attempts) {
        if (attempts.made.getAndIncrement() > 0) {
            stats.retries.increment();
        }
        CompletableFuture<Located> reply = delegate.locate(query).toCompletableFuture();
        attempts.begin(reply);
        return reply.handle((located, throwable) -> {
            if (throwable == null) {
                forbiddenInARow.set(0);
                return located;
            }
            GeoFailure failure = judge(ResponseClassifier.toFailure(throwable));
            attempts.last = failure;
            throw new CompletionException(failure);
        });
    }

    private GeoFailure judge(GeoFailure failure) {
        if (failure.kind() != FailureKind.FORBIDDEN) {
            forbiddenInARow.set(0);
            return failure;
        }
        return forbiddenInARow.incrementAndGet() < FORBIDDEN_LIMIT
                ? failure
                : GeoFailure.of(FailureKind.DENIED, failure.getMessage() + ", " + FORBIDDEN_LIMIT + " times in a row");
    }

    private GeoFailure late(Attempts attempts) {
        GeoFailure last = attempts.last;
        String story = last == null ? "" : "; the last attempt: " + last.getMessage();
        return GeoFailure.of(
                        FailureKind.TIMED_OUT,
                        "no answer within " + deadline.length().toMillis() + " ms" + story)
                .withAttempts(attempts.made.get());
    }

    /** Fails the lookups under way, those that pause between two attempts included. */
    @Override
    public void close() {
        closed = true;
        open.forEach(reply -> reply.completeExceptionally(closedFailure()));
        delegate.close();
    }

    private static GeoFailure closedFailure() {
        return GeoFailure.of(FailureKind.CLOSED, "the client was closed");
    }
}

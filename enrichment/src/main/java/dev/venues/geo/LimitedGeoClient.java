package dev.venues.geo;

import dev.venues.model.FailureKind;
import dev.venues.model.GeoFailure;
import dev.venues.model.Located;
import dev.venues.model.VenueQuery;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Lets requests through one by one: at most so many under way, at most so many a second, none while the API asks for a
 * pause. What must wait waits in line without a thread; what was given up meanwhile leaves the line without a request.
 */
final class LimitedGeoClient implements GeoClient {

    private static final Logger LOG = LoggerFactory.getLogger(LimitedGeoClient.class);

    /** A timer that fires late by this much does not lower the rate. */
    private static final long CREDIT_NANOS = TimeUnit.MILLISECONDS.toNanos(10);

    private record Waiting(VenueQuery query, CompletableFuture<Located> reply) {}

    private final GeoClient delegate;
    private final InFlightShare share;
    private final NanoTimer timer;

    private final Queue<Waiting> line = new ConcurrentLinkedQueue<>();
    private final AtomicInteger inFlight = new AtomicInteger();
    /** Whoever raises this from 0 works for all who raise it meanwhile; so {@link #serveLine} is never re-entered. */
    private final AtomicInteger work = new AtomicInteger();

    private long nextStart;
    private volatile boolean wakeUpDue;
    private volatile long pausedUntil;
    private volatile boolean closed;

    LimitedGeoClient(GeoClient delegate, InFlightShare share, NanoTimer timer) {
        this.delegate = delegate;
        this.share = share;
        this.timer = timer;
        this.nextStart = timer.now();
        this.pausedUntil = nextStart;
    }

    @Override
    public CompletionStage<Located> locate(VenueQuery query) {
        CompletableFuture<Located> reply = new CompletableFuture<>();
        line.add(new Waiting(query, reply));
        serve();
        return reply;
    }

    /** Requests under way. */
    int inFlight() {
        return inFlight.get();
    }

    private void serve() {
        if (work.getAndIncrement() != 0) {
            return;
        }
        int seen = 1;
        do {
            serveLine();
            seen = work.addAndGet(-seen);
        } while (seen != 0);
    }

    private void serveLine() {
        while (!line.isEmpty()) {
            if (line.peek().reply.isDone()) {
                line.remove();
            } else if (closed) {
                line.remove().reply.completeExceptionally(GeoFailure.of(FailureKind.CLOSED, "the client was closed"));
            } else if (inFlight.get() >= share.maxInFlight()) {
                return;
            } else if (!mayStartNow()) {
                return;
            } else {
                start(line.remove());
            }
        }
    }

    private boolean mayStartNow() {
        long now = timer.now();
        long wait = Math.max(nextStart - now, pausedUntil - now);
        if (wait <= 0) {
            nextStart = now + Math.max(nextStart - now, -CREDIT_NANOS) + share.intervalNanos();
            return true;
        }
        if (!wakeUpDue) {
            wakeUpDue = true;
            timer.schedule(this::wakeUp, wait);
        }
        return false;
    }

    private void wakeUp() {
        wakeUpDue = false;
        serve();
    }

    private void start(Waiting next) {
        inFlight.incrementAndGet();
        CompletionStage<Located> answer;
        try {
            answer = delegate.locate(next.query);
        } catch (RuntimeException e) {
            answer = CompletableFuture.failedFuture(e);
        }
        answer.whenComplete((located, throwable) -> {
            inFlight.decrementAndGet();
            if (throwable == null) {
                next.reply.complete(located);
            } else {
                GeoFailure failure = ResponseClassifier.toFailure(throwable);
                failure.retryAfter().ifPresent(this::pause);
                next.reply.completeExceptionally(failure);
            }
            serve();
        });
    }

    private synchronized void pause(Duration length) {
        long now = timer.now();
        long until = now + length.toNanos();
        if (until - pausedUntil <= 0) {
            return;
        }
        boolean running = pausedUntil - now <= 0;
        pausedUntil = until;
        if (running && !length.isZero()) {
            LOG.warn("The geo API asks for a pause of {} s; lookups wait", length.toSeconds());
        }
    }

    /** Fails what waits in line; what is under way ends by itself. */
    @Override
    public void close() {
        closed = true;
        serve();
        delegate.close();
    }
}

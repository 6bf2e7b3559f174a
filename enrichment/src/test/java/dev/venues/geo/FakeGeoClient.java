package dev.venues.geo;

import dev.venues.codec.Located;
import dev.venues.model.FailureKind;
import dev.venues.model.GeoAnswer;
import dev.venues.model.GeoFailure;
import dev.venues.model.Place;
import dev.venues.model.VenueQuery;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;

/** A geo API in memory with one switch per behaviour. By default it finds everything at once. */
public final class FakeGeoClient implements GeoClient {

    public static final Place BERGHAIN = new Place("4b", "Berghain", 52.511, 13.443, "Am Wriezener Bahnhof");

    private final Deque<GeoFailure> failures = new ArrayDeque<>();
    private final List<CompletableFuture<Located>> held = new ArrayList<>();
    private final AtomicInteger calls = new AtomicInteger();
    private boolean holding;
    private boolean knowsNothing;
    private boolean closed;

    /** The next calls fail so, one after the other. */
    public synchronized FakeGeoClient failNext(GeoFailure... next) {
        failures.addAll(List.of(next));
        return this;
    }

    public FakeGeoClient failNext(FailureKind kind, int times) {
        for (int i = 0; i < times; i++) {
            failNext(failure(kind));
        }
        return this;
    }

    /** From now on calls are not answered until {@link #release}. */
    public synchronized FakeGeoClient hold() {
        holding = true;
        return this;
    }

    public synchronized FakeGeoClient knowNothing() {
        knowsNothing = true;
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
        List<CompletableFuture<Located>> toAnswer;
        synchronized (this) {
            toAnswer = List.copyOf(held);
            held.clear();
        }
        toAnswer.forEach(call -> call.complete(answer()));
    }

    public int calls() {
        return calls.get();
    }

    public synchronized boolean isClosed() {
        return closed;
    }

    @Override
    public synchronized CompletionStage<Located> locate(VenueQuery query) {
        calls.incrementAndGet();
        if (!failures.isEmpty()) {
            return CompletableFuture.failedFuture(failures.remove());
        }
        if (holding) {
            CompletableFuture<Located> call = new CompletableFuture<>();
            held.add(call);
            return call;
        }
        return CompletableFuture.completedFuture(answer());
    }

    @Override
    public synchronized void close() {
        closed = true;
    }

    private Located answer() {
        GeoAnswer answer = knowsNothing ? new GeoAnswer.NotFound() : new GeoAnswer.Found(BERGHAIN);
        return new Located(answer, "fake", Located.Via.API);
    }

    public static GeoFailure failure(FailureKind kind) {
        return GeoFailure.of(kind, "the fake says " + kind);
    }

    public static GeoFailure throttled(Duration retryAfter) {
        return failure(FailureKind.THROTTLED).withRetryAfter(retryAfter);
    }
}

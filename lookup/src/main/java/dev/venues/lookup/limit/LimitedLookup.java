package dev.venues.lookup.limit;

import dev.venues.lookup.FailureKind;
import dev.venues.lookup.Failures;
import dev.venues.lookup.Lookup;
import dev.venues.lookup.LookupCounters;
import dev.venues.lookup.LookupFailure;
import dev.venues.lookup.LookupOptions;
import dev.venues.lookup.NanoTimer;

import java.time.Duration;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/**
 * Lets requests through one by one: at most so many under way, at most so many a second, none while the API is down or
 * asks for a pause. What must wait waits in line without a thread; what was given up meanwhile leaves the line without a
 * request.
 */
public final class LimitedLookup<Q, A> implements Lookup<Q, A> {

    /** A timer that fires late by this much does not lower the rate. */
    private static final long CREDIT_NANOS = TimeUnit.MILLISECONDS.toNanos(10);

    /**
     * What decides when a request may start.
     *
     * @param share of the job's limits
     * @param rate what the API bears in a second
     * @param concurrency what the API bears
     * @param circuit whether the API may be called at all
     * @param verdicts whose fault a refusal is
     * @param onOutage whether an attempt that falls into an outage counts
     * @param budget how many calls there may be this month
     */
    public record Limits(
            JobShare share,
            AdaptiveRate rate,
            AdaptiveConcurrency concurrency,
            Circuit circuit,
            Verdicts verdicts,
            LookupOptions.OnOutage onOutage,
            CallBudget budget) {}

    /** What lookups wait for may end early, and clocks drift apart. */
    private static final long LONGEST_SLEEP_NANOS = TimeUnit.MINUTES.toNanos(1);

    private record Waiting<Q, A>(Q query, CompletableFuture<A> reply, long since) {}

    /**
     * A call that ended in a refusal of which nothing can be said yet.
     *
     * @param failure as it would be without a doubt
     */
    private record InDoubt<A>(LookupFailure failure, CompletableFuture<A> reply) {}

    private final Lookup<Q, A> delegate;
    private final Function<Q, ?> key;
    private final Limits limits;
    private final NanoTimer timer;
    private final LookupCounters counters;

    private final Queue<Waiting<Q, A>> line = new ConcurrentLinkedQueue<>();
    private final Queue<InDoubt<A>> inDoubt = new ConcurrentLinkedQueue<>();
    private final AtomicInteger inFlight = new AtomicInteger();
    /** Whoever raises this from 0 works for all who raise it meanwhile; so {@link #serveLine} is never re-entered. */
    private final AtomicInteger work = new AtomicInteger();

    private long nextStart;
    private volatile boolean wakeUpDue;
    private boolean probeOfOurOwn = true;
    private volatile Q lastAnswered;
    private volatile boolean closed;

    /**
     * @param key the identity of a query
     */
    public LimitedLookup(
            Lookup<Q, A> delegate, Function<Q, ?> key, Limits limits, NanoTimer timer, LookupCounters counters) {
        this.delegate = delegate;
        this.key = key;
        this.limits = limits;
        this.timer = timer;
        this.counters = counters;
        this.nextStart = timer.now();
    }

    @Override
    public CompletionStage<A> lookUp(Q query) {
        CompletableFuture<A> reply = new CompletableFuture<>();
        line.add(new Waiting<>(query, reply, timer.now()));
        serve();
        return reply;
    }

    /** Requests under way. */
    public int inFlight() {
        return inFlight.get();
    }

    /** Requests that wait in line, those that were given up there included. Takes as long as the line is. */
    public int inLine() {
        return line.size();
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
                leaveLine();
            } else if (closed) {
                leaveLine().reply.completeExceptionally(LookupFailure.closed());
            } else if (!mayStartNow()) {
                return;
            } else {
                startNext();
            }
        }
    }

    /** What was given up in line has waited, too: those are the longest waits. */
    private Waiting<Q, A> leaveLine() {
        Waiting<Q, A> first = line.remove();
        counters.waited(timer.now() - first.since);
        return first;
    }

    private boolean mayStartNow() {
        int underWay = inFlight.get();
        if (underWay >= limits.concurrency.limit(limits.share.maxInFlight())) {
            return false;
        }
        long now = timer.now();
        Duration overBudget = limits.budget.pause();
        if (overBudget.isZero()) {
            limits.circuit.release(now);
        } else {
            limits.circuit.hold(overBudget, "The month's calls are used up: a pause", now);
        }
        long circuitWait = limits.circuit.waitNanos(now, underWay);
        if (circuitWait == Circuit.UNTIL_A_CALL_ENDS) {
            return false;
        }
        long wait = Math.max(nextStart - now, circuitWait);
        if (wait <= 0) {
            nextStart = now + Math.max(nextStart - now, -CREDIT_NANOS) + limits.rate.intervalNanos(now);
            return true;
        }
        if (!wakeUpDue) {
            wakeUpDue = true;
            timer.schedule(this::wakeUp, Math.min(wait, LONGEST_SLEEP_NANOS));
        }
        return false;
    }

    private void wakeUp() {
        wakeUpDue = false;
        serve();
    }

    /**
     * A control repeats what was answered before, and so does every second probe: a lookup that always fails must not keep the
     * circuit open.
     */
    private void startNext() {
        Circuit.Role role = limits.circuit.role();
        Q known = lastAnswered;
        boolean repeats = role == Circuit.Role.CONTROL || role == Circuit.Role.PROBE && probeOfOurOwn;
        Waiting<Q, A> next =
                repeats && known != null ? new Waiting<>(known, new CompletableFuture<>(), timer.now()) : leaveLine();
        start(next, limits.circuit.started(role, key.apply(next.query)));
        probeOfOurOwn ^= role == Circuit.Role.PROBE;
    }

    private void start(Waiting<Q, A> next, Circuit.Start started) {
        inFlight.incrementAndGet();
        long start = timer.now();
        limits.budget.called();
        limits.rate.started(start);
        CompletionStage<A> answer;
        try {
            answer = delegate.lookUp(next.query);
        } catch (RuntimeException | Error e) {
            answer = CompletableFuture.failedFuture(e);
        }
        answer.whenComplete((reply, throwable) -> {
            LookupFailure failure = throwable == null ? null : Failures.toFailure(throwable);
            Optional<LookupFailure> verdict = Optional.ofNullable(failure);
            if (failure == null) {
                lastAnswered = next.query;
            }
            try {
                verdict = noted(started, start, failure);
            } finally {
                // A fault of ours in the line above must not cost the answer, nor hold up those in line.
                if (failure == null) {
                    next.reply.complete(reply);
                } else if (verdict.isPresent()) {
                    next.reply.completeExceptionally(verdict.get());
                } else {
                    hold(new InDoubt<>(failure, next.reply));
                }
                serve();
            }
        });
    }

    /**
     * Notes the end of a request.
     *
     * @return its failure in the light of how others fared; empty for an answer, and while nothing can be said of it
     */
    private Optional<LookupFailure> noted(Circuit.Start started, long start, LookupFailure failure) {
        long now = timer.now();
        limits.concurrency.ended(start, now - start, inFlight.getAndDecrement(), failure);
        limits.rate.ended(start, failure, now);
        if ((failure == null || failure.kind().isAnswer()) && limits.verdicts.answered()) {
            judgeAgain();
        }
        if (failure == null) {
            limits.circuit.ended(started, null, now);
            return Optional.empty();
        }
        limits.verdicts.failed(started.query(), failure.kind(), now);
        Optional<LookupFailure> verdict = limits.verdicts.of(failure, now);
        // Of what is in doubt nothing is known but that the API has an answer.
        limits.circuit.ended(started, verdict.orElseGet(() -> failure.as(FailureKind.REJECTED)), now);
        if (verdict.isPresent()) {
            judgeAgain();
        }
        return verdict.map(each -> excused(each, now));
    }

    private void hold(InDoubt<A> doubtful) {
        inDoubt.add(doubtful);
        timer.schedule(this::judgeAgain, limits.verdicts.waitNanos(doubtful.failure, timer.now()));
        judgeAgain();
        if (closed) {
            doubtful.reply.completeExceptionally(LookupFailure.closed());
        }
    }

    /** Gives the verdict on all refusals in doubt of which it is known now. */
    private void judgeAgain() {
        long now = timer.now();
        for (InDoubt<A> each : inDoubt) {
            limits.verdicts
                    .ofHeld(each.failure, now)
                    .filter(known -> inDoubt.remove(each))
                    .ifPresent(known -> each.reply.completeExceptionally(escalated(each.failure, known, now)));
        }
    }

    /** The circuit has not heard of what has become everybody's fault meanwhile: the next attempt tells it, and costs nothing. */
    private LookupFailure escalated(LookupFailure before, LookupFailure known, long now) {
        boolean became = known.kind() != before.kind() && known.kind().saysAllAreRefused();
        return became && waits() ? known.as(known.kind().inOutage()) : excused(known, now);
    }

    private boolean waits() {
        return limits.onOutage == LookupOptions.OnOutage.WAIT;
    }

    /** What the API does to others tells a fault of its own from one that has to do with this lookup. */
    private LookupFailure excused(LookupFailure failure, long now) {
        Circuit.State state = limits.circuit.state(now);
        boolean down = state == Circuit.State.OPEN || state == Circuit.State.HALF_OPEN;
        boolean pauses = failure.kind() == FailureKind.THROTTLED
                || state == Circuit.State.PAUSED && failure.retryAfter().isPresent();
        boolean asksForAControl = failure.kind().saysAllAreRefused() && limits.circuit.isInDoubt();
        if (waits() && (down || pauses || asksForAControl)) {
            return failure.as(failure.kind().inOutage());
        }
        return limits.circuit.isFaltering(now) ? failure.as(failure.kind().whileFaltering()) : failure;
    }

    /** Fails what waits in line; what is under way ends by itself. */
    @Override
    public void close() {
        closed = true;
        serve();
        for (InDoubt<A> each : inDoubt) {
            each.reply.completeExceptionally(LookupFailure.closed());
        }
        inDoubt.clear();
        delegate.close();
    }
}

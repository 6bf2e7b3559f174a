package dev.venues.lookup.client;

import com.github.benmanes.caffeine.cache.Ticker;
import dev.venues.lookup.Clocks;
import dev.venues.lookup.Endpoint;
import dev.venues.lookup.Lookup;
import dev.venues.lookup.LookupCounters;
import dev.venues.lookup.LookupOptions;
import dev.venues.lookup.LookupStatistics;
import dev.venues.lookup.LookupStatistics.Health;
import dev.venues.lookup.NanoTimer;
import dev.venues.lookup.cache.CachingLookup;
import dev.venues.lookup.cache.PastAnswers;
import dev.venues.lookup.http.HttpClients;
import dev.venues.lookup.http.HttpConnections;
import dev.venues.lookup.http.HttpLookup;
import dev.venues.lookup.limit.AdaptiveConcurrency;
import dev.venues.lookup.limit.AdaptiveRate;
import dev.venues.lookup.limit.AskableLookup;
import dev.venues.lookup.limit.CallBudget;
import dev.venues.lookup.limit.Circuit;
import dev.venues.lookup.limit.JobShare;
import dev.venues.lookup.limit.LimitedLookup;
import dev.venues.lookup.limit.Standstill;
import dev.venues.lookup.limit.Verdicts;
import dev.venues.lookup.log.SharedThreads;
import dev.venues.lookup.retry.LookupDeadline;
import dev.venues.lookup.retry.RetryRules;
import dev.venues.lookup.retry.RetryingLookup;
import io.netty.util.concurrent.DefaultThreadFactory;

import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A client of one API: Caching( Retrying( Askable( Limited( Http )))), with the HTTP client and the timer that it owns. The
 * one place that composes. Threads are few, whatever is asked; share one client. Thread-safe.
 *
 * @param <Q> what is asked
 * @param <A> what is answered
 */
public final class LookupClient<Q, A> implements Lookup<Q, A> {

    /** How long what was seen of the cache may be taken for what is there. */
    private static final Duration MOMENT = Duration.ofSeconds(1);

    private final LookupCounters counters = new LookupCounters();
    private final Clocks clocks = Clocks.system();
    private final HttpConnections http;
    private final ScheduledThreadPoolExecutor timer;
    private final JobShare share;
    private final Circuit circuit;
    private final AdaptiveConcurrency concurrency;
    private final AdaptiveRate rate;
    private final CallBudget budget;
    private final LimitedLookup<Q, A> limited;
    private final CachingLookup<Q, A> caching;
    private final AtomicBoolean closed = new AtomicBoolean();
    private volatile int moment;

    LookupClient(Endpoint<Q, A> endpoint, URI url, LookupClientBuilder<Q, A> with) {
        LookupOptions options = with.options();
        this.share = with.share();
        this.timer =
                new ScheduledThreadPoolExecutor(1, new SharedThreads(new DefaultThreadFactory("lookup-timer", true)));
        timer.setRemoveOnCancelPolicy(true);
        LookupOptions.Calls calls = options.calls();
        this.http = HttpClients.open(
                new HttpClients.Target(url, with.userAgent(), with.access()), calls, share::maxInFlight);
        this.circuit = new Circuit(now());
        this.concurrency = new AdaptiveConcurrency(calls.adaptiveConcurrency());
        this.rate = new AdaptiveRate(share);
        this.budget = new CallBudget(options.budget(), share, Clock.systemUTC());
        this.limited = new LimitedLookup<>(
                new HttpLookup<>(http, endpoint, url, counters),
                endpoint::key,
                new LimitedLookup.Limits(share, rate, concurrency, circuit, new Verdicts(), calls.onOutage(), budget),
                NanoTimer.of(timer),
                counters);
        boolean waits = calls.onOutage() == LookupOptions.OnOutage.WAIT;
        Standstill standstill =
                new Standstill(clocks.nanoTime(), () -> circuit.outageNanos(now()) + rate.loweredNanos(now()));
        RetryingLookup<Q, A> retrying = new RetryingLookup<>(
                new AskableLookup<>(limited, endpoint),
                RetryRules.executor(calls.retries(), timer),
                new LookupDeadline(
                        calls.deadline(), http.timer(), clocks.nanoTime(), waits ? standstill::nanos : () -> 0),
                counters);
        this.caching = new CachingLookup<>(
                new CachingLookup.Questions<>(retrying, endpoint::key, endpoint::wording, with.form()),
                options.cache(),
                new CachingLookup.Conditions(
                        Ticker.systemTicker(),
                        () -> ThreadLocalRandom.current().nextDouble(),
                        NanoTimer.of(timer),
                        () -> circuit.state(now()) != Circuit.State.CLOSED),
                counters);
        timer.scheduleAtFixedRate(this::nextMoment, MOMENT.toNanos(), MOMENT.toNanos(), TimeUnit.NANOSECONDS);
    }

    /**
     * Begins a client.
     *
     * @param url the API's base URL, without the path of a single call
     */
    public static <Q, A> LookupClientBuilder<Q, A> of(Endpoint<Q, A> endpoint, URI url) {
        return new LookupClientBuilder<>(endpoint, url);
    }

    private long now() {
        return clocks.nanoTime().getAsLong();
    }

    /** Written by the timer's only thread, so nothing is lost. */
    private void nextMoment() {
        moment++;
    }

    /** Another number each second: costs less than a clock. */
    int moment() {
        return moment;
    }

    @Override
    public CompletionStage<A> lookUp(Q query) {
        return caching.lookUp(query);
    }

    /** The answer, if it is remembered; null if somebody has to be asked, which {@link #lookUp} does. Never waits. */
    public A known(Q query) {
        return caching.known(query);
    }

    /**
     * What one thread knows already, found faster. Its hits are in the {@link #statistics}, as long as the client lives: make one for
     * each thread, not for each query.
     */
    public KnownAnswers<Q, A> ofOneThread() {
        return new KnownAnswers<>(this, counters.hitsOfOneThread());
    }

    /** Fills the cache. For one thread, before the first lookup. */
    public void warm(PastAnswers<Q, A> past) {
        past.read(caching::remember);
    }

    /** Counts the calls of the month. */
    public CallBudget budget() {
        return budget;
    }

    /** What was done so far, and how it stands. Takes as long as the line of waiting requests is. */
    public LookupStatistics statistics() {
        long now = now();
        Health health =
                switch (circuit.state(now)) {
                    case CLOSED -> Health.UP;
                    case PAUSED -> Health.PAUSED;
                    case OPEN, HALF_OPEN ->
                        switch (circuit.blame()) {
                            case ACCOUNT, SETUP -> Health.REFUSED;
                            case QUERY, API, THROTTLE, OURS -> Health.DOWN;
                        };
                };
        return counters.snapshot(new LookupStatistics.State(
                limited.inFlight(),
                concurrency.limit(share.maxInFlight()),
                limited.inLine(),
                rate.perSecond(now),
                health,
                TimeUnit.NANOSECONDS.toSeconds(circuit.inStateNanos(now)),
                !budget.pause().isZero(),
                caching.size(),
                caching.bytes(),
                http.open()));
    }

    /** The latencies of the last requests, of whatever outcome, in milliseconds, sorted; empty before the first. */
    public double[] latenciesMs() {
        return counters.latenciesMs();
    }

    /** How long those who left it last had waited in line for the limits, as {@link #latenciesMs}. */
    public double[] waitsMs() {
        return counters.waitsMs();
    }

    /** Doing so again has no effect. */
    @Override
    public void close() {
        if (closed.getAndSet(true)) {
            return;
        }
        caching.close();
        timer.shutdownNow();
        http.close();
    }
}

package dev.venues.geo;

import com.github.benmanes.caffeine.cache.Ticker;
import dev.venues.codec.Located;
import dev.venues.codec.PastAnswers;
import dev.venues.geo.provider.GeoProvider;
import dev.venues.geo.provider.GeoProviders;
import dev.venues.log.SharedThreads;
import dev.venues.model.VenueQuery;
import io.netty.util.concurrent.DefaultThreadFactory;

import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

/**
 * The composed client: Caching( Retrying( Askable( Limited( Http )))), with the HTTP client and the timer that it owns. The one
 * place that composes.
 */
final class GeoStack implements GeoClient {

    /** How long what was seen of the cache may be taken for what is there. */
    private static final Duration MOMENT = Duration.ofSeconds(1);

    private final HttpConnections http;
    private final ScheduledThreadPoolExecutor timer;
    private final InFlightShare share;
    private final Circuit circuit;
    private final AdaptiveConcurrency concurrency;
    private final CallBudget budget;
    private final LimitedGeoClient limited;
    private final CachingGeoClient caching;
    private volatile int moment;

    GeoStack(GeoSettings settings, InFlightShare share, GeoStats stats) {
        this.timer = new ScheduledThreadPoolExecutor(
                1, new SharedThreads(new DefaultThreadFactory("venues-geo-timer", true)));
        timer.setRemoveOnCancelPolicy(true);
        this.http = HttpClients.open(settings, share::maxInFlight);
        GeoProvider provider = GeoProviders.create(
                settings.provider().name(), settings.provider().apiKey());
        HttpGeoClient single = new HttpGeoClient(http, provider, settings.provider(), stats);
        GeoSettings.Calls calls = settings.calls();
        this.circuit = new Circuit(System.nanoTime());
        this.concurrency = new AdaptiveConcurrency(calls.adaptiveConcurrency());
        this.share = share;
        this.budget = new CallBudget(settings.budget(), share, Clock.systemUTC());
        this.limited = new LimitedGeoClient(
                single,
                new LimitedGeoClient.Limits(share, concurrency, circuit, calls.onOutage(), budget),
                NanoTimer.of(timer),
                stats);
        boolean waits = calls.onOutage() == GeoSettings.OnOutage.WAIT;
        RetryingGeoClient retrying = new RetryingGeoClient(
                new AskableGeoClient(limited, provider),
                RetryRules.executor(calls.retries(), timer),
                new LookupDeadline(
                        calls.deadline(), http.timer(), () -> waits ? circuit.outageNanos(System.nanoTime()) : 0),
                stats);
        this.caching = new CachingGeoClient(
                retrying,
                settings.cache(),
                new CachingGeoClient.Conditions(
                        Ticker.systemTicker(),
                        () -> ThreadLocalRandom.current().nextDouble(),
                        NanoTimer.of(timer),
                        () -> circuitState() != Circuit.State.CLOSED),
                stats);
        timer.scheduleAtFixedRate(this::nextMoment, MOMENT.toNanos(), MOMENT.toNanos(), TimeUnit.NANOSECONDS);
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
    public CompletionStage<Located> locate(VenueQuery query) {
        return caching.locate(query);
    }

    Located known(VenueQuery query) {
        return caching.known(query);
    }

    /** Fills the cache. For one thread, before the first lookup. */
    void warm(PastAnswers past) {
        past.read(caching::remember);
    }

    /** Requests that wait in line for the limits. */
    int inLine() {
        return limited.inLine();
    }

    /** Requests a second that this JVM may start; 0 for no limit. */
    double ratePerSecond() {
        return share.ratePerSecond();
    }

    CallBudget budget() {
        return budget;
    }

    int inFlight() {
        return limited.inFlight();
    }

    /** Requests that may be under way. */
    int concurrencyLimit() {
        return concurrency.limit(share.maxInFlight());
    }

    Circuit.State circuitState() {
        return circuit.state(System.nanoTime());
    }

    long circuitStateSeconds() {
        return TimeUnit.NANOSECONDS.toSeconds(circuit.inStateNanos(System.nanoTime()));
    }

    long cacheSize() {
        return caching.size();
    }

    long cacheBytes() {
        return caching.bytes();
    }

    /** TCP connections that are open. */
    int openConnections() {
        return http.open();
    }

    @Override
    public void close() {
        caching.close();
        timer.shutdownNow();
        http.close();
    }
}

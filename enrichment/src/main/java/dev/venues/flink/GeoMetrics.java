package dev.venues.flink;

import dev.venues.lookup.AnswerClass;
import dev.venues.lookup.LookupStatistics;
import dev.venues.lookup.LookupStatistics.Health;
import dev.venues.lookup.LookupStatistics.State;
import dev.venues.lookup.flink.CountElsewhere;
import dev.venues.lookup.flink.SharedLookupClient;
import dev.venues.lookup.http.HttpClients;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.Histogram;
import org.apache.flink.metrics.HistogramStatistics;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.runtime.metrics.DescriptiveStatisticsHistogramStatistics;

import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.function.ToLongFunction;

/** Shows what a shared client counts as Flink metrics; nothing is counted twice. */
final class GeoMetrics {

    private GeoMetrics() {}

    static void register(MetricGroup group, SharedLookupClient<?, ?> client) {
        Figures figures = new Figures(group, client);
        figures.counter(VenuesMetric.GEO_REQUESTS, all -> all.calls().requests());
        figures.counter(VenuesMetric.GEO_ERRORS, all -> all.calls().errors());
        figures.counter(VenuesMetric.GEO_RETRIES, all -> all.calls().retries());
        for (AnswerClass answer : AnswerClass.values()) {
            figures.counter(metric(answer), all -> all.calls().ended(answer));
        }
        figures.counter(VenuesMetric.COALESCED, all -> all.answers().coalesced());
        figures.counter(VenuesMetric.CACHE_HITS, all -> all.answers().cacheHits());
        figures.counter(VenuesMetric.CACHE_MISSES, all -> all.answers().cacheMisses());
        figures.counter(VenuesMetric.STALE_ANSWERS, all -> all.answers().stale());
        figures.counter(VenuesMetric.REFUSED_HITS, all -> all.answers().refused());
        figures.counter(VenuesMetric.REFRESHES, all -> all.answers().refreshes());
        figures.gauge(VenuesMetric.CACHE_SIZE, State::cacheSize);
        figures.gauge(VenuesMetric.CACHE_BYTES, State::cacheBytes);
        figures.gauge(VenuesMetric.LOOKUPS_IN_FLIGHT, State::inFlight);
        figures.gauge(VenuesMetric.CONCURRENCY_LIMIT, State::concurrencyLimit);
        figures.gauge(VenuesMetric.CALLS_IN_LINE, State::inLine);
        figures.gauge(VenuesMetric.RATE_LIMIT, State::ratePerSecond);
        figures.gauge(VenuesMetric.CIRCUIT_OPEN, state -> isDown(state.health()) ? 1 : 0);
        figures.gauge(VenuesMetric.ACCOUNT_REFUSED, state -> state.health() == Health.REFUSED ? 1 : 0);
        figures.gauge(VenuesMetric.GEO_PAUSED, state -> state.health() == Health.PAUSED ? 1 : 0);
        figures.gauge(VenuesMetric.CIRCUIT_STATE_SECONDS, State::healthSeconds);
        figures.gauge(VenuesMetric.OPEN_CONNECTIONS, State::openConnections);
        figures.gauge(VenuesMetric.BUDGET_USED_UP, state -> state.budgetUsedUp() ? 1 : 0);
        group.gauge(VenuesMetric.GEO_CLIENTS.id(), (Gauge<Integer>) () -> client.reports() ? HttpClients.live() : 0);
        group.gauge(VenuesMetric.COST_PER_MILLION_EVENTS.id(), (Gauge<Double>) client::reportedCostPerMillionEvents);
        group.histogram(VenuesMetric.GEO_LATENCY_MS.id(), new Times(client::reportedLatenciesMs, () -> client.reported()
                .calls()
                .latencies()));
        group.histogram(VenuesMetric.CALL_WAIT_MS.id(), new Times(client::reportedWaitsMs, () -> client.reported()
                .calls()
                .waits()));
    }

    private static boolean isDown(Health health) {
        return health == Health.DOWN || health == Health.REFUSED;
    }

    /** Figures of a client under the names of metrics. */
    private record Figures(MetricGroup group, SharedLookupClient<?, ?> client) {

        void counter(VenuesMetric metric, ToLongFunction<LookupStatistics> figure) {
            group.counter(metric.id(), new CountElsewhere(() -> figure.applyAsLong(client.reported())));
        }

        <N extends Number> void gauge(VenuesMetric metric, Function<State, N> figure) {
            group.gauge(
                    metric.id(), (Gauge<N>) () -> figure.apply(client.reported().state()));
        }
    }

    private static VenuesMetric metric(AnswerClass answer) {
        return switch (answer) {
            case SUCCESS -> VenuesMetric.GEO_ANSWERS_2XX;
            case NOT_FOUND -> VenuesMetric.GEO_ANSWERS_404;
            case TOO_MANY_REQUESTS -> VenuesMetric.GEO_ANSWERS_429;
            case CLIENT_ERROR -> VenuesMetric.GEO_ANSWERS_4XX;
            case SERVER_ERROR -> VenuesMetric.GEO_ANSWERS_5XX;
            case TIMEOUT -> VenuesMetric.GEO_TIMEOUTS;
            case CONNECT -> VenuesMetric.GEO_CONNECT_FAILURES;
            case OTHER -> VenuesMetric.GEO_OTHER_FAILURES;
        };
    }

    /**
     * A histogram that reads what somebody else measures.
     *
     * @param millis the last of them, from which quantiles come
     * @param count of all since the start: a rate can be taken of nothing else
     */
    private record Times(Supplier<double[]> millis, LongSupplier count) implements Histogram {

        @Override
        public void update(long value) {
            throw new UnsupportedOperationException("the geo client measures");
        }

        @Override
        public long getCount() {
            return count.getAsLong();
        }

        @Override
        public HistogramStatistics getStatistics() {
            return new DescriptiveStatisticsHistogramStatistics(millis.get());
        }
    }
}

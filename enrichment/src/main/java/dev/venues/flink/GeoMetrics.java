package dev.venues.flink;

import dev.venues.geo.AnswerClass;
import dev.venues.geo.GeoStats;
import dev.venues.geo.SharedGeoClient;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.Histogram;
import org.apache.flink.metrics.HistogramStatistics;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.runtime.metrics.DescriptiveStatisticsHistogramStatistics;

import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.function.ToLongFunction;

/** Shows what a shared client counts as Flink metrics; nothing is counted twice. */
final class GeoMetrics {

    private GeoMetrics() {}

    static void register(MetricGroup group, SharedGeoClient client) {
        counter(group, VenuesMetric.GEO_REQUESTS, client, GeoStats::requests);
        counter(group, VenuesMetric.GEO_ERRORS, client, GeoStats::errors);
        counter(group, VenuesMetric.GEO_RETRIES, client, GeoStats::retries);
        for (AnswerClass answer : AnswerClass.values()) {
            counter(group, metric(answer), client, stats -> stats.answers(answer));
        }
        counter(group, VenuesMetric.COALESCED, client, GeoStats::coalesced);
        counter(group, VenuesMetric.CACHE_HITS, client, GeoStats::cacheHits);
        counter(group, VenuesMetric.CACHE_MISSES, client, GeoStats::cacheMisses);
        counter(group, VenuesMetric.STALE_ANSWERS, client, GeoStats::staleAnswers);
        counter(group, VenuesMetric.REFRESHES, client, GeoStats::refreshes);
        group.gauge(VenuesMetric.CACHE_SIZE.id(), (Gauge<Long>) client::reportedCacheSize);
        group.gauge(VenuesMetric.CACHE_BYTES.id(), (Gauge<Long>) client::reportedCacheBytes);
        group.gauge(VenuesMetric.LOOKUPS_IN_FLIGHT.id(), (Gauge<Integer>) client::reportedInFlight);
        group.gauge(VenuesMetric.CONCURRENCY_LIMIT.id(), (Gauge<Integer>) client::reportedConcurrencyLimit);
        group.gauge(VenuesMetric.CALLS_IN_LINE.id(), (Gauge<Integer>) client::reportedInLine);
        group.gauge(VenuesMetric.RATE_LIMIT.id(), (Gauge<Double>) client::reportedRateLimit);
        group.gauge(VenuesMetric.CIRCUIT_OPEN.id(), (Gauge<Integer>) client::reportedCircuitOpen);
        group.gauge(VenuesMetric.GEO_PAUSED.id(), (Gauge<Integer>) client::reportedPaused);
        group.gauge(VenuesMetric.CIRCUIT_STATE_SECONDS.id(), (Gauge<Long>) client::reportedCircuitStateSeconds);
        group.gauge(VenuesMetric.GEO_CLIENTS.id(), (Gauge<Integer>) client::reportedHttpClients);
        group.gauge(VenuesMetric.OPEN_CONNECTIONS.id(), (Gauge<Integer>) client::reportedOpenConnections);
        group.gauge(VenuesMetric.BUDGET_USED_UP.id(), (Gauge<Integer>) client::reportedBudgetUsedUp);
        group.gauge(VenuesMetric.COST_PER_MILLION_EVENTS.id(), (Gauge<Double>) client::reportedCostPerMillionEvents);
        group.histogram(
                VenuesMetric.GEO_LATENCY_MS.id(),
                new Times(client::reportedLatenciesMs, () -> client.reported(GeoStats::latencies)));
        group.histogram(
                VenuesMetric.CALL_WAIT_MS.id(),
                new Times(client::reportedWaitsMs, () -> client.reported(GeoStats::waits)));
    }

    private static void counter(
            MetricGroup group, VenuesMetric metric, SharedGeoClient client, ToLongFunction<GeoStats> figure) {
        group.counter(metric.id(), new CountElsewhere(() -> client.reported(figure)));
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

package dev.venues.flink;

import dev.venues.geo.GeoStats;
import dev.venues.geo.SharedGeoClient;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.Histogram;
import org.apache.flink.metrics.HistogramStatistics;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.runtime.metrics.DescriptiveStatisticsHistogramStatistics;

import java.util.function.ToLongFunction;

/** Shows what a shared client counts as Flink metrics; nothing is counted twice. */
final class GeoMetrics {

    private GeoMetrics() {}

    static void register(MetricGroup group, SharedGeoClient client) {
        counter(group, VenuesMetric.GEO_REQUESTS, client, GeoStats::requests);
        counter(group, VenuesMetric.GEO_ERRORS, client, GeoStats::errors);
        counter(group, VenuesMetric.GEO_RETRIES, client, GeoStats::retries);
        counter(group, VenuesMetric.COALESCED, client, GeoStats::coalesced);
        counter(group, VenuesMetric.CACHE_HITS, client, GeoStats::cacheHits);
        counter(group, VenuesMetric.CACHE_MISSES, client, GeoStats::cacheMisses);
        counter(group, VenuesMetric.STALE_ANSWERS, client, GeoStats::staleAnswers);
        counter(group, VenuesMetric.REFRESHES, client, GeoStats::refreshes);
        group.gauge(VenuesMetric.CACHE_SIZE.id(), (Gauge<Long>) client::reportedCacheSize);
        group.gauge(VenuesMetric.CACHE_BYTES.id(), (Gauge<Long>) client::reportedCacheBytes);
        group.gauge(VenuesMetric.LOOKUPS_IN_FLIGHT.id(), (Gauge<Integer>) client::reportedInFlight);
        group.gauge(VenuesMetric.CONCURRENCY_LIMIT.id(), (Gauge<Integer>) client::reportedConcurrencyLimit);
        group.gauge(VenuesMetric.CIRCUIT_OPEN.id(), (Gauge<Integer>) client::reportedCircuitOpen);
        group.gauge(VenuesMetric.GEO_PAUSED.id(), (Gauge<Integer>) client::reportedPaused);
        group.gauge(VenuesMetric.CIRCUIT_STATE_SECONDS.id(), (Gauge<Long>) client::reportedCircuitStateSeconds);
        group.gauge(VenuesMetric.GEO_CLIENTS.id(), (Gauge<Integer>) client::reportedHttpClients);
        group.gauge(VenuesMetric.OPEN_CONNECTIONS.id(), (Gauge<Integer>) client::reportedOpenConnections);
        group.histogram(VenuesMetric.GEO_LATENCY_MS.id(), new Latencies(client));
    }

    private static void counter(
            MetricGroup group, VenuesMetric metric, SharedGeoClient client, ToLongFunction<GeoStats> figure) {
        group.counter(metric.id(), new CountElsewhere(() -> client.reported(figure)));
    }

    /** A histogram that reads what somebody else measures. */
    private record Latencies(SharedGeoClient client) implements Histogram {

        @Override
        public void update(long value) {
            throw new UnsupportedOperationException("the geo client measures");
        }

        @Override
        public long getCount() {
            return client.reportedLatenciesMs().length;
        }

        @Override
        public HistogramStatistics getStatistics() {
            return new DescriptiveStatisticsHistogramStatistics(client.reportedLatenciesMs());
        }
    }
}

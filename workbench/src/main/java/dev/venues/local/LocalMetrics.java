package dev.venues.local;

import dev.venues.connector.LimitedSource;
import dev.venues.flink.VenuesMetric;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.Histogram;
import org.apache.flink.metrics.HistogramStatistics;
import org.apache.flink.metrics.Metric;
import org.apache.flink.metrics.MetricConfig;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.metrics.reporter.MetricReporter;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The job's own metrics, read in the JVM that runs it: what the progress line and the summary show is what Prometheus
 * would scrape. Sums over subtasks; what a finished or restarted task counted stays in the sum.
 */
final class LocalMetrics implements MetricReporter {

    private static final String MILLIS_BEHIND_LATEST = "millisBehindLatest";

    /** Flink makes the reporter; a JVM has one local run at a time. */
    private static LocalMetrics current = new LocalMetrics();

    private final Map<Metric, VenuesMetric> live = new HashMap<>();
    private final Set<Metric> lags = new HashSet<>();
    private Gauge<?> limit;
    private final Map<VenuesMetric, Long> finished = new EnumMap<>(VenuesMetric.class);
    private HistogramStatistics lastLatencies;

    static synchronized LocalMetrics current() {
        return current;
    }

    /** Begins a new run. */
    static synchronized LocalMetrics reset() {
        current = new LocalMetrics();
        return current;
    }

    @Override
    public void open(MetricConfig config) {}

    @Override
    public void close() {}

    @Override
    public synchronized void notifyOfAddedMetric(Metric metric, String name, MetricGroup group) {
        if (name.equals(MILLIS_BEHIND_LATEST) && metric instanceof Gauge<?>) {
            lags.add(metric);
            return;
        }
        if (name.equals(LimitedSource.REACHED) && metric instanceof Gauge<?> gauge) {
            limit = gauge;
            return;
        }
        if (Arrays.asList(group.getScopeComponents()).contains(VenuesMetric.GROUP)) {
            Arrays.stream(VenuesMetric.values())
                    .filter(known -> known.id().equals(name))
                    .findFirst()
                    .ifPresent(known -> live.put(metric, known));
        }
    }

    @Override
    public synchronized void notifyOfRemovedMetric(Metric metric, String name, MetricGroup group) {
        lags.remove(metric);
        limit = limit == metric ? null : limit;
        VenuesMetric known = live.remove(metric);
        if (known == null) {
            return;
        }
        if (metric instanceof Counter counter) {
            finished.merge(known, counter.getCount(), Long::sum);
        } else if (known == VenuesMetric.GEO_LATENCY_MS
                && metric instanceof Histogram histogram
                && histogram.getStatistics().size() > 0) {
            lastLatencies = histogram.getStatistics();
        }
    }

    /** A counter's or a gauge's sum. */
    synchronized long sum(VenuesMetric metric) {
        long sum = finished.getOrDefault(metric, 0L);
        for (Map.Entry<Metric, VenuesMetric> entry : live.entrySet()) {
            if (entry.getValue() != metric) {
                continue;
            }
            if (entry.getKey() instanceof Counter counter) {
                sum += counter.getCount();
            } else if (entry.getKey() instanceof Gauge<?> gauge && gauge.getValue() instanceof Number number) {
                sum += number.longValue();
            }
        }
        return sum;
    }

    /** Events that have their outcome, dead letters included. */
    synchronized long outcomes() {
        return enriched() + sum(VenuesMetric.DEAD_LETTERS);
    }

    /** Events that went to the output. */
    synchronized long enriched() {
        return sum(VenuesMetric.FOUND)
                + sum(VenuesMetric.NOT_FOUND)
                + sum(VenuesMetric.PRESENT)
                + sum(VenuesMetric.SKIPPED);
    }

    /** Lookups that were answered from the cache, shared a call or made one. */
    synchronized long lookups() {
        return sum(VenuesMetric.CACHE_HITS) + sum(VenuesMetric.CACHE_MISSES) + sum(VenuesMetric.COALESCED);
    }

    /**
     * A quantile of the API's latency.
     *
     * @return milliseconds; NaN if nothing was measured
     */
    synchronized double latencyMs(double quantile) {
        return live.entrySet().stream()
                .filter(entry -> entry.getValue() == VenuesMetric.GEO_LATENCY_MS)
                .map(entry -> ((Histogram) entry.getKey()).getStatistics())
                .filter(statistics -> statistics.size() > 0)
                .findFirst()
                .or(() -> Optional.ofNullable(lastLatencies))
                .map(statistics -> statistics.getQuantile(quantile))
                .orElse(Double.NaN);
    }

    /** Whether a limited source of a job that runs has given all that it will give. */
    synchronized boolean limitReached() {
        return limit != null && Boolean.TRUE.equals(limit.getValue());
    }

    /**
     * How far the slowest shard is behind the end of its stream.
     *
     * @return milliseconds; -1 if no stream is read or nothing is known yet
     */
    synchronized long millisBehindLatest() {
        return max(lags.stream()).orElse(-1);
    }

    /**
     * For how long Kinesis has not told how far a shard is behind.
     *
     * @return seconds, of the shard that has waited longest; 0 if no stream is read
     */
    synchronized long lagAgeSeconds() {
        return max(live.keySet().stream().filter(metric -> live.get(metric) == VenuesMetric.LAG_AGE_SECONDS))
                .orElse(0);
    }

    private static OptionalLong max(Stream<Metric> gauges) {
        return gauges.map(gauge -> ((Gauge<?>) gauge).getValue())
                .filter(Number.class::isInstance)
                .mapToLong(value -> ((Number) value).longValue())
                .max();
    }
}

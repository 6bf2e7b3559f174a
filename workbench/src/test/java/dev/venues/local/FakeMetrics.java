package dev.venues.local;

import dev.venues.flink.VenuesMetric;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.Histogram;
import org.apache.flink.metrics.HistogramStatistics;
import org.apache.flink.metrics.Metric;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.metrics.SimpleCounter;
import org.apache.flink.metrics.groups.UnregisteredMetricsGroup;
import org.apache.flink.runtime.metrics.DescriptiveStatisticsHistogramStatistics;

/** Tells {@link LocalMetrics} what Flink would. */
final class FakeMetrics {

    private final LocalMetrics metrics = new LocalMetrics();

    /** What the job would have counted. */
    LocalMetrics reported() {
        return metrics;
    }

    /** Adds a subtask's counter that stands at a number. */
    Counter counter(VenuesMetric metric, long count) {
        Counter counter = new SimpleCounter();
        counter.inc(count);
        metrics.notifyOfAddedMetric(counter, metric.id(), ours());
        return counter;
    }

    Gauge<?> gauge(VenuesMetric metric, Object value) {
        Gauge<Object> gauge = () -> value;
        metrics.notifyOfAddedMetric(gauge, metric.id(), ours());
        return gauge;
    }

    Histogram latencies(double... millis) {
        return histogram(VenuesMetric.GEO_LATENCY_MS, millis);
    }

    Histogram histogram(VenuesMetric metric, double... values) {
        Histogram histogram = new MeasuredBefore(values);
        metrics.notifyOfAddedMetric(histogram, metric.id(), ours());
        return histogram;
    }

    /** Adds a shard's lag, as the Kinesis source reports it. */
    Gauge<?> millisBehindLatest(Object value) {
        Gauge<Object> gauge = () -> value;
        metrics.notifyOfAddedMetric(gauge, "millisBehindLatest", group("host", "KinesisConsumer", "shardId", "1"));
        return gauge;
    }

    /** What Flink says when a task ends. */
    void remove(Metric metric, VenuesMetric known) {
        metrics.notifyOfRemovedMetric(metric, known.id(), ours());
    }

    static MetricGroup ours() {
        return group("localhost", "taskmanager", "1", "job", "locate", "0", VenuesMetric.GROUP);
    }

    static MetricGroup group(String... scope) {
        return new UnregisteredMetricsGroup() {
            @Override
            public String[] getScopeComponents() {
                return scope;
            }
        };
    }

    private record MeasuredBefore(double[] millis) implements Histogram {

        @Override
        public void update(long value) {
            throw new UnsupportedOperationException();
        }

        @Override
        public long getCount() {
            return millis.length;
        }

        @Override
        public HistogramStatistics getStatistics() {
            return new DescriptiveStatisticsHistogramStatistics(millis);
        }
    }
}

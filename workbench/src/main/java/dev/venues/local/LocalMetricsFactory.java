package dev.venues.local;

import org.apache.flink.metrics.reporter.MetricReporter;
import org.apache.flink.metrics.reporter.MetricReporterFactory;

import java.util.Properties;

/** Gives Flink the reporter behind the progress line; Flink finds this class by its service file. */
public final class LocalMetricsFactory implements MetricReporterFactory {

    @Override
    public MetricReporter createMetricReporter(Properties properties) {
        return LocalMetrics.current();
    }
}

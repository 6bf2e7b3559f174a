package dev.venues.local;

import org.apache.flink.metrics.reporter.MetricReporter;
import org.apache.flink.metrics.reporter.MetricReporterFactory;

import java.util.Properties;

/** Gives Flink the reporter behind the page for Prometheus; Flink finds this class by its service file. */
public final class MetricsPageFactory implements MetricReporterFactory {

    @Override
    public MetricReporter createMetricReporter(Properties properties) {
        return MetricsPage.current().reporter();
    }
}

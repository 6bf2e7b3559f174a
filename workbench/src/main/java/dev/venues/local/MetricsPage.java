package dev.venues.local;

import io.prometheus.client.exporter.HTTPServer;
import org.apache.flink.metrics.Metric;
import org.apache.flink.metrics.MetricConfig;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.metrics.prometheus.RegistryReporter;
import org.apache.flink.metrics.reporter.MetricReporter;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Optional;

/**
 * The metrics of a local run, where Prometheus on this machine can read them, under the names that a cluster gives them.
 * Flink's own reporter would listen on every interface.
 */
final class MetricsPage implements AutoCloseable {

    /** Flink makes the reporter; a JVM has one local run at a time. */
    private static MetricsPage current = new MetricsPage(new NoReporter(), null);

    private final MetricReporter reporter;
    private final HTTPServer server;

    private MetricsPage(MetricReporter reporter, HTTPServer server) {
        this.reporter = reporter;
        this.server = server;
    }

    static synchronized MetricsPage current() {
        return current;
    }

    /**
     * Opens the page for the run that begins.
     *
     * @param port 0 for any that is free; null for no page
     * @throws UnusablePortException if somebody else has the port
     */
    static synchronized MetricsPage open(Integer port) throws UnusablePortException {
        if (port == null) {
            current = new MetricsPage(new NoReporter(), null);
            return current;
        }
        RegistryReporter reporter = new RegistryReporter();
        try {
            InetSocketAddress address = new InetSocketAddress(InetAddress.getByName("127.0.0.1"), port);
            current = new MetricsPage(reporter, new HTTPServer(address, reporter.registry(), true));
            return current;
        } catch (IOException e) {
            throw new UnusablePortException("--metrics-port", port, e);
        }
    }

    MetricReporter reporter() {
        return reporter;
    }

    /** Empty for no page. */
    Optional<String> url() {
        return Optional.ofNullable(server).map(listening -> "http://127.0.0.1:" + listening.getPort() + "/metrics");
    }

    @Override
    public void close() {
        if (server != null) {
            server.stop();
        }
    }

    /** For a run without a page. */
    private static final class NoReporter implements MetricReporter {

        @Override
        public void open(MetricConfig config) {}

        @Override
        public void close() {}

        @Override
        public void notifyOfAddedMetric(Metric metric, String name, MetricGroup group) {}

        @Override
        public void notifyOfRemovedMetric(Metric metric, String name, MetricGroup group) {}
    }
}

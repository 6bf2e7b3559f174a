package org.apache.flink.metrics.prometheus;

import io.prometheus.client.CollectorRegistry;

/**
 * Flink's Prometheus reporter without a server of its own. In this package because only here the registry can be seen, and
 * Flink's reporter with a server cannot be told where to listen.
 */
public final class RegistryReporter extends AbstractPrometheusReporter {

    /** All metrics, under Flink's names for Prometheus. */
    public CollectorRegistry registry() {
        return registry;
    }
}

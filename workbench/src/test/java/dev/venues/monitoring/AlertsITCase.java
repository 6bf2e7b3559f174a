package dev.venues.monitoring;

import dev.venues.testing.Checkout;
import dev.venues.testing.monitoring.Promtool;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import java.nio.file.Path;

import static org.assertj.core.api.Assertions.assertThat;

/** Prometheus' own checks of the configuration, and the cases of each alert. */
@Tag("system")
class AlertsITCase {

    private static final Path CONF = Checkout.root().resolve("conf/prometheus");

    @Test
    void shouldBeAConfigurationThatPrometheusTakes() {
        assertThat(Promtool.run(CONF, "check", "config", "prometheus.yml")).contains("is valid prometheus config file");
    }

    @Test
    void shouldFireWhenItMustAndOnlyThen() {
        assertThat(Promtool.run(CONF, "test", "rules", "alerts-test.yml")).contains("SUCCESS");
    }
}

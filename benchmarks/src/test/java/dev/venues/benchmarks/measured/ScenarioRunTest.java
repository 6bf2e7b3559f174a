package dev.venues.benchmarks.measured;

import dev.venues.benchmarks.contender.Contender;
import dev.venues.benchmarks.contender.Scenario;
import dev.venues.benchmarks.stub.StubApi;
import org.junit.jupiter.api.Test;

import java.net.URI;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

import static org.assertj.core.api.Assertions.assertThat;

/** Short runs in this JVM: that they measure, not how much. */
class ScenarioRunTest {

    private static final Plan SHORT = Plan.parse(List.of(
            "--venues",
            "50",
            "--events",
            "2000",
            "--warm-up",
            "0",
            "--seconds",
            "1",
            "--distinct-warm-up",
            "0",
            "--distinct-seconds",
            "1"));

    private static final class Figures implements Report {

        final Map<Metric, Double> values = new EnumMap<>(Metric.class);
        int moments;

        @Override
        public void figure(Scenario scenario, Metric metric, double value) {
            values.put(metric, value);
        }

        @Override
        public void course(Scenario scenario, double second, double eventsPerSecond) {
            moments++;
        }

        @Override
        public void failed(Scenario scenario, String reason) {
            throw new AssertionError(reason);
        }
    }

    @Test
    void shouldMakeOneCallPerVenueWhenOursStartsCold() throws Exception {
        Figures figures = run(Contender.VENUES, Scenario.COLD);

        assertThat(figures.values).containsEntry(Metric.CALLS_PER_VENUE, 1.0);
        assertThat(figures.values.get(Metric.EVENTS_PER_SECOND)).isPositive();
        assertThat(figures.values.get(Metric.CPU_SECONDS_PER_MILLION)).isPositive();
    }

    @Test
    void shouldReportTheCourseWhenOursIsWarm() throws Exception {
        Figures figures = run(Contender.VENUES, Scenario.WARM);

        assertThat(figures.values).containsEntry(Metric.CALLS_PER_VENUE, 1.0);
        assertThat(figures.values.get(Metric.BYTES_PER_EVENT)).isPositive();
        assertThat(figures.moments).isPositive();
    }

    @Test
    void shouldStayBelowTheLimitWhenAllVenuesAreDistinct() throws Exception {
        Figures figures = run(Contender.DOCUMENTED, Scenario.DISTINCT_100);

        assertThat(figures.values.get(Metric.SHARE_OF_LIMIT)).isBetween(0.0, 1.05);
        assertThat(figures.values).containsEntry(Metric.CALLS_PER_VENUE, 1.0);
    }

    @Test
    void shouldLocateAllEventsWhenThePeerIsAConnector() throws Exception {
        assertThat(run(Contender.CONNECTOR_TUNED, Scenario.COLD).values.get(Metric.CALLS_PER_VENUE))
                .isGreaterThanOrEqualTo(1.0);
    }

    private static Figures run(Contender contender, Scenario scenario) throws Exception {
        Figures figures = new Figures();
        try (StubApi api = new StubApi(Duration.ofMillis(SHORT.latencyMillis()))) {
            new ScenarioRun(contender, scenario, SHORT, figures).run(URI.create("http://127.0.0.1:" + api.port()));
        }
        return figures;
    }
}

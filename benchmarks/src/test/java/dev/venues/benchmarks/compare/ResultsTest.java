package dev.venues.benchmarks.compare;

import dev.venues.benchmarks.contender.Contender;
import dev.venues.benchmarks.contender.Scenario;
import dev.venues.benchmarks.harness.Spread;
import dev.venues.benchmarks.measured.Metric;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class ResultsTest {

    private final Results results = new Results();

    @Test
    void shouldSpreadOverTheRoundsOfOneContenderAndScenario() {
        put(Contender.VENUES, 1, Metric.EVENTS_PER_SECOND, 10);
        put(Contender.VENUES, 2, Metric.EVENTS_PER_SECOND, 30);
        put(Contender.VENUES, 3, Metric.EVENTS_PER_SECOND, 20);
        put(Contender.VENUES, 1, Metric.PEAK_THREADS, 99);
        put(Contender.CEILING, 1, Metric.EVENTS_PER_SECOND, 99);
        results.of(Contender.VENUES, 1).figure(Scenario.COLD, Metric.EVENTS_PER_SECOND, 99);

        assertThat(results.spread(Contender.VENUES, Scenario.WARM, Metric.EVENTS_PER_SECOND))
                .contains(new Spread(10, 20, 30));
    }

    @Test
    void shouldTakeTheFastestAndTheCheapestPeerWhenAskedForTheBest() {
        put(Contender.VENUES, 1, Metric.EVENTS_PER_SECOND, 900);
        put(Contender.CEILING, 1, Metric.EVENTS_PER_SECOND, 1_000);
        put(Contender.CONNECTOR, 1, Metric.EVENTS_PER_SECOND, 100);
        put(Contender.CONNECTOR_TUNED, 1, Metric.EVENTS_PER_SECOND, 200);
        put(Contender.VENUES, 1, Metric.CPU_SECONDS_PER_MILLION, 1);
        put(Contender.CONNECTOR, 1, Metric.CPU_SECONDS_PER_MILLION, 8);
        put(Contender.CONNECTOR_TUNED, 1, Metric.CPU_SECONDS_PER_MILLION, 9);

        assertThat(results.bestPeer(Scenario.WARM, Metric.EVENTS_PER_SECOND)).contains(200.0);
        assertThat(results.bestPeer(Scenario.WARM, Metric.CPU_SECONDS_PER_MILLION))
                .contains(8.0);
        assertThat(results.bestPeer(Scenario.COLD, Metric.EVENTS_PER_SECOND)).isEmpty();
    }

    @Test
    void shouldCountAContenderWhoFailedAmongThoseWhoTookPart() {
        results.of(Contender.CONNECTOR, 1).failed(Scenario.WARM, "no memory");

        assertThat(results.contenders(Scenario.WARM)).containsExactly(Contender.CONNECTOR);
        assertThat(results.knows(Contender.CONNECTOR, Scenario.WARM, 1)).isTrue();
        assertThat(results.knows(Contender.CONNECTOR, Scenario.WARM, 2)).isFalse();
        assertThat(results.median(Contender.CONNECTOR, Scenario.WARM, Metric.EVENTS_PER_SECOND))
                .isEmpty();
    }

    private void put(Contender contender, int round, Metric metric, double value) {
        results.of(contender, round).figure(Scenario.WARM, metric, value);
    }
}

package dev.venues.benchmarks.compare;

import dev.venues.benchmarks.compare.Verdict.State;
import dev.venues.benchmarks.contender.Contender;
import dev.venues.benchmarks.contender.Scenario;
import dev.venues.benchmarks.measured.Metric;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class VerdictTest {

    private final Results results = new Results();

    @Test
    void shouldKnowNothingWhenNothingWasMeasured() {
        assertThat(Verdict.of(results)).hasSize(9).allMatch(verdict -> verdict.state() == State.UNKNOWN);
    }

    @Test
    void shouldReachAnAimWhenItIsMetExactly() {
        rate(Contender.CONNECTOR, Scenario.WARM, 100);
        rate(Contender.CONNECTOR_TUNED, Scenario.WARM, 200);
        rate(Contender.VENUES, Scenario.WARM, 600);

        assertVerdict("warm: at least 3 × the best peer", "3.000", State.REACHED);
        assertVerdict("warm, beyond: 5 × the best peer", "3.000", State.MISSED);
    }

    @Test
    void shouldMissAnAimWhenALittleIsWanting() {
        rate(Contender.CEILING, Scenario.WARM, 1_000);
        rate(Contender.VENUES, Scenario.WARM, 949);

        assertVerdict("warm: at least 0.95 × scan and re-emit", "0.949", State.MISSED);
    }

    @Test
    void shouldCompareCostsTheOtherWayRound() {
        put(Contender.CONNECTOR, 1, Scenario.WARM, Metric.CPU_SECONDS_PER_MILLION, 12);
        put(Contender.VENUES, 1, Scenario.WARM, Metric.CPU_SECONDS_PER_MILLION, 2.4);
        assertVerdict("warm: at most 1/5 of the best peer's CPU s per million", "0.200", State.REACHED);

        put(Contender.CONNECTOR_TUNED, 1, Scenario.WARM, Metric.CPU_SECONDS_PER_MILLION, 10);
        assertVerdict("warm: at most 1/5 of the best peer's CPU s per million", "0.240", State.MISSED);
    }

    @Test
    void shouldMissOneCallPerVenueWhenOneRoundOfThreeMadeOneMore() {
        String rule = "cold: exactly one call per distinct venue, in every round";
        put(Contender.VENUES, 1, Scenario.COLD, Metric.CALLS_PER_VENUE, 1);
        put(Contender.VENUES, 2, Scenario.COLD, Metric.CALLS_PER_VENUE, 1);
        assertVerdict(rule, "1.0000 to 1.0000", State.REACHED);

        put(Contender.VENUES, 3, Scenario.COLD, Metric.CALLS_PER_VENUE, 1.0002);
        assertVerdict(rule, "1.0000 to 1.0002", State.MISSED);
    }

    @Test
    void shouldJudgeColdAndDistinctByTheirOwnFigures() {
        String connector = "distinct, 1,000 in flight: at least 4 × the best setting of the connector";
        rate(Contender.VENUES, Scenario.COLD, 250);
        rate(Contender.DOCUMENTED, Scenario.COLD, 100);
        put(Contender.VENUES, 1, Scenario.DISTINCT_100, Metric.SHARE_OF_LIMIT, 0.87);
        rate(Contender.VENUES, Scenario.DISTINCT_1000, 39);
        rate(Contender.DOCUMENTED, Scenario.DISTINCT_1000, 10);

        assertVerdict("cold: at least 2.5 × the best peer", "2.500", State.REACHED);
        assertVerdict("distinct, 100 in flight: at least 0.88 of in-flight ÷ latency", "0.870", State.MISSED);
        assertVerdict("distinct, 1,000 in flight: at least 4 × the best peer", "3.900", State.MISSED);
        assertVerdict(connector, "-", State.UNKNOWN);

        rate(Contender.CONNECTOR_TUNED, Scenario.DISTINCT_1000, 9);
        assertVerdict(connector, "4.333", State.REACHED);
    }

    private void assertVerdict(String rule, String figure, State state) {
        assertThat(Verdict.of(results)).contains(new Verdict(rule, figure, state));
    }

    private void rate(Contender contender, Scenario scenario, double value) {
        put(contender, 1, scenario, Metric.EVENTS_PER_SECOND, value);
    }

    private void put(Contender contender, int round, Scenario scenario, Metric metric, double value) {
        results.of(contender, round).figure(scenario, metric, value);
    }
}

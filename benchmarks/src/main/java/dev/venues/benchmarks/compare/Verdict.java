package dev.venues.benchmarks.compare;

import dev.venues.benchmarks.contender.Contender;
import dev.venues.benchmarks.contender.Scenario;
import dev.venues.benchmarks.harness.Spread;
import dev.venues.benchmarks.measured.Metric;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Whether an aim was reached, by the medians of one comparison.
 *
 * @param rule the aim
 * @param figure what was measured, or that it was not
 * @param state what that means
 */
record Verdict(String rule, String figure, State state) {

    enum State {
        REACHED("reached"),
        MISSED("not reached"),
        UNKNOWN("not measured");

        private final String text;

        State(String text) {
            this.text = text;
        }

        String text() {
            return text;
        }
    }

    private static final double TOLERANCE = 1e-9;

    static List<Verdict> of(Results results) {
        return List.of(
                atLeast("warm: at least 3 × the best peer", 3, ratioToPeer(results, Scenario.WARM)),
                atLeast("warm, beyond: 5 × the best peer", 5, ratioToPeer(results, Scenario.WARM)),
                atLeast("warm: at least 0.95 × scan and re-emit", 0.95, ratioToCeiling(results)),
                atMost("warm: at most 1/5 of the best peer's CPU s per million", 0.2, cpuToPeer(results)),
                atLeast("cold: at least 2.5 × the best peer", 2.5, ratioToPeer(results, Scenario.COLD)),
                oneCallPerVenue(results),
                atLeast(
                        "distinct, 100 in flight: at least 0.88 of in-flight ÷ latency",
                        0.88,
                        results.median(Contender.VENUES, Scenario.DISTINCT_100, Metric.SHARE_OF_LIMIT)),
                atLeast(
                        "distinct, 1,000 in flight: at least 4 × the best peer",
                        4,
                        ratioToPeer(results, Scenario.DISTINCT_1000)),
                atLeast(
                        "distinct, 1,000 in flight: at least 4 × the best setting of the connector",
                        4,
                        ratio(
                                results.median(Contender.VENUES, Scenario.DISTINCT_1000, Metric.EVENTS_PER_SECOND),
                                results.median(
                                        Contender.CONNECTOR_TUNED, Scenario.DISTINCT_1000, Metric.EVENTS_PER_SECOND))));
    }

    private static Optional<Double> ratioToPeer(Results results, Scenario scenario) {
        return ratio(
                results.median(Contender.VENUES, scenario, Metric.EVENTS_PER_SECOND),
                results.bestPeer(scenario, Metric.EVENTS_PER_SECOND));
    }

    private static Optional<Double> ratioToCeiling(Results results) {
        return ratio(
                results.median(Contender.VENUES, Scenario.WARM, Metric.EVENTS_PER_SECOND),
                results.median(Contender.CEILING, Scenario.WARM, Metric.EVENTS_PER_SECOND));
    }

    private static Optional<Double> cpuToPeer(Results results) {
        return ratio(
                results.median(Contender.VENUES, Scenario.WARM, Metric.CPU_SECONDS_PER_MILLION),
                results.bestPeer(Scenario.WARM, Metric.CPU_SECONDS_PER_MILLION));
    }

    /** In every round: here a median would hide what must not be. */
    private static Verdict oneCallPerVenue(Results results) {
        String rule = "cold: exactly one call per distinct venue, in every round";
        Optional<Spread> spread = results.spread(Contender.VENUES, Scenario.COLD, Metric.CALLS_PER_VENUE);
        if (spread.isEmpty()) {
            return unknown(rule);
        }
        boolean one = spread.get().min() == 1 && spread.get().max() == 1;
        String figure = String.format(
                Locale.ROOT, "%.4f to %.4f", spread.get().min(), spread.get().max());
        return new Verdict(rule, figure, one ? State.REACHED : State.MISSED);
    }

    private static Optional<Double> ratio(Optional<Double> ours, Optional<Double> other) {
        return ours.isEmpty() || other.isEmpty() ? Optional.empty() : Optional.of(ours.get() / other.get());
    }

    private static Verdict atLeast(String rule, double aim, Optional<Double> measured) {
        return measured.map(value -> verdict(rule, value, value >= aim - TOLERANCE))
                .orElseGet(() -> unknown(rule));
    }

    private static Verdict atMost(String rule, double aim, Optional<Double> measured) {
        return measured.map(value -> verdict(rule, value, value <= aim + TOLERANCE))
                .orElseGet(() -> unknown(rule));
    }

    private static Verdict verdict(String rule, double value, boolean reached) {
        return new Verdict(rule, String.format(Locale.ROOT, "%.3f", value), reached ? State.REACHED : State.MISSED);
    }

    private static Verdict unknown(String rule) {
        return new Verdict(rule, "-", State.UNKNOWN);
    }
}

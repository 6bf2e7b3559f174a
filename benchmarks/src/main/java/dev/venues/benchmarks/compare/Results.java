package dev.venues.benchmarks.compare;

import dev.venues.benchmarks.contender.Contender;
import dev.venues.benchmarks.contender.Scenario;
import dev.venues.benchmarks.harness.Spread;
import dev.venues.benchmarks.measured.Metric;
import dev.venues.benchmarks.measured.Report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** All that a comparison has measured. Used by one thread. */
final class Results {

    record Figure(Contender contender, Scenario scenario, int round, Metric metric, double value) {}

    /**
     * The throughput at a moment.
     *
     * @param second since the first event of the job
     */
    record Moment(Contender contender, Scenario scenario, int round, double second, double eventsPerSecond) {}

    record Failure(Contender contender, Scenario scenario, int round, String reason) {}

    private final List<Figure> figures = new ArrayList<>();
    private final List<Moment> moments = new ArrayList<>();
    private final List<Failure> failures = new ArrayList<>();

    /** Where a contender's round tells its figures. */
    Report of(Contender contender, int round) {
        return new Report() {
            @Override
            public void figure(Scenario scenario, Metric metric, double value) {
                figures.add(new Figure(contender, scenario, round, metric, value));
            }

            @Override
            public void course(Scenario scenario, double second, double eventsPerSecond) {
                moments.add(new Moment(contender, scenario, round, second, eventsPerSecond));
            }

            @Override
            public void failed(Scenario scenario, String reason) {
                failures.add(new Failure(contender, scenario, round, reason));
            }
        };
    }

    /** Whether a contender's round has told how a scenario went. */
    boolean knows(Contender contender, Scenario scenario, int round) {
        return figures.stream()
                        .anyMatch(figure ->
                                figure.contender == contender && figure.scenario == scenario && figure.round == round)
                || failures.stream()
                        .anyMatch(failure -> failure.contender == contender
                                && failure.scenario == scenario
                                && failure.round == round);
    }

    List<Figure> figures() {
        return List.copyOf(figures);
    }

    List<Moment> moments() {
        return List.copyOf(moments);
    }

    List<Failure> failures() {
        return List.copyOf(failures);
    }

    /** Those who took part in a scenario, whether they got through or not. */
    List<Contender> contenders(Scenario scenario) {
        return Arrays.stream(Contender.values())
                .filter(contender -> Stream.concat(
                                figures.stream()
                                        .filter(figure -> figure.scenario == scenario)
                                        .map(Figure::contender),
                                failures.stream()
                                        .filter(failure -> failure.scenario == scenario)
                                        .map(Failure::contender))
                        .anyMatch(contender::equals))
                .toList();
    }

    /** Over the rounds; empty if no round brought the figure. */
    Optional<Spread> spread(Contender contender, Scenario scenario, Metric metric) {
        List<Double> values = figures.stream()
                .filter(figure ->
                        figure.contender == contender && figure.scenario == scenario && figure.metric == metric)
                .map(Figure::value)
                .toList();
        return values.isEmpty() ? Optional.empty() : Optional.of(Spread.of(values));
    }

    Optional<Double> median(Contender contender, Scenario scenario, Metric metric) {
        return spread(contender, scenario, metric).map(Spread::median);
    }

    /** The best median of all peers; for a rate the greatest, for a cost the least. */
    Optional<Double> bestPeer(Scenario scenario, Metric metric) {
        Comparator<Double> better =
                metric == Metric.EVENTS_PER_SECOND ? Comparator.naturalOrder() : Comparator.reverseOrder();
        return contenders(scenario).stream()
                .filter(contender -> contender.role() == Contender.Role.PEER)
                .flatMap(contender -> median(contender, scenario, metric).stream())
                .max(better);
    }
}

package dev.venues.benchmarks.compare;

import dev.venues.benchmarks.contender.Contender;
import dev.venues.benchmarks.contender.Scenario;
import dev.venues.benchmarks.harness.Spread;
import dev.venues.benchmarks.measured.Metric;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** A comparison as text: a table for each scenario, what failed, and the verdicts. */
final class MarkdownReport {

    private static final String NONE = "-";
    private static final List<Metric> MEDIANS = List.of(
            Metric.CPU_SECONDS_PER_MILLION, Metric.BYTES_PER_EVENT, Metric.CALLS_PER_VENUE, Metric.PEAK_THREADS);

    private final Results results;

    MarkdownReport(Results results) {
        this.results = results;
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        for (Scenario scenario : Scenario.values()) {
            if (!results.contenders(scenario).isEmpty()) {
                text.append("### ").append(scenario.title()).append("\n\n").append(table(scenario));
                text.append('\n');
            }
        }
        text.append(failures());
        MarkdownTable verdicts = new MarkdownTable(List.of("to reach", "figure", "verdict"));
        Verdict.of(results)
                .forEach(verdict -> verdicts.add(List.of(
                        verdict.rule(), verdict.figure(), verdict.state().text())));
        return text.append("### verdicts, by medians\n\n").append(verdicts).toString();
    }

    private MarkdownTable table(Scenario scenario) {
        List<String> head =
                new ArrayList<>(List.of("contender", "events/s: min", "median", "max", "÷ ours", "÷ best peer"));
        if (scenario.isDistinct()) {
            head.add(Metric.SHARE_OF_LIMIT.title());
        }
        MEDIANS.forEach(metric -> head.add(metric.title()));
        MarkdownTable table = new MarkdownTable(head);
        results.contenders(scenario).forEach(contender -> table.add(row(scenario, contender)));
        return table;
    }

    private List<String> row(Scenario scenario, Contender contender) {
        Optional<Spread> rate = results.spread(contender, scenario, Metric.EVENTS_PER_SECOND);
        Optional<Double> median = rate.map(Spread::median);
        List<String> cells = new ArrayList<>(List.of(
                contender.title(),
                number(rate.map(Spread::min), 0),
                number(median, 0),
                number(rate.map(Spread::max), 0),
                ratio(median, results.median(Contender.VENUES, scenario, Metric.EVENTS_PER_SECOND)),
                ratio(median, results.bestPeer(scenario, Metric.EVENTS_PER_SECOND))));
        if (scenario.isDistinct()) {
            cells.add(median(scenario, contender, Metric.SHARE_OF_LIMIT));
        }
        MEDIANS.forEach(metric -> cells.add(median(scenario, contender, metric)));
        return cells;
    }

    private String median(Scenario scenario, Contender contender, Metric metric) {
        return number(results.median(contender, scenario, metric), metric.digits());
    }

    private String failures() {
        StringBuilder text = new StringBuilder();
        for (Results.Failure failure : results.failures()) {
            text.append("- ").append(failure.contender().key()).append(", ");
            text.append(failure.scenario().key()).append(", round ").append(failure.round());
            text.append(": ").append(failure.reason()).append('\n');
        }
        return text.isEmpty() ? "" : "### failed\n\n" + text + "\n";
    }

    private static String ratio(Optional<Double> value, Optional<Double> to) {
        return number(value.isPresent() && to.isPresent() ? Optional.of(value.get() / to.get()) : Optional.empty(), 2);
    }

    private static String number(Optional<Double> value, int digits) {
        return value.map(number -> String.format(Locale.ROOT, "%,." + digits + "f", number))
                .orElse(NONE);
    }
}

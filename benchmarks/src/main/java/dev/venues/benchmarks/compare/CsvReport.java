package dev.venues.benchmarks.compare;

import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** A comparison as comma-separated values: no cell holds a comma. */
final class CsvReport {

    private CsvReport() {}

    /** One line for each figure of each round. */
    static List<String> figures(Results results) {
        return Stream.concat(
                        Stream.of("contender,scenario,round,metric,value"),
                        results.figures().stream()
                                .map(figure -> line(
                                        figure.contender().key(),
                                        figure.scenario().key(),
                                        figure.round(),
                                        figure.metric().name().toLowerCase(Locale.ROOT),
                                        figure.value())))
                .toList();
    }

    /** One line for each moment at which throughput was read. */
    static List<String> course(Results results) {
        return Stream.concat(
                        Stream.of("contender,scenario,round,second,events_per_second"),
                        results.moments().stream()
                                .map(moment -> line(
                                        moment.contender().key(),
                                        moment.scenario().key(),
                                        moment.round(),
                                        moment.second(),
                                        moment.eventsPerSecond())))
                .toList();
    }

    private static String line(Object... cells) {
        return String.join(",", Stream.of(cells).map(String::valueOf).toList());
    }
}

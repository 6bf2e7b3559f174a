package dev.venues.config;

import dev.venues.config.SettingSources.Value;
import org.apache.commons.text.similarity.LevenshteinDistance;
import org.apache.flink.configuration.ConfigOption;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Finds keys that no setting has, and what was probably meant. */
final class UnknownKeys {

    private UnknownKeys() {}

    static void report(Map<String, Value> values, List<Problem> problems) {
        values.forEach((key, value) -> {
            if (!isKnown(key)) {
                problems.add(Problem.of(key, value.text(), "is no setting; did you mean " + nearest(key) + "?"));
            }
        });
    }

    private static boolean isKnown(String key) {
        return VenuesOptions.isPassedOn(key)
                || VenuesOptions.all().stream().anyMatch(option -> option.key().equals(key));
    }

    private static String nearest(String key) {
        return nearest(key, VenuesOptions.all().stream().map(ConfigOption::key));
    }

    /** What was probably meant: the known word that differs in the fewest letters. There must be one. */
    static String nearest(String word, Stream<String> known) {
        LevenshteinDistance distance = LevenshteinDistance.getDefaultInstance();
        return known.min(Comparator.comparingInt(each -> distance.apply(word, each)))
                .orElseThrow();
    }
}

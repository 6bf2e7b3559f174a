package dev.venues.config;

import dev.venues.config.SettingSources.Value;
import org.apache.commons.text.similarity.LevenshteinDistance;
import org.apache.flink.configuration.ConfigOption;

import java.util.Comparator;
import java.util.List;
import java.util.Map;

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
        LevenshteinDistance distance = LevenshteinDistance.getDefaultInstance();
        return VenuesOptions.all().stream()
                .map(ConfigOption::key)
                .min(Comparator.comparingInt(known -> distance.apply(key, known)))
                .orElseThrow();
    }
}

package dev.venues.config;

import dev.venues.option.GivenValue;
import dev.venues.option.KnownOptions;
import dev.venues.option.Problem;
import org.apache.commons.text.similarity.LevenshteinDistance;
import org.apache.flink.configuration.ConfigOption;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Finds keys that no setting has, and what was probably meant. */
public final class UnknownKeys {

    private UnknownKeys() {}

    static void report(Map<String, GivenValue> values, KnownOptions known, List<Problem> problems) {
        values.forEach((key, value) -> {
            if (!known.isKnown(key)) {
                String nearest = nearest(key, known.all().stream().map(ConfigOption::key));
                problems.add(known.problem(key, value.text(), "is no setting; did you mean " + nearest + "?"));
            }
        });
    }

    /** What was probably meant: the known word that differs in the fewest letters. There must be one. */
    public static String nearest(String word, Stream<String> known) {
        LevenshteinDistance distance = LevenshteinDistance.getDefaultInstance();
        return known.min(Comparator.comparingInt(each -> distance.apply(word, each)))
                .orElseThrow();
    }
}

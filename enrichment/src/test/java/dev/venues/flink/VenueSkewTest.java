package dev.venues.flink;

import dev.venues.lookup.flink.KeyPartitioner;
import dev.venues.model.VenueQuery;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.Arrays;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

/** How unevenly distribute-by=venue loads the subtasks, as docs/design-decisions.md has it. */
class VenueSkewTest {

    private static final int VENUES = 5_000;

    /** The share of the events that the busiest subtask gets, as a multiple of an even share. */
    @ParameterizedTest
    @CsvSource({"0, 2, 1.0", "0, 4, 1.05", "0, 16, 1.13", "1, 2, 1.19", "1, 4, 1.34", "1, 16, 2.87"})
    void shouldLoadTheBusiestSubtaskAsDocumented(double zipf, int subtasks, double load) {
        double[] shares = new double[subtasks];
        for (int venue = 0; venue < VENUES; venue++) {
            String key = new VenueQuery("Venue " + venue, "City " + venue % 300, "DE").key();
            shares[KeyPartitioner.subtask(key, subtasks)] += 1 / Math.pow(venue + 1, zipf);
        }

        double busiest = Arrays.stream(shares).max().orElseThrow();
        double mean = Arrays.stream(shares).average().orElseThrow();
        assertThat(busiest / mean).isCloseTo(load, within(0.05));
    }
}

package dev.venues.benchmarks.harness;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Locale;
import java.util.SplittableRandom;

/**
 * Makes events of the shape and size of the bundled samples. How often a venue occurs follows Zipf's law: the one of
 * rank k has a share of 1/k. The same seed gives the same events. Used by one thread.
 */
public final class EventGenerator {

    private static final String[] SOURCES = {"meetup", "eventbrite", "songkick", "ticketmaster"};
    private static final String[] CITIES = {
        "Berlin\",\"country\":\"DE", "London\",\"country\":\"GB", "Buenos Aires\",\"country\":\"AR",
        "San Francisco\",\"country\":\"US", "Paris\",\"country\":\"FR", "Melbourne\",\"country\":\"AU"
    };
    private static final String[] TITLES = {
        "State without tears 2027: day 1",
        "Giselle, with the city's orchestra",
        "Acid Brunch pres. \\\"WriteTargets 2\\\"",
        "Paper Tigers - world tour, with guests",
    };

    private final SplittableRandom random;
    /** By rank: the share of this venue and all before it, not scaled. */
    private final double[] cumulated;

    private final BitSet seen = new BitSet();

    public EventGenerator(int venues, long seed) {
        this.random = new SplittableRandom(seed);
        this.cumulated = new double[venues];
        double sum = 0;
        for (int rank = 0; rank < venues; rank++) {
            sum += 1.0 / (rank + 1);
            cumulated[rank] = sum;
        }
    }

    /**
     * One event; it names a venue and has no coordinates.
     *
     * @param number its id is made of this
     */
    public String event(long number) {
        int venue = venue();
        seen.set(venue);
        String source = SOURCES[random.nextInt(SOURCES.length)];
        String id = String.format(Locale.ROOT, "e-%08d", number);
        return "{\"id\":\"" + id + "\",\"source\":\"" + source
                + "\",\"title\":\"" + TITLES[random.nextInt(TITLES.length)]
                + "\",\"startsAt\":\"2027-0" + random.nextInt(1, 10) + "-" + random.nextInt(10, 29)
                + "T20:00:00+01:00\",\"price\":" + random.nextInt(5, 100) + ".50,\"url\":\"https://events.example/"
                + source + "/" + id + "\",\"venue\":{\"name\":\"Concert Hall No. " + venue + "\",\"city\":\""
                + CITIES[venue % CITIES.length] + "\",\"latitude\":null,\"longitude\":null}}";
    }

    /** Writes events, one a line, to as many files of about one size. */
    public void write(Path folder, long events, int files) throws IOException {
        Files.createDirectories(folder);
        long number = 0;
        for (int file = 1; file <= files; file++) {
            try (BufferedWriter out =
                    Files.newBufferedWriter(folder.resolve("events-" + file + ".jsonl"), StandardCharsets.UTF_8)) {
                for (long end = events * file / files; number < end; number++) {
                    out.write(event(number));
                    out.write('\n');
                }
            }
        }
    }

    /** How many venues occurred up to now. */
    public int distinctVenues() {
        return seen.cardinality();
    }

    private int venue() {
        int at = Arrays.binarySearch(cumulated, random.nextDouble(cumulated[cumulated.length - 1]));
        return at < 0 ? -at - 1 : at;
    }
}

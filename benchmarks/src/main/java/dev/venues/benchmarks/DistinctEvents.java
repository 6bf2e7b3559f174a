package dev.venues.benchmarks;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/**
 * Events of which every second one names a venue that none before it did, so that no cache hides the API. The other one
 * repeats a venue of the file beside, {@link #DISTANCE} venues later: read by another subtask, it would be a second call
 * if subtasks did not share.
 */
final class DistinctEvents {

    static final int MENTIONS = 2;

    private static final int DISTANCE = 100;

    private DistinctEvents() {}

    /**
     * Writes two events for each venue.
     *
     * @param venues a multiple of the files
     * @param files as many as subtasks, so that all are read at a time; even, because they come in pairs
     */
    static void write(Path folder, int venues, int files) throws IOException {
        int ofFile = venues / files;
        long number = 0;
        Files.createDirectories(folder);
        for (int file = 0; file < files; file++) {
            try (BufferedWriter out =
                    Files.newBufferedWriter(folder.resolve("events-" + file + ".jsonl"), StandardCharsets.UTF_8)) {
                int beside = file ^ 1;
                for (int i = 0; i < ofFile + DISTANCE; i++) {
                    if (i < ofFile) {
                        out.write(event(number++, file * ofFile + i));
                    }
                    if (i >= DISTANCE) {
                        out.write(event(number++, beside * ofFile + i - DISTANCE));
                    }
                }
            }
        }
    }

    private static String event(long number, int venue) {
        return String.format(
                Locale.ROOT,
                "{\"id\":\"e-%08d\",\"venue\":{\"name\":\"Concert Hall No. %d\",\"city\":\"Berlin\",\"country\":\"DE\","
                        + "\"latitude\":null,\"longitude\":null}}%n",
                number,
                venue);
    }
}

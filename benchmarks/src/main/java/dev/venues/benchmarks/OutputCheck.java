package dev.venues.benchmarks;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.BitSet;
import java.util.List;
import java.util.stream.Stream;

/** Sees to it that a benchmark counts no run that lost, doubled or did not locate an event. */
final class OutputCheck {

    private static final String BEFORE_ID = "{\"id\":\"e-";
    private static final int ID_DIGITS = 8;

    private OutputCheck() {}

    /**
     * @throws IllegalStateException if the finished files do not hold each of the events 0 to n-1 once, with a place
     */
    static void requireAll(Path folder, long events) throws IOException {
        BitSet seen = new BitSet();
        long lines = 0;
        for (Path file : finished(folder)) {
            try (BufferedReader reader = Files.newBufferedReader(file)) {
                for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                    lines++;
                    seen.set(Integer.parseInt(line, BEFORE_ID.length(), BEFORE_ID.length() + ID_DIGITS, 10));
                    if (!line.contains("\"outcome\":\"found\"")) {
                        throw new IllegalStateException("an event without a place: " + line);
                    }
                }
            }
        }
        if (lines != events || seen.cardinality() != events || seen.length() != events) {
            throw new IllegalStateException(
                    events + " events went in, but out came " + lines + " with " + seen.cardinality() + " ids");
        }
    }

    /** A file whose name begins with a dot was never committed. */
    private static List<Path> finished(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile)
                    .filter(file -> !file.getFileName().toString().startsWith("."))
                    .toList();
        }
    }
}

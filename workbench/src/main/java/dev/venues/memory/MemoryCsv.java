package dev.venues.memory;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A course as a table, a line for each reading: what was read is in the file, whatever comes next. */
public final class MemoryCsv implements AutoCloseable, MemoryWatch.Listener {

    private final BufferedWriter out;

    /**
     * Begins a file.
     *
     * @param file one that is there is written over
     */
    public MemoryCsv(Path file) throws IOException {
        out = Files.newBufferedWriter(file, StandardCharsets.UTF_8);
        write("seconds,live_heap_bytes,metaspace_bytes,direct_bytes,threads,open_files,rss_bytes");
    }

    @Override
    public void read(Reading reading) throws IOException {
        List<String> cells = new ArrayList<>();
        cells.add(Double.toString(Math.round(reading.seconds() * 1_000) / 1e3));
        for (Figure figure : Figure.values()) {
            long value = figure.of(reading);
            cells.add(value < 0 ? "" : Long.toString(value));
        }
        write(String.join(",", cells));
    }

    private void write(String line) throws IOException {
        out.write(line);
        out.newLine();
        out.flush();
    }

    /** Writes the classes that grew. */
    public static void writeClasses(MemoryCourse course, Path file) throws IOException {
        List<String> lines = new ArrayList<>(
                List.of("class,instances_at_begin,instances_at_end,bytes_at_begin,bytes_at_end,rose,steps"));
        for (GrowingClasses.Growth growth : GrowingClasses.of(course.histograms())) {
            lines.add(String.join(
                    ",",
                    growth.type(),
                    Long.toString(growth.begin().instances()),
                    Long.toString(growth.end().instances()),
                    Long.toString(growth.begin().bytes()),
                    Long.toString(growth.end().bytes()),
                    Integer.toString(growth.steps()),
                    Integer.toString(growth.of())));
        }
        Files.write(file, lines);
    }

    @Override
    public void close() throws IOException {
        out.close();
    }
}

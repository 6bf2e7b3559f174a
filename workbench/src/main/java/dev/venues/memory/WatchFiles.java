package dev.venues.memory;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What {@code watch-memory} writes. A file that fails later is told at the end and changes nothing: the files are about
 * the watch, and the exit code is its verdict. For one thread.
 */
final class WatchFiles implements MemoryWatch.Listener, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(WatchFiles.class);
    static final String READINGS = "memory.csv";
    static final String CLASSES = "memory-classes.csv";
    static final String CHART = "memory.png";

    @FunctionalInterface
    private interface Write {
        void run() throws IOException;
    }

    private final Path folder;
    private final MemoryCsv csv;
    private final List<String> written = new ArrayList<>();
    private final List<String> warnings = new ArrayList<>();
    /** Why readings are missing; null if none is. */
    private IOException missing;

    /**
     * @param csv the readings; closed with this
     */
    WatchFiles(Path folder, MemoryCsv csv) {
        this.folder = folder;
        this.csv = csv;
    }

    /**
     * Makes the folder and begins with the readings.
     *
     * @throws WatchException if nothing can be written there
     */
    static WatchFiles begin(Path folder) throws WatchException {
        try {
            // A link to a folder is one, too, which createDirectories does not know.
            if (!Files.isDirectory(folder)) {
                Files.createDirectories(folder);
            }
            return new WatchFiles(folder, new MemoryCsv(folder.resolve(READINGS)));
        } catch (IOException e) {
            throw new WatchException("Nothing can be written to " + folder + ": " + e, e);
        }
    }

    @Override
    public void read(Reading reading) {
        if (missing != null) {
            return;
        }
        try {
            csv.read(reading);
        } catch (IOException e) {
            missing = e;
        }
    }

    /** Writes the rest, and says in lines what is there and what is not. */
    String end(MemoryCourse course) {
        write(READINGS, this::endReadings);
        write(CLASSES, () -> MemoryCsv.writeClasses(course, folder.resolve(CLASSES)));
        write(CHART, () -> MemoryChart.write(List.of(course), folder.resolve(CHART)));
        List<String> lines = new ArrayList<>();
        if (!written.isEmpty()) {
            lines.add("In " + folder + ": " + String.join(", ", written));
        }
        lines.addAll(warnings);
        return String.join("\n", lines);
    }

    private void endReadings() throws IOException {
        csv.close();
        if (missing != null) {
            throw missing;
        }
    }

    /** Where there are no fonts, a chart ends in an Error. */
    private void write(String name, Write write) {
        try {
            write.run();
            written.add(name);
        } catch (IOException | RuntimeException | Error e) {
            LOG.warn("{} is not written", name, e);
            warnings.add("warning: " + folder.resolve(name) + " is not complete: " + e);
        }
    }

    @Override
    public void close() {
        try {
            csv.close();
        } catch (IOException e) {
            LOG.warn("{} cannot be closed", READINGS, e);
        }
    }
}

package dev.venues.local;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/** A folder for one local run: what Flink puts aside, and the unpacked samples. It goes with the run. */
final class TemporaryFolder implements AutoCloseable {

    private final Path path;

    private TemporaryFolder(Path path) {
        this.path = path;
    }

    static TemporaryFolder create() throws IOException {
        return new TemporaryFolder(Files.createTempDirectory("venues-"));
    }

    Path path() {
        return path;
    }

    /** Unpacks the bundled sample events, and returns the file. */
    Path unpackSamples() throws IOException {
        Path file = path.resolve("events.jsonl");
        try (InputStream in = TemporaryFolder.class.getResourceAsStream("/samples/events.jsonl")) {
            Files.copy(in, file);
        }
        return file;
    }

    @Override
    public void close() throws IOException {
        try (Stream<Path> files = Files.walk(path)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }
}

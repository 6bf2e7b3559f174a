package dev.venues.local;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** The bundled sample events, as a file that a source can read. */
final class Samples implements AutoCloseable {

    private final Path file;

    private Samples(Path file) {
        this.file = file;
    }

    static Samples unpack() throws IOException {
        Path folder = Files.createTempDirectory("venues-samples");
        Path file = folder.resolve("events.jsonl");
        try (InputStream in = Samples.class.getResourceAsStream("/samples/events.jsonl")) {
            Files.copy(in, file);
        }
        return new Samples(file);
    }

    String path() {
        return file.toString();
    }

    @Override
    public void close() throws IOException {
        Files.deleteIfExists(file);
        Files.deleteIfExists(file.getParent());
    }
}

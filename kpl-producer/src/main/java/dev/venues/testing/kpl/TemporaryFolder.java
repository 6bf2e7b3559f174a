package dev.venues.testing.kpl;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** A folder under {@code java.io.tmpdir} that {@link #delete()} removes with all it holds. */
record TemporaryFolder(Path path) {

    static TemporaryFolder create() throws IOException {
        return new TemporaryFolder(Files.createTempDirectory("kpl-"));
    }

    void delete() throws IOException {
        List<Path> deepestFirst;
        try (Stream<Path> files = Files.walk(path)) {
            deepestFirst = files.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path file : deepestFirst) {
            Files.deleteIfExists(file);
        }
    }
}

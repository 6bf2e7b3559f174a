package dev.venues.connector.files;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.LongSupplier;
import java.util.stream.Stream;

/** How much of local files is still to be read by this JVM, where that can be said. */
final class FileBacklog {

    private FileBacklog() {}

    /** Bytes that are left, negative where they are not known: of compressed and remote files. */
    static LongSupplier of(String path) {
        long readBefore = JsonLinesReader.bytesRead();
        if (path.contains("://")) {
            return () -> -1;
        }
        try (Stream<Path> walk = Files.walk(Path.of(path))) {
            long total = 0;
            for (Path file : walk.filter(Files::isRegularFile).toList()) {
                if (file.toString().endsWith(".gz")) {
                    return () -> -1;
                }
                total += Files.size(file);
            }
            long bytes = total;
            return () -> Math.max(0, bytes - (JsonLinesReader.bytesRead() - readBefore));
        } catch (IOException e) {
            throw new UncheckedIOException(path + " cannot be read", e);
        }
    }
}

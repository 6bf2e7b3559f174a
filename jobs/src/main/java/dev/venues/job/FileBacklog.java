package dev.venues.job;

import dev.venues.config.Settings;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.LongSupplier;
import java.util.stream.Stream;

/** How much of local files is still to be read by this JVM, where that can be said. */
public final class FileBacklog {

    private FileBacklog() {}

    /** Bytes that are left, negative where they are not known: compressed, remote or watched files, and streams. */
    public static LongSupplier of(Settings.Source source) {
        if (source instanceof Settings.Source.Letters letters) {
            return of(new Settings.Source.Files(letters.path(), false));
        }
        long readBefore = JsonLinesReader.bytesRead();
        if (!(source instanceof Settings.Source.Files files)
                || files.watch()
                || files.path().contains("://")) {
            return () -> -1;
        }
        try (Stream<Path> walk = Files.walk(Path.of(files.path()))) {
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
            throw new UncheckedIOException(files.path() + " cannot be read", e);
        }
    }
}

package dev.venues.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

/** Looks for a text in files of any kind. */
public final class Search {

    private Search() {}

    /** The files below a folder, hidden and binary ones too, that hold the text as bytes. */
    public static List<Path> filesWith(String ascii, Path folder) throws IOException {
        List<Path> found = new ArrayList<>();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                if (contains(file, ascii)) {
                    found.add(file);
                }
            }
        }
        return found;
    }

    private static boolean contains(Path file, String ascii) throws IOException {
        try {
            return new String(Files.readAllBytes(file), ISO_8859_1).contains(ascii);
        } catch (NoSuchFileException e) {
            // A running job deletes its older checkpoints.
            return false;
        }
    }
}

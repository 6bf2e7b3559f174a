package dev.venues.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Reads what a files sink has committed. */
public final class JsonLines {

    private static final ObjectMapper JSON = new ObjectMapper();

    private JsonLines() {}

    /** All lines of all finished files below a folder; none if the folder is not there yet. */
    public static List<String> lines(Path folder) {
        return linesOf(finished(folder));
    }

    /** The same, the file first whose last line was written first. */
    public static List<String> linesByAge(Path folder) {
        return linesOf(finished(folder).stream()
                .sorted(Comparator.comparing(JsonLines::lastWritten))
                .toList());
    }

    private static List<Path> finished(Path folder) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        List<Path> files = new ArrayList<>();
        // A name that starts with a dot is not committed yet, and may be gone at the next look.
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(
                folder, entry -> !entry.getFileName().toString().startsWith("."))) {
            for (Path entry : entries) {
                files.addAll(Files.isDirectory(entry) ? finished(entry) : List.of(entry));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return files;
    }

    private static List<String> linesOf(List<Path> files) {
        List<String> lines = new ArrayList<>();
        try {
            for (Path file : files) {
                lines.addAll(Files.readAllLines(file));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return lines;
    }

    private static FileTime lastWritten(Path file) {
        try {
            return Files.getLastModifiedTime(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static List<JsonNode> read(Path folder) {
        return lines(folder).stream().map(JsonLines::parse).toList();
    }

    public static JsonNode parse(String json) {
        try {
            return JSON.readTree(json);
        } catch (IOException e) {
            throw new UncheckedIOException("not JSON: " + json, e);
        }
    }
}

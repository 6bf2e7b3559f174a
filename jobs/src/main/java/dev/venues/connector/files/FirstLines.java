package dev.venues.connector.files;

import dev.venues.model.RawRecord;
import org.apache.flink.connector.file.src.util.RecordAndPosition;
import org.apache.flink.core.fs.FileStatus;
import org.apache.flink.core.fs.Path;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** The lines that a place begins with, as the files source reads them: so many, or as many as make up a megabyte. */
public final class FirstLines {

    private static final int MAX_BYTES = 1 << 20;

    private FirstLines() {}

    /**
     * Those of a file, or of the files in a folder by their names.
     *
     * @param limit how many at most
     */
    static List<RawRecord> of(Path place, int limit) throws IOException {
        List<RawRecord> lines = new ArrayList<>();
        List<FileStatus> files = OutputFiles.below(place);
        // There is nothing in them to read, and reading would warn of them.
        files.removeIf(file -> file.getLen() == 0);
        files.sort(Comparator.comparing(file -> file.getPath().toString()));
        for (FileStatus file : files) {
            if (lines.size() >= limit) {
                break;
            }
            try (JsonLinesReader reader = JsonLinesFormat.open(file)) {
                add(reader, lines, limit);
            }
        }
        return lines;
    }

    /** Those of a stream, which stays open. */
    public static List<RawRecord> of(InputStream in, int limit) throws IOException {
        List<RawRecord> lines = new ArrayList<>();
        // Not closed: whoever opened the stream closes it.
        add(new JsonLinesReader(in, "-", false, 0).uncounted(), lines, limit);
        return lines;
    }

    private static void add(JsonLinesReader reader, List<RawRecord> lines, int limit) throws IOException {
        long bytes = lines.stream().mapToLong(line -> line.payload().length).sum();
        while (lines.size() < limit && bytes < MAX_BYTES) {
            var batch = reader.readBatch();
            if (batch == null) {
                return;
            }
            RecordAndPosition<RawRecord> next = batch.next();
            while (next != null && lines.size() < limit && bytes < MAX_BYTES) {
                lines.add(next.getRecord());
                bytes += next.getRecord().payload().length;
                next = batch.next();
            }
        }
    }

    /** Whether a file breaks off before its first line. */
    public static boolean isMarkOfDamage(byte[] line) {
        return new String(line, StandardCharsets.UTF_8).equals(JsonLinesReader.DAMAGED);
    }
}

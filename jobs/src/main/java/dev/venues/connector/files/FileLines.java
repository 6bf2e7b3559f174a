package dev.venues.connector.files;

import dev.venues.model.RawRecord;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.connector.file.src.FileSourceSplit;
import org.apache.flink.connector.file.src.reader.BulkFormat;
import org.apache.flink.connector.file.src.util.RecordAndPosition;
import org.apache.flink.core.fs.Path;

import java.io.File;
import java.io.IOException;

/** The lines of a local file as the files source reads them, for those who read outside of a job. */
final class FileLines {

    /** Takes the lines one after the other. */
    interface Visitor {
        void line(RawRecord line) throws IOException;
    }

    private FileLines() {}

    /**
     * Reads a file from its start to its end.
     *
     * @throws IOException if the file cannot be read, or the visitor fails
     */
    static void forEach(File file, Visitor visitor) throws IOException {
        FileSourceSplit split = new FileSourceSplit(
                "lines", Path.fromLocalFile(file), 0, file.length(), file.lastModified(), file.length());
        try (BulkFormat.Reader<RawRecord> reader = new JsonLinesFormat().createReader(new Configuration(), split)) {
            for (var batch = reader.readBatch(); batch != null; batch = reader.readBatch()) {
                for (RecordAndPosition<RawRecord> line = batch.next(); line != null; line = batch.next()) {
                    visitor.line(line.getRecord());
                }
            }
        }
    }
}

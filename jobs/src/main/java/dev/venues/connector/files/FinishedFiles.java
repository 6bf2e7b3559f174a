package dev.venues.connector.files;

import dev.venues.connector.FinishedOutput;
import org.apache.flink.core.fs.FileStatus;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * The files that a files sink has finished, read line by line.
 *
 * @param path a folder, or a file, which then is the only one
 */
public record FinishedFiles(String path) implements FinishedOutput {

    private static final long serialVersionUID = 1L;

    @Override
    public List<Part> parts() throws IOException {
        List<Part> parts = new ArrayList<>();
        for (FileStatus file : OutputFiles.below(OutputFiles.place(path))) {
            parts.add(new WholeFile(file));
        }
        return parts;
    }

    private record WholeFile(FileStatus file) implements Part {

        @Override
        public Instant written() {
            return Instant.ofEpochMilli(file.getModificationTime());
        }

        @Override
        public boolean forEach(Visitor visitor) throws IOException {
            try (JsonLinesReader reader = JsonLinesFormat.open(file)) {
                for (var batch = reader.readBatch(); batch != null; batch = reader.readBatch()) {
                    List<byte[]> lines = new ArrayList<>();
                    for (var line = batch.next(); line != null; line = batch.next()) {
                        lines.add(line.getRecord().payload());
                    }
                    if (!visitor.records(lines)) {
                        return false;
                    }
                }
                return true;
            }
        }

        @Override
        public String toString() {
            return file.getPath().toString();
        }
    }
}

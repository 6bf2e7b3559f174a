package dev.venues.job;

import dev.venues.model.RawRecord;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.connector.file.src.FileSourceSplit;
import org.apache.flink.connector.file.src.reader.BulkFormat;
import org.apache.flink.connector.file.src.util.CheckpointedPosition;
import org.apache.flink.core.fs.FSDataInputStream;
import org.apache.flink.core.fs.FileSystem;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.GZIPInputStream;

/**
 * Lines of files as raw records, byte for byte: no character set is assumed, and a line longer than memory should hold
 * is cut, not dropped. A file whose name ends in {@code .gz} is read as gzip. A line ends at LF; the LF is not part of
 * it, a CR before it is. An empty line is a record too.
 */
final class JsonLinesFormat implements BulkFormat<RawRecord, FileSourceSplit> {

    private static final long serialVersionUID = 1L;

    @Override
    public Reader<RawRecord> createReader(Configuration config, FileSourceSplit split) throws IOException {
        return open(split, 0, 0);
    }

    @Override
    public Reader<RawRecord> restoreReader(Configuration config, FileSourceSplit split) throws IOException {
        CheckpointedPosition position = split.getReaderPosition().orElseThrow();
        return open(split, Math.max(position.getOffset(), 0), position.getRecordsAfterOffset());
    }

    private static JsonLinesReader open(FileSourceSplit split, long offset, long linesToSkip) throws IOException {
        FileSystem fileSystem = split.path().getFileSystem();
        FSDataInputStream file = fileSystem.open(split.path());
        try {
            boolean compressed = split.path().getName().endsWith(".gz");
            // A position in compressed data cannot be sought, so there it is the number of lines from the start.
            if (!compressed) {
                file.seek(offset);
            }
            InputStream in = compressed ? gunzip(file) : file;
            JsonLinesReader reader = new JsonLinesReader(in, split.path().toString(), compressed, offset);
            reader.skip(linesToSkip);
            return reader;
        } catch (IOException | RuntimeException e) {
            file.close();
            throw e;
        }
    }

    /** What was compressed, of all members of the file. */
    static InputStream gunzip(InputStream file) throws IOException {
        // After a member, the JDK takes the file for ended if nothing is "available", which streams of object stores
        // answer at any place.
        InputStream available = new FilterInputStream(file) {
            @Override
            public int available() {
                return 1;
            }
        };
        return new GZIPInputStream(available, 64 * 1024);
    }

    @Override
    public boolean isSplittable() {
        return false;
    }

    @Override
    public TypeInformation<RawRecord> getProducedType() {
        return TypeInformation.of(RawRecord.class);
    }
}

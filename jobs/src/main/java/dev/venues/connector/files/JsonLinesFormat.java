package dev.venues.connector.files;

import dev.venues.flink.RawRecordType;
import dev.venues.lookup.log.RateLimitedLog;
import dev.venues.model.RawRecord;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.connector.file.src.FileSourceSplit;
import org.apache.flink.connector.file.src.reader.BulkFormat;
import org.apache.flink.connector.file.src.util.CheckpointedPosition;
import org.apache.flink.core.fs.FSDataInputStream;
import org.apache.flink.core.fs.FileStatus;
import org.apache.flink.core.fs.FileSystem;
import org.slf4j.LoggerFactory;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.ZipException;

/**
 * Lines of files as raw records, byte for byte: no character set is assumed, and a line longer than memory should hold
 * is cut, not dropped. A file whose name ends in {@code .gz} is read as gzip. A line ends at LF or CR LF,
 * which is not part of it. An empty line is a record too.
 */
final class JsonLinesFormat implements BulkFormat<RawRecord, FileSourceSplit> {

    private static final long serialVersionUID = 1L;
    private static final RateLimitedLog EMPTY = RateLimitedLog.warnings(LoggerFactory.getLogger(JsonLinesFormat.class));

    @Override
    public Reader<RawRecord> createReader(Configuration config, FileSourceSplit split) throws IOException {
        return open(split, 0, 0);
    }

    @Override
    public Reader<RawRecord> restoreReader(Configuration config, FileSourceSplit split) throws IOException {
        CheckpointedPosition position = split.getReaderPosition().orElseThrow();
        return open(split, Math.max(position.getOffset(), 0), position.getRecordsAfterOffset());
    }

    /** Opens a whole file that is not the job's source. */
    static JsonLinesReader open(FileStatus file) throws IOException {
        FileSourceSplit whole = new FileSourceSplit(
                "whole", file.getPath(), 0, file.getLen(), file.getModificationTime(), file.getLen());
        return open(whole, 0, 0).uncounted();
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
            InputStream in = compressed ? gunzip(file, split) : file;
            JsonLinesReader reader = new JsonLinesReader(in, split.path().toString(), compressed, offset);
            reader.skip(linesToSkip);
            return reader;
        } catch (IOException | RuntimeException e) {
            file.close();
            throw e;
        }
    }

    private static InputStream gunzip(InputStream file, FileSourceSplit split) throws IOException {
        if (split.fileSize() == 0) {
            EMPTY.line("{} is empty, not even an empty gzip file", split.path());
            return file;
        }
        try {
            return new GzipMembers(file);
        } catch (EOFException | ZipException e) {
            return new DamagedFromTheStart(e);
        }
    }

    /** A file that is no gzip at all: the reader treats it as it does one that breaks off. */
    private static final class DamagedFromTheStart extends InputStream {

        private final IOException damage;

        DamagedFromTheStart(IOException damage) {
            this.damage = damage;
        }

        @Override
        public int read() throws IOException {
            throw damage;
        }
    }

    @Override
    public boolean isSplittable() {
        return false;
    }

    @Override
    public TypeInformation<RawRecord> getProducedType() {
        return RawRecordType.INSTANCE;
    }
}

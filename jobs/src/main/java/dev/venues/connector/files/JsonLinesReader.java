package dev.venues.connector.files;

import dev.venues.lookup.log.RateLimitedLog;
import dev.venues.model.Origin;
import dev.venues.model.RawRecord;
import org.apache.flink.connector.file.src.reader.BulkFormat;
import org.apache.flink.connector.file.src.util.ArrayResultIterator;
import org.apache.flink.connector.file.src.util.CheckpointedPosition;
import org.slf4j.LoggerFactory;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import java.util.zip.ZipException;

/** Reads one file line by line, in batches. Used by one thread. */
final class JsonLinesReader implements BulkFormat.Reader<RawRecord> {

    /** What is kept of a line: more than any event may have, so that a cut line is always refused. */
    static final int MAX_LINE_BYTES = 4 * FilesConnector.MAX_EVENT_BYTES;

    /** Stands at the place where a compressed file breaks off, behind what is there of the last line. */
    static final String DAMAGED = "<the compressed file is damaged here>";

    private static final RateLimitedLog DAMAGE = RateLimitedLog.errors(LoggerFactory.getLogger(JsonLinesReader.class));
    private static final int BATCH_LINES = 1_000;
    private static final int BATCH_BYTES = 1 << 20;

    /** Uncompressed bytes that this JVM has read of the source, for the progress line of a local run. */
    private static final LongAdder BYTES_READ = new LongAdder();

    private final InputStream in;
    private final Origin origin;
    private final boolean compressed;
    private final byte[] buffer = new byte[64 * 1024];
    private int next;
    private int limit;
    /** Bytes before {@link #next}, from the start of the file. */
    private long offset;
    /** Lines before {@link #next}, from the start of the file or from where this reader began. */
    private long lines;

    private final ByteArrayOutputStream line = new ByteArrayOutputStream(512);
    private long cutBytes;
    private boolean damaged;
    private boolean counted = true;

    JsonLinesReader(InputStream in, String path, boolean compressed, long offset) {
        this.in = in;
        this.origin = Origin.file(path);
        this.compressed = compressed;
        this.offset = offset;
    }

    static long bytesRead() {
        return BYTES_READ.sum();
    }

    /** The same for a file that is not the job's source: it is no part of the progress. */
    JsonLinesReader uncounted() {
        counted = false;
        return this;
    }

    void skip(long linesToSkip) throws IOException {
        for (long i = 0; i < linesToSkip; i++) {
            if (!readLine()) {
                throw new IOException("the file has fewer lines than were read of it before the restart");
            }
        }
    }

    @Override
    public BulkFormat.RecordIterator<RawRecord> readBatch() throws IOException {
        long startOffset = compressed ? CheckpointedPosition.NO_OFFSET : offset;
        long linesBefore = compressed ? lines : 0;
        List<RawRecord> batch = new ArrayList<>();
        int bytes = 0;
        while (batch.size() < BATCH_LINES && bytes < BATCH_BYTES) {
            byte[] whole = readWholeLine();
            if (whole == null && !readLine()) {
                break;
            }
            RawRecord record = whole != null
                    ? new RawRecord(whole, origin)
                    : new RawRecord(withoutCarriageReturn(line.toByteArray()), origin, cutBytes, 0);
            batch.add(record);
            bytes += record.payload().length;
        }
        if (batch.isEmpty()) {
            return null;
        }
        if (counted) {
            BYTES_READ.add(bytes + batch.size());
        }
        ArrayResultIterator<RawRecord> iterator = new ArrayResultIterator<>();
        iterator.set(batch.toArray(RawRecord[]::new), batch.size(), startOffset, linesBefore);
        return iterator;
    }

    /** The next line, copied once, if the buffer holds all of it; else null, and nothing is taken. */
    private byte[] readWholeLine() {
        int end = LineBreaks.firstLineFeed(buffer, next, limit);
        if (end == limit) {
            return null;
        }
        byte[] whole = Arrays.copyOfRange(buffer, next, end > next && buffer[end - 1] == '\r' ? end - 1 : end);
        advance(end + 1);
        lines++;
        return whole;
    }

    /** Puts the next line into {@link #line}; false at the end of the file. */
    private boolean readLine() throws IOException {
        line.reset();
        cutBytes = 0;
        boolean any = false;
        while (next < limit || fill()) {
            any = true;
            int end = LineBreaks.firstLineFeed(buffer, next, limit);
            keep(end - next);
            boolean complete = end < limit;
            advance(complete ? end + 1 : end);
            if (complete) {
                break;
            }
        }
        if (any) {
            lines++;
        }
        return any;
    }

    private byte[] withoutCarriageReturn(byte[] bytes) {
        boolean carriageReturn = cutBytes == 0 && bytes.length > 0 && bytes[bytes.length - 1] == '\r';
        return carriageReturn ? Arrays.copyOf(bytes, bytes.length - 1) : bytes;
    }

    private void keep(int length) {
        int kept = Math.min(length, MAX_LINE_BYTES - line.size());
        line.write(buffer, next, kept);
        cutBytes += length - kept;
    }

    private void advance(int to) {
        offset += to - next;
        next = to;
    }

    /**
     * Refills the buffer. A damaged gzip file must not stop the job at every restart: what could be read of it is read,
     * and the line at which it breaks off becomes a record that no event can be made of.
     */
    private boolean fill() throws IOException {
        next = 0;
        limit = 0;
        if (damaged) {
            return false;
        }
        try {
            limit = Math.max(in.read(buffer), 0);
        } catch (EOFException | ZipException e) {
            DAMAGE.line("{} is damaged; what follows the line {} cannot be read", origin.file(), lines, e);
            damaged = true;
            byte[] mark = DAMAGED.getBytes(StandardCharsets.UTF_8);
            System.arraycopy(mark, 0, buffer, 0, mark.length);
            limit = mark.length;
        }
        return limit > 0;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}

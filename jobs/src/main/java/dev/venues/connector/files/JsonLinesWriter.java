package dev.venues.connector.files;

import org.apache.flink.api.common.serialization.BulkWriter;
import org.apache.flink.core.fs.FSDataOutputStream;

import java.io.IOException;
import java.io.OutputStream;
import java.io.Serializable;
import java.util.function.Function;

/**
 * Writes one record a line, in blocks: Flink's stream makes a system call of each write. A line break inside a record,
 * which JSON allows between tokens only, becomes a space: a reader of lines must find one event in each.
 */
final class JsonLinesWriter<T> implements BulkWriter<T> {

    static final int BLOCK_BYTES = 64 * 1024;

    /** A record's bytes; they are not written to. */
    interface Bytes<T> extends Function<T, byte[]>, Serializable {}

    private final Bytes<T> bytes;
    private final OutputStream out;
    private final byte[] block = new byte[BLOCK_BYTES];
    private int used;

    JsonLinesWriter(Bytes<T> bytes, OutputStream out) {
        this.bytes = bytes;
        this.out = out;
    }

    static <T> Factory<T> factory(Bytes<T> bytes) {
        return new Lines<>(bytes);
    }

    @Override
    public void addElement(T record) throws IOException {
        byte[] json = bytes.apply(record);
        for (int from = 0; from < json.length; ) {
            int length = Math.min(json.length - from, room());
            System.arraycopy(json, from, block, used, length);
            LineBreaks.replace(block, used, used + length);
            used += length;
            from += length;
        }
        int end = BLOCK_BYTES - room();
        block[end] = '\n';
        used = end + 1;
    }

    /** Bytes that the block takes, at least one. */
    private int room() throws IOException {
        if (used == BLOCK_BYTES) {
            flush();
        }
        return BLOCK_BYTES - used;
    }

    @Override
    public void flush() throws IOException {
        out.write(block, 0, used);
        used = 0;
    }

    /** The stream stays open: it is the sink's. */
    @Override
    public void finish() throws IOException {
        flush();
    }

    /** Makes a writer for each file, in the task. */
    private record Lines<T>(Bytes<T> bytes) implements Factory<T> {

        @Override
        public BulkWriter<T> create(FSDataOutputStream out) {
            return new JsonLinesWriter<>(bytes, out);
        }
    }
}

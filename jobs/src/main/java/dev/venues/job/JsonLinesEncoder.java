package dev.venues.job;

import org.apache.flink.api.common.serialization.Encoder;

import java.io.IOException;
import java.io.OutputStream;
import java.io.Serializable;
import java.util.Arrays;
import java.util.function.Function;

/**
 * Writes one record a line. A line break inside a record, which JSON allows between tokens only, becomes a space: a
 * reader of lines must find one event in each.
 */
final class JsonLinesEncoder<T> implements Encoder<T> {

    private static final long serialVersionUID = 1L;

    /** A record's bytes; they are not written to. */
    interface Bytes<T> extends Function<T, byte[]>, Serializable {}

    private final Bytes<T> bytes;

    JsonLinesEncoder(Bytes<T> bytes) {
        this.bytes = bytes;
    }

    @Override
    public void encode(T record, OutputStream out) throws IOException {
        byte[] json = bytes.apply(record);
        byte[] line = Arrays.copyOf(json, json.length + 1);
        for (int i = 0; i < json.length; i++) {
            if (line[i] == '\n' || line[i] == '\r') {
                line[i] = ' ';
            }
        }
        line[json.length] = '\n';
        // In one piece: Flink's stream makes a system call of each write.
        out.write(line);
    }
}

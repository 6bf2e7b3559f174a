package dev.venues.job;

import org.apache.flink.api.common.serialization.Encoder;

import java.io.IOException;
import java.io.OutputStream;
import java.io.Serializable;
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
        out.write(onOneLine(bytes.apply(record)));
        out.write('\n');
    }

    private static byte[] onOneLine(byte[] json) {
        byte[] line = json;
        for (int i = 0; i < json.length; i++) {
            if (json[i] == '\n' || json[i] == '\r') {
                if (line == json) {
                    line = json.clone();
                }
                line[i] = ' ';
            }
        }
        return line;
    }
}

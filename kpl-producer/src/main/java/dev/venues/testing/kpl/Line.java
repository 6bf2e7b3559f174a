package dev.venues.testing.kpl;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** One user record, read from one line: {@code DATA}, or {@code KEY<tab>DATA}. */
record Line(String partitionKey, String data) {

    /** Takes the partition key from the line, or the running number if the line holds none. */
    static Line parse(String line, long number) {
        int tab = line.indexOf('\t');
        return tab < 0
                ? new Line(Long.toString(number), line)
                : new Line(line.substring(0, tab), line.substring(tab + 1));
    }

    ByteBuffer bytes() {
        return ByteBuffer.wrap(data.getBytes(StandardCharsets.UTF_8));
    }
}

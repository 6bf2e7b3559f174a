package dev.venues.benchmarks;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The bundled sample events, malformed ones included. */
final class SampleEvents {

    private static final String RESOURCE = "/samples/events.jsonl";

    private SampleEvents() {}

    /** One array of bytes a line, without the line break. */
    static List<byte[]> read() throws IOException {
        try (InputStream in = SampleEvents.class.getResourceAsStream(RESOURCE)) {
            // One character a byte, so that bytes that are no UTF-8 stay as they are.
            String text = new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
            return text.lines()
                    .map(line -> line.getBytes(StandardCharsets.ISO_8859_1))
                    .toList();
        }
    }
}

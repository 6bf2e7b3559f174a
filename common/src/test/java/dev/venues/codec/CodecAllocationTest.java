package dev.venues.codec;

import com.sun.management.ThreadMXBean;
import dev.venues.model.GeoAnswer;
import dev.venues.model.Place;
import org.junit.jupiter.api.Test;

import java.lang.management.ManagementFactory;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

/** An event whose venue was seen lately costs its results and nothing else. Bytes, not seconds: the same on any machine. */
class CodecAllocationTest {

    private static final int EVENTS = 2_000;

    /** What a JVM adds to an object at most: its header and padding. */
    private static final int OBJECT = 24;

    private static final byte[] EVENT = ("{\"id\":\"e-1\",\"title\":\"Caf\\u00e9 é\",\"price\":12.50,\"tags\":[1,{}],"
                    + "\"venue\":{\"name\":\"Caf\\u00e9 Berghain\",\"city\":\"Berlin\",\"country\":\"DE\","
                    + "\"latitude\":null,\"longitude\":null}}")
            .getBytes(UTF_8);

    private final EventCodec codec = new EventCodec(EventPointers.DEFAULT);
    private final Located located = new Located(
            new GeoAnswer.Found(new Place("4b", "Berghain", 52.511, 13.443, "Am Wriezener Bahnhof")),
            "photon",
            Located.Via.CACHE);

    private interface Work {
        Object on(byte[] event) throws EventRejectedException;
    }

    @Test
    void shouldMakeNothingButWhatWasDecoded() throws Exception {
        DecodedEvent decoded = codec.decode(EVENT);

        int spans = OBJECT + decoded.spans().length * Integer.BYTES;
        int record = OBJECT + 24;
        assertThat(bytesPerEvent(codec::decode)).isBetween(1L, (long) spans + record);
    }

    @Test
    void shouldMakeNothingButTheNewEvent() throws Exception {
        DecodedEvent decoded = codec.decode(EVENT);

        int written = codec.encode(EVENT, decoded, located).length;
        assertThat(bytesPerEvent(event -> codec.encode(event, decoded, located)))
                .isBetween((long) written, (long) written + OBJECT);
    }

    private static long bytesPerEvent(Work work) throws EventRejectedException {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long thread = Thread.currentThread().getId();
        Object last = null;
        for (int i = 0; i < EVENTS; i++) {
            last = work.on(EVENT);
        }
        long before = threads.getThreadAllocatedBytes(thread);
        for (int i = 0; i < EVENTS; i++) {
            last = work.on(EVENT);
        }
        long after = threads.getThreadAllocatedBytes(thread);
        assertThat(last).isNotNull();
        return (after - before) / EVENTS;
    }
}

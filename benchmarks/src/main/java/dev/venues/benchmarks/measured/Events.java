package dev.venues.benchmarks.measured;

import dev.venues.benchmarks.harness.EventGenerator;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.functions.RichMapFunction;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Makes events of numbers, without work in the measured job: they lie ready in this JVM's memory. */
final class Events extends RichMapFunction<Long, byte[]> {

    private static final long serialVersionUID = 1;
    private static final long SEED = 20_261_122;
    private static final int TEMPLATES = 64;
    private static final int DIGITS = 10;
    private static final String VENUE = "Concert Hall No. ";

    private record Key(int venues, int count) {}

    private static final Map<Key, byte[][]> READY = new ConcurrentHashMap<>();

    private final int venues;
    private final int count;
    private final boolean distinct;
    private transient byte[][] events;
    private transient int[] digitsAt;
    private transient Meter meter;
    private transient boolean begun;

    private Events(int venues, int count, boolean distinct) {
        this.venues = venues;
        this.count = count;
        this.distinct = distinct;
    }

    /** The same events round and round, their venues by Zipf's law. */
    static Events zipf(int venues, int count) {
        ready(venues, count);
        return new Events(venues, count, false);
    }

    /** Every event names another venue, for numbers of up to ten digits. */
    static Events distinct(int venues) {
        return new Events(venues, TEMPLATES, true);
    }

    private static byte[][] ready(int venues, int count) {
        return READY.computeIfAbsent(new Key(venues, count), key -> {
            EventGenerator generator = new EventGenerator(venues, SEED);
            byte[][] made = new byte[count][];
            for (int i = 0; i < count; i++) {
                made[i] = generator.event(i).getBytes(StandardCharsets.UTF_8);
            }
            return made;
        });
    }

    @Override
    public void open(OpenContext context) {
        meter = Meter.current();
        if (!distinct) {
            events = ready(venues, count);
            return;
        }
        EventGenerator generator = new EventGenerator(venues, SEED);
        events = new byte[count][];
        digitsAt = new int[count];
        for (int i = 0; i < count; i++) {
            String event = generator.event(i).replaceFirst(VENUE + "\\d+", VENUE + "0".repeat(DIGITS));
            events[i] = event.getBytes(StandardCharsets.UTF_8);
            digitsAt[i] = event.indexOf(VENUE) + VENUE.length();
        }
    }

    @Override
    public byte[] map(Long number) {
        if (!begun) {
            begun = true;
            meter.begin();
        }
        int index = (int) (number % count);
        return distinct ? withVenue(index, number) : events[index];
    }

    private byte[] withVenue(int index, long number) {
        byte[] event = events[index].clone();
        long rest = number;
        for (int digit = DIGITS - 1; digit >= 0; digit--) {
            event[digitsAt[index] + digit] = (byte) ('0' + rest % 10);
            rest /= 10;
        }
        return event;
    }
}

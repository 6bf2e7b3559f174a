package dev.venues.benchmarks.measured;

import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.functions.RichMapFunction;

import java.time.Duration;

/**
 * Events as fast as they are taken. Most name one of a few thousand venues, by Zipf's law; now and then one names a venue
 * that is new, or long forgotten. These come by the clock: how many answers are remembered must not follow from how fast
 * the machine is at the moment.
 *
 * <p>The first all name new venues, so that what remembers venues is full before the warm-up ends.
 */
final class SoakEvents extends RichMapFunction<Long, byte[]> {

    static final int VENUES = 5_000;
    static final int NEW_FIRST = 60_000;
    /** The stub API remembers each name that it was asked for. */
    static final int NEW_VENUES = 200_000;

    private static final long serialVersionUID = 1;
    private static final int EVENTS = 65_536;
    private static final long DISTANCE_NANOS = Duration.ofMillis(2).toNanos();
    /** A look at the clock for each event would cost too much. */
    private static final int EVENTS_PER_LOOK = 64;

    private final Events known = Events.zipf(VENUES, EVENTS);
    private final Events fresh = Events.distinct(VENUES);
    private transient long first;
    private transient long named;
    private transient long due;

    @Override
    public void open(OpenContext context) {
        known.open(context);
        fresh.open(context);
    }

    @Override
    public byte[] map(Long number) {
        if (named < NEW_FIRST || number % EVENTS_PER_LOOK == 0 && System.nanoTime() - due >= 0) {
            if (named == 0) {
                first = number;
            }
            due = System.nanoTime() + DISTANCE_NANOS;
            return fresh.map((first + named++) % NEW_VENUES);
        }
        return known.map(number);
    }
}

package dev.venues.benchmarks.contender;

import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.functions.RichMapFunction;

/** Most events name one of a few thousand venues, by Zipf's law; each thousandth names one that is new, or long forgotten. */
final class SoakEvents extends RichMapFunction<Long, byte[]> {

    static final int VENUES = 5_000;
    static final int NEW_EVERY = 1_000;
    /** The stub API remembers each name that it was asked for. */
    static final int NEW_VENUES = 200_000;

    private static final long serialVersionUID = 1;
    private static final int EVENTS = 65_536;

    private final Events known = Events.zipf(VENUES, EVENTS);
    private final Events fresh = Events.distinct(VENUES);

    @Override
    public void open(OpenContext context) {
        known.open(context);
        fresh.open(context);
    }

    @Override
    public byte[] map(Long number) {
        return number % NEW_EVERY == 0 ? fresh.map(number / NEW_EVERY % NEW_VENUES) : known.map(number);
    }
}

package dev.venues.job;

import dev.venues.config.Settings;
import dev.venues.flink.DecodeFunction;
import dev.venues.flink.DecodedRecord;
import dev.venues.flink.EnrichedEvent;
import dev.venues.flink.LocateVenueFunction;
import dev.venues.flink.LocateVenues;
import dev.venues.lookup.LookupOptions;
import dev.venues.lookup.flink.Queueing;
import dev.venues.model.DeadLetter;
import dev.venues.model.RawRecord;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;

import java.time.Clock;

/** Raw records in, located events and dead letters out. Knows no connector. */
public final class VenuePipeline {

    /** Places in the queue for each request in flight: what waits for another's answer takes a place too. */
    private static final int QUEUE_FACTOR = 2;

    /** Times that a lookup may wait in line within its deadline: for six attempts and their pauses. */
    private static final int TURNS = 8;

    /**
     * What comes out.
     *
     * @param enriched the events, located or passed unchanged
     * @param deadLetters the events that could not be enriched
     */
    public record Outputs(DataStream<EnrichedEvent> enriched, DataStream<DeadLetter> deadLetters) {}

    private VenuePipeline() {}

    public static Outputs apply(DataStream<RawRecord> records, Settings settings) {
        DataStream<DecodedRecord> decoded = settings.spreading()
                .over(records, settings.pointers())
                .map(new DecodeFunction(settings.pointers(), settings.maxEventBytes()))
                .name("decode")
                .uid("decode");
        LocateVenueFunction function = new LocateVenueFunction(
                settings.pointers(),
                settings.geo(),
                PastOutputs.of(settings),
                settings.maxEventBytes(),
                Clock.systemUTC());
        int places = queuePlaces(
                settings.geo().options().calls(),
                records.getExecutionEnvironment().getParallelism());
        SingleOutputStreamOperator<EnrichedEvent> enriched = LocateVenues.apply(
                        decoded, function, new Queueing(settings.spreading().order(), places))
                .name("locate")
                .uid("locate");
        return new Outputs(enriched, enriched.getSideOutput(LocateVenues.DEAD_LETTERS));
    }

    /**
     * How many events a subtask may hold. No more than the rate limit lets through in a {@link #TURNS}th of the deadline,
     * because every attempt waits in line: what waits longer would time out there, where slowing the source down loses
     * nothing.
     */
    static int queuePlaces(LookupOptions.Calls calls, int parallelism) {
        long places = (long) calls.maxInFlight() * QUEUE_FACTOR;
        if (calls.ratePerSecond() > 0) {
            double inOneTurn = calls.ratePerSecond() * calls.deadline().toMillis() / 1_000.0 / TURNS / parallelism;
            places = Math.min(places, (long) inOneTurn);
        }
        return (int) Math.min(Math.max(places, 1), Integer.MAX_VALUE);
    }
}

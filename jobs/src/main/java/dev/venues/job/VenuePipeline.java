package dev.venues.job;

import dev.venues.config.Settings;
import dev.venues.flink.DecodeFunction;
import dev.venues.flink.DecodedRecord;
import dev.venues.flink.EnrichedEvent;
import dev.venues.flink.EventResult;
import dev.venues.flink.LocateVenueFunction;
import dev.venues.flink.SplitByOutcome;
import dev.venues.geo.GeoSettings;
import dev.venues.model.DeadLetter;
import dev.venues.model.RawRecord;
import org.apache.flink.streaming.api.datastream.AsyncDataStream;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** Raw records in, located events and dead letters out. Knows no connector. */
public final class VenuePipeline {

    /** By this much Flink's own timer comes after the client's deadline, which should have answered. */
    private static final Duration GRACE = Duration.ofSeconds(30);

    /** Places in Flink's queue for each one in flight: what needs no call, or waits for another's, takes a place too. */
    private static final int QUEUE_FACTOR = 4;

    /**
     * What comes out.
     *
     * @param enriched the events, located or passed unchanged
     * @param deadLetters the events that could not be enriched
     */
    public record Outputs(DataStream<EnrichedEvent> enriched, DataStream<DeadLetter> deadLetters) {}

    private VenuePipeline() {}

    public static Outputs apply(DataStream<RawRecord> records, Settings settings) {
        DataStream<DecodedRecord> decoded = records.map(new DecodeFunction(settings.pointers()))
                .name("decode")
                .uid("decode");
        if (settings.enrichment().byVenue()) {
            decoded = decoded.partitionCustom(
                    (key, partitions) -> Math.floorMod(key.hashCode(), partitions), DecodedRecord::distributionKey);
        }
        SingleOutputStreamOperator<EnrichedEvent> enriched = locate(decoded, settings)
                .name("locate")
                .uid("locate")
                .process(new SplitByOutcome())
                .name("split by outcome")
                .uid("split");
        return new Outputs(enriched, enriched.getSideOutput(SplitByOutcome.DEAD_LETTERS));
    }

    private static SingleOutputStreamOperator<EventResult> locate(
            DataStream<DecodedRecord> decoded, Settings settings) {
        LocateVenueFunction function = new LocateVenueFunction(settings.pointers(), settings.geo());
        long timeout = settings.geo().calls().deadline().plus(GRACE).toMillis();
        int places = queuePlaces(
                settings.geo().calls(), decoded.getExecutionEnvironment().getParallelism());
        return settings.enrichment().ordered()
                ? AsyncDataStream.orderedWait(decoded, function, timeout, TimeUnit.MILLISECONDS, places)
                : AsyncDataStream.unorderedWait(decoded, function, timeout, TimeUnit.MILLISECONDS, places);
    }

    /**
     * How many events a subtask may hold. No more than the rate limit lets through in half a deadline: what waits longer
     * would time out in line, where slowing the source down loses nothing.
     */
    static int queuePlaces(GeoSettings.Calls calls, int parallelism) {
        long places = (long) calls.maxInFlight() * QUEUE_FACTOR;
        if (calls.ratePerSecond() > 0) {
            double withinHalfADeadline =
                    calls.ratePerSecond() * calls.deadline().toMillis() / 2_000.0 / parallelism;
            places = Math.min(places, (long) withinHalfADeadline);
        }
        return (int) Math.min(Math.max(places, 1), Integer.MAX_VALUE);
    }
}

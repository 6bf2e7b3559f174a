package dev.venues.config;

import dev.venues.codec.EventPointers;
import dev.venues.flink.LocateVenues;
import dev.venues.geo.GeoSettings;

import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * The settings of one job, complete and valid.
 *
 * @param source where events come from
 * @param enriched where located events go
 * @param deadLetters where dead letters go
 * @param kinesis how streams are reached, where any is used
 * @param pointers where an event names its venue
 * @param geo how places are asked for
 * @param spreading how events are spread over the subtasks, and ordered
 */
public record Settings(
        Source source,
        Sink enriched,
        Sink deadLetters,
        Kinesis kinesis,
        EventPointers pointers,
        GeoSettings geo,
        LocateVenues.Spreading spreading) {

    /** Where events come from. */
    public sealed interface Source {

        /**
         * JSON lines.
         *
         * @param path a file or folder; null for the bundled samples
         * @param watch whether to go on with files that appear later
         */
        record Files(String path, boolean watch) implements Source {}

        /**
         * Kinesis streams.
         *
         * @param streams at least one name
         * @param start where to begin without a savepoint
         */
        record Kinesis(List<String> streams, StartPosition start) implements Source {}

        /**
         * The payloads of dead letters.
         *
         * @param path a local file of dead letters, one a line, all of which can be replayed; null before a replay has
         *     collected them
         */
        record Letters(String path) implements Source {}
    }

    /** Where a job without a savepoint begins in a stream. */
    public sealed interface StartPosition {

        record Latest() implements StartPosition {}

        record TrimHorizon() implements StartPosition {}

        record AtTimestamp(Instant instant) implements StartPosition {}
    }

    /** Where records go. */
    public sealed interface Sink {

        record Files(String path) implements Sink {}

        record Kinesis(String stream) implements Sink {}
    }

    /**
     * How streams are reached.
     *
     * @param region null for the SDK's own chain
     * @param endpoint of an emulator; null for AWS
     * @param consumer properties for the source connector, as they are
     * @param producer properties for the sink connector, as they are
     */
    public record Kinesis(String region, URI endpoint, Map<String, String> consumer, Map<String, String> producer) {

        /** Shows the names of what is passed on, but no values: some are secrets. */
        @Override
        public String toString() {
            return "Kinesis[region=" + region + ", endpoint=" + endpoint + ", consumer=" + consumer.keySet()
                    + ", producer=" + producer.keySet() + "]";
        }
    }

    /** Whether any stream is read or written. */
    public boolean usesKinesis() {
        return source instanceof Source.Kinesis
                || enriched instanceof Sink.Kinesis
                || deadLetters instanceof Sink.Kinesis;
    }

    public Settings withSource(Source other) {
        return new Settings(other, enriched, deadLetters, kinesis, pointers, geo, spreading);
    }

    public Settings withGeoUrl(URI url) {
        return new Settings(source, enriched, deadLetters, kinesis, pointers, geo.withUrl(url), spreading);
    }
}

package dev.venues.connector.kinesis;

import dev.venues.connector.ConnectorStartupException;
import dev.venues.connector.Location;
import dev.venues.connector.SourceEndpoint;
import dev.venues.model.RawRecord;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.connectors.kinesis.config.ConsumerConfigConstants;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Properties;

/**
 * Kinesis streams as a source. A newer connector for it is a change of this package only.
 *
 * @param streams at least one name
 * @param start where to begin without a savepoint
 * @param connection how the streams are reached
 */
public record KinesisSourceEndpoint(List<String> streams, StartPosition start, KinesisSettings connection)
        implements SourceEndpoint {

    /** A minute or two with the connector's pauses: a task that is to stop cannot stop meanwhile. */
    private static final String ITERATOR_RETRIES = "30";

    @Override
    public DataStream<RawRecord> records(StreamExecutionEnvironment env, boolean leavesTask)
            throws ConnectorStartupException {
        return deaggregated(kinesis(env, Clock.systemUTC()), leavesTask);
    }

    @SuppressWarnings("deprecation") // as consumer says
    private DataStream<RawRecord> kinesis(StreamExecutionEnvironment env, Clock clock)
            throws ConnectorStartupException {
        Properties properties = KinesisConnection.consumer(connection);
        startAt(start, clock, properties);
        ShardReads.setDefaults(properties);
        // Beyond those of the SDK; the proxy asks for ever, and only between its calls can a shard's reader stop.
        properties.putIfAbsent(ConsumerConfigConstants.SHARD_GETRECORDS_RETRIES, "0");
        properties.putIfAbsent(ConsumerConfigConstants.SHARD_GETITERATOR_RETRIES, ITERATOR_RETRIES);
        return env.addSource(consumer(streams, connection.endpoint() != null, properties))
                .name("source: kinesis")
                .uid("source-kinesis");
    }

    /**
     * The user records. The lookup cannot share a task with this source; where records go from task to task only for that,
     * they go while those of an aggregate are still one.
     */
    private static DataStream<RawRecord> deaggregated(DataStream<RawRecord> records, boolean leavesTask) {
        SingleOutputStreamOperator<RawRecord> userRecords =
                records.flatMap(new DeaggregateFunction()).name("de-aggregate").uid("de-aggregate");
        return leavesTask ? userRecords : userRecords.startNewChain();
    }

    @SuppressWarnings("deprecation") // the one source of this connector that survives re-sharding
    private static KinesisConsumer consumer(List<String> streams, boolean emulator, Properties properties) {
        KinesisRecordSchema schema = new KinesisRecordSchema(emulator);
        // What enhanced fan-out reads does not pass the proxy, so there the connector de-aggregates.
        return "EFO".equals(properties.getProperty(ConsumerConfigConstants.RECORD_PUBLISHER_TYPE))
                ? new KinesisConsumer(streams, schema, properties)
                : new PatientKinesisConsumer(streams, schema, properties);
    }

    static void startAt(StartPosition start, Clock clock, Properties properties) {
        if (start instanceof StartPosition.TrimHorizon) {
            properties.putIfAbsent(ConsumerConfigConstants.STREAM_INITIAL_POSITION, "TRIM_HORIZON");
            return;
        }
        // LATEST means another place each time that it is asked for: after a restart, or when an iterator expires,
        // a shard that had no record yet would lose those that came meanwhile.
        Instant instant = start instanceof StartPosition.AtTimestamp at ? at.instant() : clock.instant();
        properties.putIfAbsent(ConsumerConfigConstants.STREAM_INITIAL_POSITION, "AT_TIMESTAMP");
        properties.putIfAbsent(
                ConsumerConfigConstants.STREAM_INITIAL_TIMESTAMP, Double.toString(instant.toEpochMilli() / 1_000.0));
    }

    @Override
    public int maxEventBytes() {
        return KinesisConnector.MAX_EVENT_BYTES;
    }

    @Override
    public List<Location> locations() {
        return streams.stream().map(KinesisConnector::location).toList();
    }

    @Override
    public String ownOutputRule() {
        return "is a stream that the job reads";
    }

    @Override
    public String described() {
        return "Kinesis: " + String.join(", ", streams);
    }

    @Override
    public List<String> warnings() {
        return warnings(Instant.now());
    }

    List<String> warnings(Instant now) {
        if (start instanceof StartPosition.Latest) {
            return List.of("venues.source.kinesis.start is LATEST: what was written before the start is not read");
        }
        return start instanceof StartPosition.AtTimestamp at && at.instant().isAfter(now)
                ? List.of("venues.source.kinesis.start = " + at.instant()
                        + " is in the future: Kinesis reads nothing from there before that time")
                : List.of();
    }

    @Override
    public String whenEmpty() {
        return described() + " had none from where reading began (" + KinesisOptions.SOURCE_STREAM.key() + ", "
                + KinesisOptions.SOURCE_START.key() + ")";
    }

    @Override
    public void preflight() throws ConnectorStartupException {
        KinesisPreflight.check(connection, streams);
    }
}

package dev.venues.job;

import dev.venues.config.Settings;
import dev.venues.flink.LocateVenues;
import dev.venues.flink.RawRecordType;
import dev.venues.model.RawRecord;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.connector.file.src.FileSource;
import org.apache.flink.core.fs.Path;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.connectors.kinesis.config.ConsumerConfigConstants;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Properties;

/** Makes the source that the settings name. A newer Kinesis connector is a change of this file only. */
final class Sources {

    private static final Duration WATCH_INTERVAL = Duration.ofSeconds(1);

    /** A minute or two with the connector's pauses: a task that is to stop cannot stop meanwhile. */
    private static final String ITERATOR_RETRIES = "30";

    private Sources() {}

    /**
     * @throws KinesisStartupException if Kinesis cannot be used as the settings say
     */
    static DataStream<RawRecord> rawRecords(StreamExecutionEnvironment env, Settings settings)
            throws KinesisStartupException {
        if (settings.source() instanceof Settings.Source.Kinesis kinesis) {
            return deaggregated(kinesis(env, kinesis, settings.kinesis()), settings.spreading());
        }
        if (settings.source() instanceof Settings.Source.Letters letters) {
            return files(env, new Settings.Source.Files(letters.path(), false))
                    .map(new UnwrapFunction())
                    .returns(RawRecordType.INSTANCE)
                    .name("unwrap")
                    .uid("unwrap");
        }
        return files(env, (Settings.Source.Files) settings.source());
    }

    private static DataStream<RawRecord> files(StreamExecutionEnvironment env, Settings.Source.Files files) {
        FileSource.FileSourceBuilder<RawRecord> source =
                FileSource.forBulkFileFormat(new JsonLinesFormat(), new Path(files.path()));
        if (files.watch()) {
            source.monitorContinuously(WATCH_INTERVAL);
        }
        return env.fromSource(source.build(), WatermarkStrategy.noWatermarks(), "source: files")
                .uid("source-files");
    }

    @SuppressWarnings("deprecation") // as consumer says
    private static DataStream<RawRecord> kinesis(
            StreamExecutionEnvironment env, Settings.Source.Kinesis kinesis, Settings.Kinesis connection)
            throws KinesisStartupException {
        Properties properties = KinesisConnection.consumer(connection);
        startAt(kinesis.start(), properties);
        ShardReads.setDefaults(properties);
        // Beyond those of the SDK; the proxy asks for ever, and only between its calls can a shard's reader stop.
        properties.putIfAbsent(ConsumerConfigConstants.SHARD_GETRECORDS_RETRIES, "0");
        properties.putIfAbsent(ConsumerConfigConstants.SHARD_GETITERATOR_RETRIES, ITERATOR_RETRIES);
        return env.addSource(consumer(kinesis.streams(), connection.endpoint() != null, properties))
                .name("source: kinesis")
                .uid("source-kinesis");
    }

    /**
     * The user records. The lookup cannot share a task with this source; where records go from task to task only for that,
     * they go while those of an aggregate are still one.
     */
    private static DataStream<RawRecord> deaggregated(DataStream<RawRecord> records, LocateVenues.Spreading spreading) {
        SingleOutputStreamOperator<RawRecord> userRecords =
                records.flatMap(new DeaggregateFunction()).name("de-aggregate").uid("de-aggregate");
        return spreading.leavesTask() ? userRecords : userRecords.startNewChain();
    }

    @SuppressWarnings("deprecation") // the one source of this connector that survives re-sharding
    private static KinesisConsumer consumer(List<String> streams, boolean emulator, Properties properties) {
        KinesisRecordSchema schema = new KinesisRecordSchema(emulator);
        // What enhanced fan-out reads does not pass the proxy, so there the connector de-aggregates.
        return "EFO".equals(properties.getProperty(ConsumerConfigConstants.RECORD_PUBLISHER_TYPE))
                ? new KinesisConsumer(streams, schema, properties)
                : new PatientKinesisConsumer(streams, schema, properties);
    }

    private static void startAt(Settings.StartPosition start, Properties properties) {
        if (start instanceof Settings.StartPosition.TrimHorizon) {
            properties.putIfAbsent(ConsumerConfigConstants.STREAM_INITIAL_POSITION, "TRIM_HORIZON");
            return;
        }
        // LATEST means another place each time that it is asked for: after a restart, or when an iterator expires,
        // a shard that had no record yet would lose those that came meanwhile.
        Instant instant = start instanceof Settings.StartPosition.AtTimestamp at ? at.instant() : Instant.now();
        properties.putIfAbsent(ConsumerConfigConstants.STREAM_INITIAL_POSITION, "AT_TIMESTAMP");
        properties.putIfAbsent(
                ConsumerConfigConstants.STREAM_INITIAL_TIMESTAMP, Double.toString(instant.toEpochMilli() / 1_000.0));
    }
}

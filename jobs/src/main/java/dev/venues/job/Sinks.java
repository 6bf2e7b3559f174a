package dev.venues.job;

import dev.venues.codec.DeadLetterJson;
import dev.venues.codec.EventCodec;
import dev.venues.config.Settings;
import dev.venues.flink.EnrichedEvent;
import dev.venues.model.DeadLetter;
import org.apache.flink.api.common.serialization.SerializationSchema;
import org.apache.flink.connector.file.sink.FileSink;
import org.apache.flink.connector.kinesis.sink.KinesisStreamsSink;
import org.apache.flink.connector.kinesis.sink.KinesisStreamsSinkBuilder;
import org.apache.flink.connector.kinesis.sink.PartitionKeyGenerator;
import org.apache.flink.core.fs.Path;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.functions.sink.filesystem.OutputFileConfig;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import java.util.function.LongConsumer;

/** Makes the sinks that the settings name. A newer Kinesis connector is a change of this file only. */
final class Sinks {

    /** A PutRecords call may have 5 MiB with its up to 500 partition keys, which the connector does not count. */
    private static final long MAX_BATCH_BYTES = 5 * 1024 * 1024 - 500 * 1024;

    private Sinks() {}

    /**
     * @throws KinesisStartupException if Kinesis cannot be used as the settings say
     */
    static void enriched(DataStream<EnrichedEvent> events, Settings settings) throws KinesisStartupException {
        if (settings.enriched() instanceof Settings.Sink.Files files) {
            events.sinkTo(files(files.path(), EnrichedEvent::payload))
                    .name("sink: files")
                    .uid("sink-enriched-files");
        } else {
            events.sinkTo(kinesis(
                            (Settings.Sink.Kinesis) settings.enriched(),
                            settings.kinesis(),
                            EnrichedEvent::payload,
                            event -> key(event.partitionKey(), event.payload())))
                    .name("sink: kinesis")
                    .uid("sink-enriched-kinesis");
        }
    }

    /**
     * @throws KinesisStartupException if Kinesis cannot be used as the settings say
     */
    static void deadLetters(DataStream<DeadLetter> letters, Settings settings) throws KinesisStartupException {
        if (settings.deadLetters() instanceof Settings.Sink.Files files) {
            letters.sinkTo(files(files.path(), DeadLetterJson::write))
                    .name("dead letters: files")
                    .uid("sink-dead-letters-files");
        } else {
            letters.sinkTo(kinesis(
                            (Settings.Sink.Kinesis) settings.deadLetters(),
                            settings.kinesis(),
                            Sinks::fittingDeadLetter,
                            letter -> key(letter.origin().partitionKey(), letter.payload())))
                    .name("dead letters: kinesis")
                    .uid("sink-dead-letters-kinesis");
        }
    }

    /** A file is rolled at every checkpoint, which is what makes it exactly once. */
    private static <T> FileSink<T> files(String path, JsonLinesWriter.Bytes<T> bytes) {
        return FileSink.forBulkFormat(new Path(path), JsonLinesWriter.factory(bytes))
                .withBucketAssigner(new HourlyFolders<>())
                .withOutputFileConfig(
                        OutputFileConfig.builder().withPartSuffix(".jsonl").build())
                .build();
    }

    @SuppressWarnings("deprecation") // the stream is named: an ARN would tie the settings to an account
    private static <T> KinesisSink<T> kinesis(
            Settings.Sink.Kinesis sink,
            Settings.Kinesis connection,
            SerializationSchema<T> serialization,
            PartitionKeyGenerator<T> partitionKey)
            throws KinesisStartupException {
        Properties properties = KinesisConnection.producer(connection);
        ShardWrites.setDefaults(properties);
        boolean emulator = connection.endpoint() != null;
        KinesisStreamsSinkBuilder<T> builder = KinesisStreamsSink.<T>builder()
                .setStreamName(sink.stream())
                .setSerializationSchema(emulator ? new JsonProtocolFirst<>(serialization) : serialization)
                .setPartitionKeyGenerator(partitionKey)
                .setMaxBatchSizeInBytes(MAX_BATCH_BYTES)
                .setFailOnError(false);
        batching(builder).forEach((key, setter) -> {
            Object value = properties.remove(key);
            if (value != null) {
                setter.accept(Long.parseLong(value.toString()));
            }
        });
        return new KinesisSink<>(builder.setKinesisClientProperties(properties).build());
    }

    /** The connector's own names for its batching, which its builder does not take from properties. */
    private static <T> Map<String, LongConsumer> batching(KinesisStreamsSinkBuilder<T> builder) {
        Map<String, LongConsumer> setters = new HashMap<>();
        setters.put("sink.batch.max-size", n -> builder.setMaxBatchSize((int) n));
        setters.put("sink.requests.max-inflight", n -> builder.setMaxInFlightRequests((int) n));
        setters.put("sink.requests.max-buffered", n -> builder.setMaxBufferedRequests((int) n));
        setters.put("sink.flush-buffer.size", builder::setMaxBatchSizeInBytes);
        setters.put(ShardWrites.TIMEOUT, builder::setMaxTimeInBufferMS);
        return setters;
    }

    /** A record's own partition key; for one without, such as from a file, a key that follows from its bytes. */
    private static String key(String partitionKey, byte[] payload) {
        return partitionKey != null && !partitionKey.isEmpty()
                ? partitionKey
                : Integer.toHexString(Arrays.hashCode(payload));
    }

    private static byte[] fittingDeadLetter(DeadLetter letter) {
        String key = key(letter.origin().partitionKey(), letter.payload());
        return DeadLetterJson.write(letter, EventCodec.MAX_EVENT_BYTES - key.getBytes(StandardCharsets.UTF_8).length);
    }

    /** Sets what an emulator needs in the JVM that runs the sink, before the sink makes its client. */
    private static final class JsonProtocolFirst<T> implements SerializationSchema<T> {

        private static final long serialVersionUID = 1L;

        private final SerializationSchema<T> serialization;

        JsonProtocolFirst(SerializationSchema<T> serialization) {
            this.serialization = serialization;
        }

        @Override
        public void open(InitializationContext context) throws Exception {
            KinesisConnection.useJsonProtocol();
            serialization.open(context);
        }

        @Override
        public byte[] serialize(T element) {
            return serialization.serialize(element);
        }
    }
}

package dev.venues.connector.kinesis;

import dev.venues.codec.DeadLetterJson;
import dev.venues.connector.ConnectorStartupException;
import dev.venues.connector.Location;
import dev.venues.connector.SinkEndpoint;
import dev.venues.connector.SinkRole;
import dev.venues.flink.EnrichedEvent;
import dev.venues.model.DeadLetter;
import org.apache.flink.api.common.serialization.SerializationSchema;
import org.apache.flink.connector.kinesis.sink.KinesisStreamsSink;
import org.apache.flink.connector.kinesis.sink.KinesisStreamsSinkBuilder;
import org.apache.flink.connector.kinesis.sink.PartitionKeyGenerator;
import org.apache.flink.streaming.api.datastream.DataStream;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.function.LongConsumer;

/**
 * A Kinesis stream as a sink. A newer connector for it is a change of this package only.
 *
 * @param stream null if the settings do not name it, which is a problem of theirs
 * @param connection how the stream is reached
 */
public record KinesisSinkEndpoint(String stream, KinesisSettings connection) implements SinkEndpoint {

    /** A PutRecords call may have 5 MiB with its up to 500 partition keys, which the connector does not count. */
    private static final long MAX_BATCH_BYTES = 5 * 1024 * 1024 - 500 * 1024;

    @Override
    public void enriched(DataStream<EnrichedEvent> events) throws ConnectorStartupException {
        events.sinkTo(kinesis(EnrichedEvent::payload, event -> partitionKey(event.partitionKey(), event.payload())))
                .name("sink: kinesis")
                .uid("sink-enriched-kinesis");
    }

    @Override
    public void deadLetters(DataStream<DeadLetter> letters) throws ConnectorStartupException {
        letters.sinkTo(kinesis(
                        KinesisSinkEndpoint::fittingDeadLetter,
                        letter -> partitionKey(letter.origin().partitionKey(), letter.payload())))
                .name("dead letters: kinesis")
                .uid("sink-dead-letters-kinesis");
    }

    @SuppressWarnings("deprecation") // the stream is named: an ARN would tie the settings to an account
    private <T> KinesisSink<T> kinesis(SerializationSchema<T> serialization, PartitionKeyGenerator<T> partitionKey)
            throws ConnectorStartupException {
        Properties properties = KinesisConnection.producer(connection);
        ShardWrites.setDefaults(properties);
        boolean emulator = connection.endpoint() != null;
        KinesisStreamsSinkBuilder<T> builder = KinesisStreamsSink.<T>builder()
                .setStreamName(stream)
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
    private static String partitionKey(String partitionKey, byte[] payload) {
        return partitionKey != null && !partitionKey.isEmpty()
                ? partitionKey
                : Integer.toHexString(Arrays.hashCode(payload));
    }

    private static byte[] fittingDeadLetter(DeadLetter letter) {
        String key = partitionKey(letter.origin().partitionKey(), letter.payload());
        return DeadLetterJson.write(
                letter, KinesisConnector.MAX_EVENT_BYTES - key.getBytes(StandardCharsets.UTF_8).length);
    }

    @Override
    public int maxEventBytes() {
        return KinesisConnector.MAX_EVENT_BYTES;
    }

    @Override
    public String connector() {
        return KinesisConnector.NAME;
    }

    @Override
    public String key(SinkRole role) {
        return KinesisConnector.stream(role).key();
    }

    @Override
    public Location location() {
        return stream == null ? null : KinesisConnector.location(stream);
    }

    @Override
    public String described() {
        return "Kinesis: " + stream;
    }

    @Override
    public String destination() {
        return "Kinesis stream " + stream;
    }

    @Override
    public String medium() {
        return "Kinesis";
    }

    @Override
    public void preflight() throws ConnectorStartupException {
        KinesisPreflight.check(connection, List.of(stream));
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

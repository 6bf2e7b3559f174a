package dev.venues.connector.kinesis;

import dev.venues.testing.kinesis.Aggregates;
import org.apache.flink.kinesis.shaded.com.amazonaws.services.kinesis.clientlibrary.types.UserRecord;
import org.apache.flink.kinesis.shaded.com.amazonaws.services.kinesis.model.HashKeyRange;
import org.apache.flink.kinesis.shaded.com.amazonaws.services.kinesis.model.Record;
import org.apache.flink.kinesis.shaded.com.amazonaws.services.kinesis.model.Shard;
import org.apache.flink.streaming.connectors.kinesis.internals.publisher.RecordBatch;
import org.apache.flink.streaming.connectors.kinesis.model.StreamShardHandle;
import org.junit.jupiter.api.Test;

import java.nio.ByteBuffer;
import java.util.List;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

/** The connector passes on whole what the proxy hands it, and knows its size. */
class PatientKinesisProxyTest {

    private static final byte[] AGGREGATE = Aggregates.bytes(Aggregates.withKeys("a", "b")
            .addRecords(Aggregates.userRecord(0, "1"))
            .addRecords(Aggregates.userRecord(1, "2"))
            .build());
    private static final byte[] EVENT = "{\"id\":1}".getBytes(UTF_8);

    @Test
    void shouldKeepTheConnectorFromTakingAggregatesApart() {
        RecordBatch batch = batch(true, AGGREGATE);

        assertThat(bytes(batch)).containsExactly(AGGREGATE);
        assertThat(batch.getDeaggregatedRecords()).noneMatch(UserRecord::isAggregated);
    }

    @Test
    void shouldPassOnEveryByteOfAnyRecord() {
        RecordBatch batch = batch(true, EVENT, AGGREGATE, new byte[0], Aggregates.MAGIC, EVENT);

        assertThat(bytes(batch)).containsExactly(EVENT, AGGREGATE, new byte[0], Aggregates.MAGIC, EVENT);
        assertThat(batch.getTotalSizeInBytes())
                .as("adaptive reads count on it")
                .isEqualTo(2 * EVENT.length + AGGREGATE.length + Aggregates.MAGIC.length);
    }

    /** If this one fails, the connector has changed, and the others say nothing. */
    @Test
    void shouldBeNeeded() {
        assertThat(bytes(batch(false, AGGREGATE))).isNotEmpty().doesNotContain(AGGREGATE);
    }

    private static RecordBatch batch(boolean hidden, byte[]... data) {
        List<Record> records = List.of(data).stream()
                .map(each -> new Record()
                        .withData(ByteBuffer.wrap(each))
                        .withPartitionKey("a")
                        .withSequenceNumber("1"))
                .toList();
        if (hidden) {
            records.forEach(PatientKinesisProxy::hideAggregate);
        }
        Shard shard = new Shard()
                .withShardId("shardId-000000000000")
                .withHashKeyRange(new HashKeyRange()
                        .withStartingHashKey("0")
                        .withEndingHashKey("340282366920938463463374607431768211455"));
        return new RecordBatch(records, new StreamShardHandle("events", shard), 0L);
    }

    private static List<byte[]> bytes(RecordBatch batch) {
        return batch.getDeaggregatedRecords().stream()
                .map(each -> {
                    byte[] data = new byte[each.getData().remaining()];
                    each.getData().get(data);
                    return data;
                })
                .toList();
    }
}

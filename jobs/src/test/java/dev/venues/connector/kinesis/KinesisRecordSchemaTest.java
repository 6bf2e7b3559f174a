package dev.venues.connector.kinesis;

import dev.venues.flink.RawRecordType;
import dev.venues.model.Origin;
import dev.venues.model.RawRecord;
import org.apache.flink.util.InstantiationUtil;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.Random;

import static org.assertj.core.api.Assertions.assertThat;

/** A record that the source cannot read would stop the job for good, so the schema takes any. */
class KinesisRecordSchemaTest {

    private final KinesisRecordSchema schema = new KinesisRecordSchema(false);

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 17, 4_096, 1 << 20})
    void shouldTakeAnyBytes(int length) {
        byte[] data = new byte[length];
        new Random(length).nextBytes(data);

        RawRecord record = deserialize(data);

        assertThat(record.payload()).isEqualTo(data);
        assertThat(record.cutBytes()).isZero();
    }

    @Test
    void shouldKeepTheBytesThatItGets() {
        byte[] data = {1, 2};

        assertThat(deserialize(data).payload()).isSameAs(data);
    }

    @Test
    void shouldSayWhereTheRecordCameFrom() {
        assertThat(deserialize(new byte[0]).origin())
                .isEqualTo(new Origin("events", "shardId-000000000001", "4959", "venue-7", null));
    }

    @Test
    void shouldTakeARecordOfWhichNothingIsKnown() {
        RawRecord record = schema.deserialize(new byte[] {1}, null, null, 0, null, null);

        assertThat(record.origin()).isEqualTo(new Origin(null, null, null, null, null));
    }

    @Test
    void shouldProduceRawRecords() {
        assertThat(schema.getProducedType()).isEqualTo(RawRecordType.INSTANCE);
    }

    @Test
    void shouldReachTheTaskManagerWhole() throws Exception {
        KinesisRecordSchema there = InstantiationUtil.clone(schema);

        assertThat(there.deserialize(new byte[] {7}, "k", "1", 0, "events", "s").payload())
                .isEqualTo(new byte[] {7});
    }

    private RawRecord deserialize(byte[] data) {
        return schema.deserialize(data, "venue-7", "4959", 1_700_000_000_000L, "events", "shardId-000000000001");
    }
}

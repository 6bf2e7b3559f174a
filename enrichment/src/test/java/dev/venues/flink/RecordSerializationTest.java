package dev.venues.flink;

import dev.venues.codec.DecodedEvent;
import dev.venues.flink.DecodedRecord.Refusal;
import dev.venues.model.DeadLetter;
import dev.venues.model.DeadLetter.Reason;
import dev.venues.model.Origin;
import dev.venues.model.Outcome;
import dev.venues.model.RawRecord;
import dev.venues.model.VenueQuery;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.time.Instant;

import static org.apache.flink.types.PojoTestUtils.assertSerializedAsPojoWithoutKryo;
import static org.assertj.core.api.Assertions.assertThat;

/** What travels between operators and lies in checkpoints: no Kryo, and nulls survive. */
class RecordSerializationTest {

    private static final Origin ORIGIN = Origin.kinesis("events", "shardId-000000000000", "49", "a");
    private static final RawRecord RAW = new RawRecord(new byte[] {1, -1}, ORIGIN);

    @ParameterizedTest
    @ValueSource(classes = {DecodedRecord.class, EventResult.class, EnrichedEvent.class, DeadLetter.class})
    void shouldSerializeWithoutKryo(Class<?> type) {
        assertSerializedAsPojoWithoutKryo(type);
    }

    @Test
    void shouldKeepARawRecord() throws Exception {
        assertSame(
                new RawRecord(new byte[] {123, 0, -1, 125}, Origin.file("in/é.jsonl"), 7, 5), RawRecordType.INSTANCE);
        assertSame(RAW, RawRecordType.INSTANCE);
        assertSame(new RawRecord(new byte[0], Origin.kinesis("s", "0", "1", "\ud83d\ude00")), RawRecordType.INSTANCE);
    }

    @Test
    void shouldKeepADecodedRecord() throws Exception {
        DecodedEvent event = new DecodedEvent(new VenueQuery("é", null, "DE"), false, new int[] {1, 2, 3});
        assertSame(new DecodedRecord(RAW, event, null), DecodedRecord.class);
        assertSame(new DecodedRecord(RAW, null, new Refusal(Reason.MALFORMED, "empty")), DecodedRecord.class);
        assertSame(new DecodedRecord(RAW, new DecodedEvent(null, true, new int[0]), null), DecodedRecord.class);
    }

    @Test
    void shouldKeepAResult() throws Exception {
        assertSame(EventResult.of(Outcome.FOUND, new EnrichedEvent(new byte[] {9}, null)), EventResult.class);
        assertSame(
                EventResult.of(new DeadLetter(
                        Reason.TIMED_OUT,
                        "late",
                        3,
                        Instant.parse("2026-11-01T12:00:00.123456Z"),
                        ORIGIN,
                        new byte[0])),
                EventResult.class);
    }

    private static <T> void assertSame(T value, Class<T> type) throws Exception {
        assertSame(value, TypeInformation.of(type));
    }

    private static <T> void assertSame(T value, TypeInformation<T> type) throws Exception {
        TypeSerializer<T> serializer = type.createSerializer(new SerializerConfigImpl());
        DataOutputSerializer out = new DataOutputSerializer(64);
        serializer.serialize(value, out);

        T copy = serializer.deserialize(new DataInputDeserializer(out.getCopyOfBuffer()));

        assertThat(copy).usingRecursiveComparison().isEqualTo(value);
        assertThat(serializer.copy(value)).usingRecursiveComparison().isEqualTo(value);
        DataOutputSerializer copied = new DataOutputSerializer(1_024);
        serializer.copy(new DataInputDeserializer(out.getCopyOfBuffer()), copied);
        assertThat(copied.getCopyOfBuffer()).isEqualTo(out.getCopyOfBuffer());
    }
}

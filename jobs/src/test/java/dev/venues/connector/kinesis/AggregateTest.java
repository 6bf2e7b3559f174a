package dev.venues.connector.kinesis;

import dev.venues.connector.kinesis.Aggregate.UserRecord;
import dev.venues.testing.kinesis.Aggregates;
import org.apache.flink.kinesis.shaded.com.amazonaws.services.kinesis.clientlibrary.types.Messages.AggregatedRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

/** Every byte of a Kinesis record ends in some user record. */
class AggregateTest {

    private static final byte[] INTACT =
            Aggregates.bytes(message().addExplicitHashKeyTable("no number").build());

    private static final byte END_GROUP = 1 << 3 | 4;

    @Test
    void shouldTakeAnAggregateApart() {
        assertThat(userRecords(INTACT)).containsExactly("a:1", "b:2", "a:3");
    }

    @ParameterizedTest
    @MethodSource("noAggregates")
    void shouldLeaveWholeWhatIsNoIntactAggregate(byte[] data) {
        List<UserRecord> records = Aggregate.userRecords(data, "own");

        assertThat(records).hasSize(1);
        assertThat(records.get(0).data()).isEqualTo(data);
        assertThat(records.get(0).partitionKey()).isEqualTo("own");
    }

    static Stream<byte[]> noAggregates() {
        byte[] wrongDigest = INTACT.clone();
        wrongDigest[wrongDigest.length - 1] ^= 1;
        byte[] message = message().build().toByteArray();
        return Stream.of(
                new byte[0],
                "{}".getBytes(UTF_8),
                Aggregates.MAGIC,
                Aggregates.magicThen(new byte[15]),
                Aggregates.magicThen(new byte[16]),
                Aggregates.bytes(new byte[0]),
                Aggregates.magicThen("{\"id\":1}".getBytes(UTF_8)),
                Aggregates.magicThen("{\"id\":1,\"title\":\"longer than a digest\"}".getBytes(UTF_8)),
                wrongDigest,
                Arrays.copyOf(INTACT, INTACT.length - 5),
                Aggregates.bytes(Arrays.copyOf(message, message.length - 3)),
                Aggregates.bytes("{\"id\":1}".getBytes(UTF_8)),
                Aggregates.bytes(endedBefore(message)),
                Aggregates.bytes(Aggregates.withKeys("a").build()));
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 100, Integer.MAX_VALUE, -1})
    void shouldUseTheKeyOfTheWholeWhenAUserRecordNamesNone(int index) {
        AggregatedRecord message =
                message().addRecords(Aggregates.userRecord(index, "4")).build();

        assertThat(userRecords(Aggregates.bytes(message))).containsExactly("a:1", "b:2", "a:3", "own:4");
    }

    @Test
    void shouldUseTheKeyOfTheWholeWhereKinesisWouldNotTakeTheOther() {
        String longest = "🎵".repeat(256);
        AggregatedRecord message = Aggregates.withKeys("", longest, longest + "x")
                .addRecords(Aggregates.userRecord(0, "1"))
                .addRecords(Aggregates.userRecord(1, "2"))
                .addRecords(Aggregates.userRecord(2, "3"))
                .build();

        assertThat(userRecords(Aggregates.bytes(message))).containsExactly("own:1", longest + ":2", "own:3");
    }

    @Test
    void shouldNotFailOnAnyDamage() {
        Random random = new Random(42);
        byte[] message = message().build().toByteArray();
        for (int i = 0; i < 20_000; i++) {
            byte[] damaged = Arrays.copyOf(message, random.nextInt(message.length + 4));
            for (int n = random.nextInt(4); n > 0 && damaged.length > 0; n--) {
                damaged[random.nextInt(damaged.length)] = (byte) random.nextInt();
            }

            assertThat(Aggregate.userRecords(Aggregates.bytes(damaged), "own")).isNotEmpty();
        }
    }

    /** A message, the tag that closes a group which was never opened, and the message again. */
    private static byte[] endedBefore(byte[] message) {
        return ByteBuffer.allocate(2 * message.length + 1)
                .put(message)
                .put(END_GROUP)
                .put(message)
                .array();
    }

    private static AggregatedRecord.Builder message() {
        return Aggregates.withKeys("a", "b")
                .addRecords(Aggregates.userRecord(0, "1"))
                .addRecords(Aggregates.userRecord(1, "2").toBuilder().setExplicitHashKeyIndex(7))
                .addRecords(Aggregates.userRecord(0, "3"));
    }

    private static List<String> userRecords(byte[] data) {
        return Aggregate.userRecords(data, "own").stream()
                .map(each -> each.partitionKey() + ":" + new String(each.data(), UTF_8))
                .toList();
    }
}

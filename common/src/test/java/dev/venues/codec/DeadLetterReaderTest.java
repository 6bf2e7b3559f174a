package dev.venues.codec;

import dev.venues.model.DeadLetter;
import dev.venues.model.DeadLetter.Reason;
import dev.venues.model.Origin;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.time.Instant;
import java.util.Random;
import java.util.stream.Stream;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class DeadLetterReaderTest {

    private static final Origin KINESIS = Origin.kinesis("events", "shardId-000000000000", "4961", "kéy");
    private static final String WRITTEN = new String(DeadLetterJson.write(letter("{}".getBytes(UTF_8))), UTF_8);

    // What was written

    @ParameterizedTest
    @EnumSource(Reason.class)
    void shouldReadEveryReason(Reason reason) throws Exception {
        assertReadsBack(new DeadLetter(reason, "no", 0, Instant.EPOCH, KINESIS, new byte[0]));
    }

    @ParameterizedTest
    @MethodSource("origins")
    void shouldReadEveryOrigin(Origin origin) throws Exception {
        assertReadsBack(new DeadLetter(Reason.FAILED, "no", 7, Instant.EPOCH, origin, new byte[] {1}));
    }

    static Stream<Origin> origins() {
        return Stream.of(
                KINESIS,
                Origin.kinesis("s", "", "", ""),
                Origin.kinesis("s", "shardId-000000000000", "1", "🎵".repeat(256)),
                Origin.file("in/é \"1\"\n.jsonl"));
    }

    @ParameterizedTest
    @MethodSource("payloads")
    void shouldReadEveryPayload(byte[] payload) throws Exception {
        assertReadsBack(letter(payload));
    }

    static Stream<byte[]> payloads() {
        return Stream.of(
                new byte[0],
                "{\"t\":\"é \\ud800 🎵\"\n\u0000\u2028\"".getBytes(UTF_8),
                "\ufeff{}".getBytes(UTF_8),
                new byte[] {'{', (byte) 0xff, 0, '}'});
    }

    /** The longest that a files source makes, of bytes that take six in JSON. */
    @Test
    void shouldReadTheLargestPayload() throws Exception {
        byte[] payload = new byte[4 << 20];

        assertThat(DeadLetterReader.read(DeadLetterJson.write(letter(payload))).payload())
                .isEqualTo(payload);
    }

    @Test
    void shouldReadWhateverBytesWereWritten() throws Exception {
        Random random = new Random(1);
        for (int i = 0; i < 2_000; i++) {
            byte[] payload = new byte[random.nextInt(40)];
            random.nextBytes(payload);
            assertReadsBack(letter(payload));
        }
    }

    @Test
    void shouldSayThatThePayloadWasLeftOut() throws Exception {
        DeadLetter read = DeadLetterReader.read(DeadLetterJson.write(letter(new byte[2_000]), 1_000));

        assertThat(read.payload()).isNull();
        assertThat(read.detail()).contains("payload of 2000 bytes left out");
        assertThat(DeadLetterReader.read(DeadLetterJson.write(read)))
                .usingRecursiveComparison()
                .isEqualTo(read);
        assertThat(DeadLetterJson.write(read, 1)).isEqualTo(DeadLetterJson.write(read));
    }

    @Test
    void shouldPassOverWhatItDoesNotKnow() throws Exception {
        String more = WRITTEN.replaceFirst("\\{", "{\"x\":[{\"payload\":1}],\"y\":{\"reason\":{}},\"z\":1e999,")
                .replace("\"stream\"", "\"region\":[\"eu\"],\"stream\"");

        assertThat(read(" " + more + "\n "))
                .usingRecursiveComparison()
                .isEqualTo(DeadLetterReader.read(WRITTEN.getBytes(UTF_8)));
    }

    // What is no letter

    @ParameterizedTest
    @ValueSource(strings = {"reason", "detail", "attempts", "failedAt", "origin", "stream", "shard", "sequence"})
    void shouldMissWhatIsMissing(String member) {
        assertRefused(WRITTEN.replace('"' + member + '"', "\"other\""), member + " is missing");
    }

    @Test
    void shouldMissThePartitionKeyOfAStream() {
        assertRefused(WRITTEN.replace("partitionKey", "key"), "partitionKey is missing");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"reason\":1",
                "\"reason\":\"FAILED\"",
                "\"reason\":null",
                "\"detail\":[\"no\"]",
                "\"detail\":\"\\udc00\"",
                "\"attempts\":\"3\"",
                "\"attempts\":-1",
                "\"attempts\":3.0",
                "\"attempts\":3e0",
                "\"attempts\":2147483648",
                "\"attempts\":null",
                "\"failedAt\":\"yesterday\"",
                "\"failedAt\":\"2026-11-01\"",
                "\"failedAt\":1793534400",
                "\"origin\":\"events\"",
                "\"origin\":[]",
                "\"origin\":{}",
                "\"origin\":{\"file\":null}",
                "\"origin\":{\"file\":1}",
                "\"origin\":{\"file\":\"\\ud800\"}",
                "\"origin\":{\"file\":\"a\",\"file\":\"b\"}",
                "\"origin\":{\"file\":\"a\",\"stream\":\"b\"}",
                "\"payload\":{}",
                "\"payload\":null",
                "\"payload\":\"\\ud800\"",
                "\"payload\":\"\",\"payload\":\"\"",
                "\"payload\":\"\",\"payloadBase64\":\"\"",
                "\"payloadBase64\":\"*\"",
                "\"payloadBase64\":\"e\"",
                "\"payloadBase64\":17"
            })
    void shouldRefuseAMemberOfAnotherKind(String member) {
        String name = member.substring(0, member.indexOf(':'));
        String without = WRITTEN.replaceFirst(
                name.startsWith("\"payload") ? "\"payload\":\"[^\"]*\"" : name + ":(\\{[^}]*}|\"[^\"]*\"|\\d+)",
                "\"other\":0");

        assertThat(without).contains("\"other\":0").doesNotContain(name + ":");
        assertRefused(without.replace("\"other\":0", member), "");
    }

    @Test
    void shouldRefuseAPartitionKeyThatKinesisWould() {
        assertRefused(WRITTEN.replace("kéy", "k".repeat(257)), "more than 256 characters");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", " ", "null", "[]", "\"{}\"", "{", "{}", "{\"reason\"", "{]", "\u0000{\u0000}", "\ufeff"})
    void shouldRefuseWhatIsNoLetterAtAll(String text) {
        assertRefused(text, "");
    }

    @Test
    void shouldRefuseWhatFollows() {
        assertRefused(WRITTEN + "{}", "something follows");
    }

    @Test
    void shouldRefuseInvalidUtf8() {
        byte[] bytes = WRITTEN.getBytes(UTF_8);
        bytes[bytes.length - 4] = (byte) 0xff;

        assertThatThrownBy(() -> DeadLetterReader.read(bytes))
                .isInstanceOf(UnreadableLetterException.class)
                .hasMessage("not UTF-8 at byte " + (bytes.length - 4));
    }

    @ParameterizedTest
    @ValueSource(strings = {"[", "{\"a\":"})
    void shouldRefuseDeepNesting(String open) {
        String deep = open.repeat(100_000);

        assertRefused(deep, "");
        assertRefused("{\"x\":" + deep, "nesting depth");
        assertRefused(WRITTEN.replaceFirst("\"origin\":", "\"origin\":" + open.repeat(100_000)), "");
        assertRefused(WRITTEN.replace("\"stream\"", "\"x\":" + deep), "nesting depth");
    }

    @Test
    void shouldBearLongNumbersAndNames() throws Exception {
        String digits = "9".repeat(1_000_000);

        assertRefused(WRITTEN.replace("\"attempts\":3", "\"attempts\":" + digits), "attempts");
        assertThat(read(WRITTEN.replaceFirst("\\{", "{\"" + digits + "\":" + digits + ",")))
                .isNotNull();
    }

    @Test
    void shouldBearNamesOfOneHash() throws Exception {
        StringBuilder members = new StringBuilder("{");
        for (int i = 0; i < 1 << 14; i++) {
            StringBuilder name = new StringBuilder();
            for (int bit = 0; bit < 14; bit++) {
                name.append((i >> bit & 1) == 0 ? "Aa" : "BB");
            }
            members.append('"').append(name).append("\":0,");
        }

        assertThat(read(WRITTEN.replaceFirst("\\{", members.toString()))).isNotNull();
    }

    @Test
    void shouldThrowNothingElseForDamagedLetters() {
        Random random = new Random(2);
        byte[] whole = WRITTEN.getBytes(UTF_8);
        int read = 0;
        for (int i = 0; i < 50_000; i++) {
            byte[] damaged = whole.clone();
            for (int changes = random.nextInt(4); changes >= 0; changes--) {
                damaged[random.nextInt(damaged.length)] = (byte) random.nextInt(256);
            }
            try {
                DeadLetterReader.read(damaged);
                read++;
            } catch (UnreadableLetterException e) {
                assertThat(e.getMessage()).doesNotContainPattern("\\p{Cntrl}");
            }
        }
        assertThat(read).as("damage in a text may do no harm").isPositive();
    }

    private static void assertReadsBack(DeadLetter letter) throws UnreadableLetterException {
        DeadLetter read = DeadLetterReader.read(DeadLetterJson.write(letter));

        assertThat(read).usingRecursiveComparison().isEqualTo(letter);
    }

    private static void assertRefused(String letter, String why) {
        assertThatThrownBy(() -> read(letter))
                .isInstanceOf(UnreadableLetterException.class)
                .hasMessageContaining(why)
                .message()
                .hasSizeLessThan(500);
    }

    private static DeadLetter read(String letter) throws UnreadableLetterException {
        return DeadLetterReader.read(letter.getBytes(UTF_8));
    }

    private static DeadLetter letter(byte[] payload) {
        return new DeadLetter(
                Reason.TIMED_OUT, "no answer", 3, Instant.parse("2026-11-01T12:00:00.123456Z"), KINESIS, payload);
    }
}

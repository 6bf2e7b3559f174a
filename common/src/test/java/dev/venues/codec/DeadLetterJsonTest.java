package dev.venues.codec;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.venues.model.DeadLetter;
import dev.venues.model.DeadLetter.Reason;
import dev.venues.model.Origin;
import org.junit.jupiter.api.Test;

import java.time.Instant;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

class DeadLetterJsonTest {

    private static final Origin KINESIS = Origin.kinesis("events", "shardId-000000000000", "4961", "a");

    @Test
    void shouldWriteTheEnvelope() {
        DeadLetter letter = letter("{\"t\":\"é \\ud800 🎵\"\n", KINESIS);

        assertThat(new String(DeadLetterJson.write(letter), UTF_8))
                .isEqualTo("{\"reason\":\"timed-out\",\"detail\":\"no answer\",\"attempts\":3,"
                        + "\"failedAt\":\"2026-11-01T12:00:00Z\",\"origin\":{\"stream\":\"events\","
                        + "\"shard\":\"shardId-000000000000\",\"sequence\":\"4961\",\"partitionKey\":\"a\"},"
                        + "\"payload\":\"{\\\"t\\\":\\\"é \\\\ud800 🎵\\\"\\n\"}");
    }

    @Test
    void shouldNameTheFile() throws Exception {
        JsonNode json = new ObjectMapper().readTree(DeadLetterJson.write(letter("x", Origin.file("in/a.jsonl"))));

        assertThat(json.get("origin").toString()).isEqualTo("{\"file\":\"in/a.jsonl\"}");
    }

    @Test
    void shouldKeepEveryByteOfWhatIsNotUtf8() throws Exception {
        byte[] payload = {'{', (byte) 0xff, 0, '}'};

        JsonNode json = new ObjectMapper()
                .readTree(DeadLetterJson.write(
                        new DeadLetter(Reason.MALFORMED, "not UTF-8", 0, Instant.EPOCH, KINESIS, payload)));

        assertThat(json.has("payload")).isFalse();
        assertThat(json.get("payloadBase64").binaryValue()).isEqualTo(payload);
    }

    @Test
    void shouldLeaveOutThePayloadWhenTheLetterWouldNotFit() throws Exception {
        DeadLetter letter = letter("\n".repeat(2_000), KINESIS);
        int exactly = DeadLetterJson.write(letter).length;

        JsonNode whole = new ObjectMapper().readTree(DeadLetterJson.write(letter, exactly));
        JsonNode shorter = new ObjectMapper().readTree(DeadLetterJson.write(letter, exactly - "no answer".length()));
        JsonNode cut = new ObjectMapper().readTree(DeadLetterJson.write(letter, exactly - "no answer".length() - 1));

        assertThat(whole.get("payload").asText()).hasSize(2_000);
        assertThat(shorter.get("payload").asText()).hasSize(2_000);
        assertThat(shorter.get("detail").asText()).isEmpty();
        assertThat(cut.has("payload")).isFalse();
        assertThat(cut.get("detail").asText()).contains("no answer", "payload of 2000 bytes left out");
        assertThat(cut.at("/origin/sequence").asText()).isEqualTo("4961");
    }

    private static DeadLetter letter(String payload, Origin origin) {
        return new DeadLetter(
                Reason.TIMED_OUT,
                "no answer",
                3,
                Instant.parse("2026-11-01T12:00:00Z"),
                origin,
                payload.getBytes(UTF_8));
    }
}

package dev.venues.codec;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.venues.model.DeadLetter;
import dev.venues.model.DeadLetter.Reason;
import dev.venues.model.Origin;

import java.io.IOException;
import java.time.Instant;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

/** Any dead letter: it is written as JSON in UTF-8, with its payload to the byte, within the limit. */
class DeadLetterJsonFuzzTest {

    private static final ObjectReader TREE = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
            .build()
            .readerFor(JsonNode.class);

    @FuzzTest
    void shouldWriteAnyDeadLetter(FuzzedDataProvider data) throws Exception {
        DeadLetter letter = letter(data);
        int limit = data.consumeInt(0, 4_096);
        byte[] whole = DeadLetterJson.write(letter);
        byte[] limited = DeadLetterJson.write(letter, Math.max(limit, envelope(letter)));

        JsonNode json = read(whole, letter);
        byte[] payload = json.has("payload")
                ? json.get("payload").textValue().getBytes(UTF_8)
                : json.get("payloadBase64").binaryValue();
        assertThat(payload).isEqualTo(letter.payload());
        assertThat(json.has("payload") ^ json.has("payloadBase64")).isTrue();
        read(limited, letter);
        assertThat(DeadLetterReader.read(whole)).usingRecursiveComparison().isEqualTo(letter);
        assertThat(limited.length).isLessThanOrEqualTo(Math.max(limit, envelope(letter)));
    }

    private static JsonNode read(byte[] written, DeadLetter letter) throws IOException {
        assertThat(Utf8.firstInvalid(written)).isNegative();
        JsonNode json = TREE.readTree(written);
        assertThat(json.get("reason").textValue()).isEqualTo(letter.reason().text());
        assertThat(json.get("attempts").intValue()).isEqualTo(letter.attempts());
        assertThat(json.get("failedAt").textValue()).isEqualTo(letter.failedAt().toString());
        String detail = json.get("detail").textValue();
        assertThat(detail.startsWith(letter.detail()) || letter.detail().startsWith(detail))
                .isTrue();
        assertThat(json.at("/origin/stream").textValue()).isEqualTo(letter.origin().stream());
        assertThat(json.at("/origin/file").textValue())
                .isEqualTo(letter.origin().file());
        return json;
    }

    /** What a letter takes without its payload, and with the sentence that says so. */
    private static int envelope(DeadLetter letter) {
        DeadLetter empty = new DeadLetter(
                letter.reason(), letter.detail(), letter.attempts(), letter.failedAt(), letter.origin(), new byte[0]);
        return DeadLetterJson.write(empty).length + 200;
    }

    private static DeadLetter letter(FuzzedDataProvider data) {
        Origin origin = data.consumeBoolean()
                ? Origin.file(text(data))
                : Origin.kinesis(text(data), text(data), text(data), text(data));
        return new DeadLetter(
                data.pickValue(Reason.values()),
                text(data),
                data.consumeInt(0, Integer.MAX_VALUE),
                Instant.ofEpochSecond(data.consumeLong(-31_557_014_167_219_200L, 31_556_889_864_403_199L)),
                origin,
                data.consumeRemainingAsBytes());
    }

    private static String text(FuzzedDataProvider data) {
        return data.consumeString(40);
    }
}

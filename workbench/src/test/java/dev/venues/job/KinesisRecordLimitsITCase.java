package dev.venues.job;

import com.fasterxml.jackson.databind.JsonNode;
import dev.venues.connector.kinesis.KinesisConnector;
import dev.venues.testing.JobProcess;
import dev.venues.testing.geo.SyntheticEvents;
import dev.venues.testing.job.KinesisExtension;
import dev.venues.testing.job.KinesisJob;
import dev.venues.testing.kinesis.KinesisApi.Entry;
import dev.venues.testing.kinesis.KinesisApi.Rec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * Records of exactly 1 MiB and one byte more, data and partition key together. The emulator limits the data only, so that
 * what is too large can reach the job here.
 */
class KinesisRecordLimitsITCase {

    private static final int LIMIT = KinesisConnector.MAX_EVENT_BYTES;

    /** 256 characters, 512 UTF-16 units, 1,024 bytes. */
    private static final String LONGEST_KEY = "🎵".repeat(256);

    @TempDir
    private Path folder;

    @RegisterExtension
    private static final KinesisExtension KINESIS =
            KinesisExtension.onKinesalite().withGeoApi().build();

    @Test
    void shouldPassWhatFitsAndSayWhatDoesNot() {
        int growth = growth();
        Map<String, byte[]> fitting = Map.of(
                "present",
                padded("{\"venue\":{\"latitude\":1,\"longitude\":2}}", LIMIT - "present".length()),
                "skipped",
                padded("{\"venue\":{}}", LIMIT - "skipped".length()),
                "found",
                padded(SyntheticEvents.event(7), LIMIT - "found".length() - growth),
                LONGEST_KEY,
                padded("{\"venue\":{}}", LIMIT - 1_024));
        Map<String, byte[]> tooLarge = Map.of(
                "present!",
                padded("{\"venue\":{\"latitude\":1,\"longitude\":2}}", LIMIT - "present!".length() + 1),
                "skipped!",
                padded("{\"venue\":{}}", LIMIT),
                "found!",
                padded(SyntheticEvents.event(9), LIMIT - "found!".length() - growth + 1),
                LONGEST_KEY.substring(2) + "😀",
                padded("{\"venue\":{}}", LIMIT - 1_024 + 1));
        byte[] malformed = padded("not JSON", LIMIT - "malformed".length());
        KinesisJob job = KINESIS.job("limits", folder);
        KINESIS.api()
                .putRecords(
                        job.events(),
                        Stream.of(fitting, tooLarge, Map.of("malformed", malformed))
                                .flatMap(some -> some.entrySet().stream())
                                .map(each -> new Entry(each.getValue(), each.getKey()))
                                .toList());
        JobProcess process = job.start(KINESIS.endpoint(), KINESIS.geo());
        process.await("all records", () -> job.output().size() + job.letters().size() >= 9);

        Map<String, byte[]> out = job.output().stream().collect(Collectors.toMap(Rec::partitionKey, Rec::data));
        assertThat(out.keySet()).isEqualTo(fitting.keySet());
        assertThat(out).allSatisfy((key, data) -> assertThat(data.length + key.getBytes(UTF_8).length)
                .isEqualTo(LIMIT));
        for (String untouched : List.of("present", "skipped", LONGEST_KEY)) {
            assertThat(out.get(untouched)).isEqualTo(fitting.get(untouched));
        }
        assertThat(new String(out.get("found"), UTF_8)).contains("\"outcome\":\"found\"");

        Map<String, JsonNode> letters = job.letters().stream()
                .collect(Collectors.toMap(
                        letter -> letter.at("/origin/partitionKey").asText(), Function.identity()));
        assertThat(letters.keySet()).hasSize(5).containsAll(tooLarge.keySet());
        assertThat(letters.values()).noneMatch(letter -> letter.has("payload") || letter.has("payloadBase64"));
        assertThat(letters.remove("malformed").get("reason").asText()).isEqualTo("malformed");
        assertThat(letters.values())
                .allMatch(letter -> letter.get("reason").asText().equals("too-large"))
                .allMatch(letter -> letter.get("detail").asText().matches("\\d+ bytes with its partition key.*"));
        assertThat(letters.get("found!").get("detail").asText()).startsWith(LIMIT + 1 + " bytes");
    }

    @Test
    void shouldKeepTheLongestPartitionKeyEverywhere() {
        KinesisJob job = KINESIS.job("keys", folder);
        KINESIS.api()
                .putRecords(
                        job.events(),
                        List.of(
                                new Entry(SyntheticEvents.event(7).getBytes(UTF_8), LONGEST_KEY),
                                new Entry("not JSON".getBytes(UTF_8), LONGEST_KEY)));
        JobProcess process = job.start(KINESIS.endpoint(), KINESIS.geo());
        process.await("all records", () -> job.output().size() + job.letters().size() >= 2);

        assertThat(job.output()).extracting(Rec::partitionKey).containsExactly(LONGEST_KEY);
        assertThat(KINESIS.api().readAll(job.deadLetters()))
                .extracting(Rec::partitionKey)
                .containsExactly(LONGEST_KEY);
        assertThat(job.letters().get(0).at("/origin/partitionKey").asText()).isEqualTo(LONGEST_KEY);
        assertThat(job.letters().get(0).get("payload").asText()).isEqualTo("not JSON");
    }

    /** By how many bytes the answer to a first question makes the events 7 and 9 longer. */
    private static int growth() {
        String event = SyntheticEvents.event(7);
        String located = event.replace(
                "\"latitude\":null,\"longitude\":null",
                "\"latitude\":40.7,\"longitude\":-1.75,\"geo\":{\"outcome\":\"found\",\"placeId\":\"p7\","
                        + "\"name\":\"Café 7\",\"address\":\"Ehrenstraße 1\",\"provider\":\"foursquare\",\"via\":\"api\"}");
        return located.getBytes(UTF_8).length - event.getBytes(UTF_8).length;
    }

    /** A record with spaces at its end. */
    private static byte[] padded(String text, int size) {
        return (text + " ".repeat(size - text.getBytes(UTF_8).length)).getBytes(UTF_8);
    }
}

package dev.venues.job;

import com.fasterxml.jackson.databind.JsonNode;
import dev.venues.connector.kinesis.KinesisConnector;
import dev.venues.testing.JobProcess;
import dev.venues.testing.JsonLines;
import dev.venues.testing.geo.SyntheticEvents;
import dev.venues.testing.job.KinesisExtension;
import dev.venues.testing.kinesis.KinesisApi.Entry;
import dev.venues.testing.kinesis.KinesisApi.Rec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

/** Kinesis → job → Kinesis through the real connector, on kinesalite. */
class KinesisToKinesisITCase {

    private static final int EVENTS = 100_000;

    @TempDir
    private Path folder;

    @RegisterExtension
    private final KinesisExtension kinesis = KinesisExtension.onKinesalite()
            .withStream("events", 2)
            .withStream("enriched", 2)
            .withStream("dead-letters", 1)
            .withGeoApi()
            .build();

    @Test
    void shouldLocateEachEventOnceUnderItsPartitionKey() {
        kinesis.api()
                .putRecords(
                        "events",
                        IntStream.range(0, EVENTS)
                                .mapToObj(
                                        i -> new Entry(SyntheticEvents.event(i).getBytes(UTF_8), key(i)))
                                .toList());
        JobProcess job = start("events");
        job.await("all events", () -> kinesis.api().readAll("enriched").size() >= EVENTS);
        job.stop();

        List<Rec> out = kinesis.api().readAll("enriched");
        assertThat(out.stream().map(record -> id(record)).toList())
                .containsExactlyInAnyOrderElementsOf(
                        IntStream.range(0, EVENTS).boxed().toList());
        assertThat(out)
                .allMatch(record -> SyntheticEvents.isLocatedRight(new String(record.data(), UTF_8)))
                .allMatch(record -> record.partitionKey().equals(key(id(record))));
        assertThat(kinesis.api().readAll("dead-letters")).isEmpty();
        assertThat(kinesis.geo().requests()).isEqualTo(50);
        assertThat(job.output()).containsPattern("events in +100,000 ").containsPattern("found +100,000\n");
    }

    @Test
    void shouldMakeDeadLettersThatNameTheirRecord() {
        byte[] notUtf8 = {'{', (byte) 0xff, '}'};
        byte[] largest = new byte[KinesisConnector.MAX_EVENT_BYTES - 1];
        Arrays.fill(largest, (byte) ' ');
        byte[] frame =
                "{\"id\":1,\"venue\":{\"name\":\"Café 1\",\"city\":\"Köln\",\"country\":\"DE\"}}".getBytes(UTF_8);
        System.arraycopy(frame, 0, largest, 0, frame.length);
        kinesis.api()
                .putRecords(
                        "events",
                        List.of(
                                new Entry("not JSON".getBytes(UTF_8), "a"),
                                new Entry(new byte[0], "b"),
                                new Entry(notUtf8, "c"),
                                new Entry(largest, "d"),
                                new Entry(SyntheticEvents.event(7).getBytes(UTF_8), "🎵".repeat(100))));
        JobProcess job = start("events");
        job.await(
                "all events",
                () -> kinesis.api().readAll("dead-letters").size() >= 4
                        && kinesis.api().readAll("enriched").size() >= 1);
        job.stop();

        List<Rec> letters = kinesis.api().readAll("dead-letters");
        assertThat(letters).extracting(Rec::partitionKey).containsExactlyInAnyOrder("a", "b", "c", "d");
        for (Rec letter : letters) {
            JsonNode json = JsonLines.parse(new String(letter.data(), UTF_8));
            boolean tooLarge = letter.partitionKey().equals("d");
            assertThat(json.get("reason").asText()).isEqualTo(tooLarge ? "too-large" : "malformed");
            assertThat(json.has("payload") || json.has("payloadBase64")).isEqualTo(!tooLarge);
            assertThat(json.at("/origin/stream").asText()).isEqualTo("events");
            assertThat(json.at("/origin/shard").asText()).startsWith("shardId-");
            assertThat(json.at("/origin/sequence").asText()).matches("\\d+");
            assertThat(json.at("/origin/partitionKey").asText()).isEqualTo(letter.partitionKey());
        }
        assertThat(kinesis.api().readAll("enriched")).hasSize(1).allMatch(record -> record.partitionKey()
                .equals("🎵".repeat(100)));
    }

    @Test
    void shouldEndWithOneSentenceWhenAStreamDoesNotExist() {
        JobProcess job = start("no-such-stream");
        assertThat(job.awaitExit()).isEqualTo(1);

        assertThat(lines(job))
                .last()
                .isEqualTo("No Kinesis stream named no-such-stream in " + kinesis.endpoint() + ".");
    }

    @Test
    void shouldEndWithOneSentenceWhenThereAreNoCredentials() {
        Map<String, String> none =
                Map.of("AWS_ACCESS_KEY_ID", "", "AWS_SECRET_ACCESS_KEY", "", "HOME", folder.toString());
        JobProcess job = kinesis.start(folder, List.of("-Duser.home=" + folder), none, arguments("events"));
        assertThat(job.awaitExit()).isEqualTo(1);

        assertThat(lines(job)).last().asString().startsWith("No AWS credentials: the SDK's own chain");
    }

    @Test
    void shouldEndWithOneSentenceWhenThereIsNoRegion() {
        Map<String, String> none = Map.of("AWS_REGION", "", "HOME", folder.toString());
        String[] withoutEndpoint = {
            "enrich",
            "--venues.source",
            "kinesis",
            "--venues.source.kinesis.stream",
            "events",
            "--venues.geo.provider",
            "photon"
        };
        JobProcess job = kinesis.start(folder, List.of("-Duser.home=" + folder), none, withoutEndpoint);
        assertThat(job.awaitExit()).isEqualTo(1);

        assertThat(lines(job))
                .last()
                .isEqualTo("No AWS region: set venues.aws.region, AWS_REGION or a region in the AWS profile.");
    }

    @Test
    void shouldEndWithOneSentenceWhenKinesisCannotBeReached() {
        kinesis.killEmulator();
        JobProcess job = start("events");
        assertThat(job.awaitExit()).isEqualTo(1);

        assertThat(lines(job))
                .last()
                .asString()
                .startsWith("Kinesis in " + kinesis.endpoint() + " cannot be reached: ");
    }

    private JobProcess start(String stream) {
        return kinesis.start(folder, arguments(stream));
    }

    private String[] arguments(String stream) {
        List<String> args = new ArrayList<>(List.of("enrich", "--web-port", "0"));
        Map.of(
                        "venues.source", "kinesis",
                        "venues.source.kinesis.stream", stream,
                        "venues.sink", "kinesis",
                        "venues.sink.kinesis.stream", "enriched",
                        "venues.dead-letters.kinesis.stream", "dead-letters",
                        "venues.aws.endpoint", kinesis.endpoint().toString())
                .forEach((key, value) -> args.addAll(List.of("--" + key, value)));
        args.addAll(kinesis.geo().options());
        return args.toArray(String[]::new);
    }

    private static List<String> lines(JobProcess job) {
        return job.output().lines().toList();
    }

    private static String key(int event) {
        return "kéy " + event % 97;
    }

    private static int id(Rec record) {
        return JsonLines.parse(new String(record.data(), UTF_8)).get("id").asInt();
    }
}

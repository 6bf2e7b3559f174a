package dev.venues.job;

import com.fasterxml.jackson.databind.JsonNode;
import dev.venues.testing.JobProcess;
import dev.venues.testing.JsonLines;
import dev.venues.testing.geo.GeoApi;
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
import java.util.stream.IntStream;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

/** Dead letters in a stream, through the shaded local jar again, on kinesalite. */
class KinesisReplayITCase {

    private static final int EVENTS = 200;
    private static final List<Integer> IDS = IntStream.range(0, EVENTS).boxed().toList();

    @TempDir
    private Path folder;

    @RegisterExtension
    private final KinesisExtension kinesis = KinesisExtension.onKinesalite()
            .withStream("events", 2)
            .withStream("enriched", 2)
            .withStream("dead-letters", 2)
            .build();

    @Test
    void shouldReplayAStreamUntilNoneIsLeft() {
        makeDeadLetters();
        List<Rec> letters = kinesis.api().readAll("dead-letters");
        // From here on one shard is closed, and holds letters that only it holds.
        kinesis.api()
                .splitShard(
                        "dead-letters", kinesis.api().shardIds("dead-letters").get(0));
        kinesis.api().putRecords("dead-letters", List.of(new Entry("no letter".getBytes(UTF_8), "x")));

        try (GeoApi broken = new GeoApi().answerWithoutCoordinates()) {
            assertThat(replay(broken))
                    .containsPattern("letters read +201 ")
                    .containsPattern("replayed +200 +200 of them are dead letters again")
                    .containsPattern("cannot be replayed +1\n +dead-letters/shardId-\\d+/\\d+: not JSON");
        }
        List<Rec> again = kinesis.api().readAll("dead-letters").stream()
                .filter(record -> attempts(record) == 2)
                .toList();
        assertThat(again).hasSize(EVENTS);
        assertThat(origins(again)).containsExactlyInAnyOrderElementsOf(origins(letters));
        assertThat(again).allMatch(record -> record.partitionKey()
                .equals(JsonLines.parse(new String(record.data(), UTF_8))
                        .at("/origin/partitionKey")
                        .asText()));

        try (GeoApi mended = new GeoApi()) {
            assertThat(replay(mended))
                    .containsPattern("letters read +401 ")
                    .containsPattern("replayed +200 +0 of them are dead letters again")
                    .containsPattern("already replayed +200\n")
                    .endsWith("ledger        out/replayed-dead-letters\n");
            List<Rec> out = kinesis.api().readAll("enriched");
            assertThat(out.stream().map(KinesisReplayITCase::id).toList()).containsExactlyInAnyOrderElementsOf(IDS);
            assertThat(out)
                    .allMatch(record -> SyntheticEvents.isLocatedRight(new String(record.data(), UTF_8)))
                    .allMatch(record -> record.partitionKey().equals(key(id(record))));

            assertThat(replay(mended)).containsPattern(" replayed +0\n").containsPattern("already replayed +400\n");
            assertThat(kinesis.api().readAll("enriched")).hasSize(EVENTS);
        }
    }

    @Test
    void shouldSayWhenThereIsNoSuchStream() {
        JobProcess job = kinesis.start(
                folder,
                "replay",
                "--from",
                "kinesis:no-such",
                "--dry-run",
                "--venues.aws.endpoint",
                kinesis.endpoint().toString());
        assertThat(job.awaitExit()).isEqualTo(1);

        assertThat(job.output())
                .isEqualTo("The dead letters cannot be counted: No Kinesis stream named no-such in "
                        + kinesis.endpoint() + ".\n");
    }

    private void makeDeadLetters() {
        kinesis.api()
                .putRecords(
                        "events",
                        IDS.stream()
                                .map(i -> new Entry(SyntheticEvents.event(i).getBytes(UTF_8), key(i)))
                                .toList());
        GeoApi broken = kinesis.open(new GeoApi().answerWithoutCoordinates());
        JobProcess job =
                start(broken, "enrich", "--venues.source", "kinesis", "--venues.source.kinesis.stream", "events");
        job.await(
                "all dead letters", () -> kinesis.api().readAll("dead-letters").size() >= EVENTS);
        job.stop();
    }

    private String replay(GeoApi api) {
        JobProcess job = start(api, "replay", "--from", "kinesis:dead-letters");
        assertThat(job.awaitExit()).as(job.output()).isZero();
        return job.output();
    }

    private JobProcess start(GeoApi api, String... command) {
        List<String> args = new ArrayList<>(Arrays.asList(command));
        args.addAll(List.of("--web-port", "0"));
        args.addAll(List.of("--venues.sink", "kinesis", "--venues.sink.kinesis.stream", "enriched"));
        args.addAll(List.of("--venues.dead-letters.kinesis.stream", "dead-letters"));
        args.addAll(List.of("--venues.aws.endpoint", kinesis.endpoint().toString()));
        args.addAll(api.options());
        return kinesis.start(folder, args.toArray(String[]::new));
    }

    private static int attempts(Rec letter) {
        String text = new String(letter.data(), UTF_8);
        return text.startsWith("{") ? JsonLines.parse(text).get("attempts").asInt() : -1;
    }

    private static List<JsonNode> origins(List<Rec> letters) {
        return letters.stream()
                .map(letter -> JsonLines.parse(new String(letter.data(), UTF_8)).get("origin"))
                .toList();
    }

    private static String key(int event) {
        return "kéy " + event % 97;
    }

    private static int id(Rec record) {
        return JsonLines.parse(new String(record.data(), UTF_8)).get("id").asInt();
    }
}

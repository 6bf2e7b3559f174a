package dev.venues.local;

import com.fasterxml.jackson.databind.JsonNode;
import dev.venues.testing.JobProcess;
import dev.venues.testing.JsonLines;
import dev.venues.testing.geo.GeoApi;
import dev.venues.testing.geo.SyntheticEvents;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;

/** Dead letters in files, through the shaded local jar again. */
class ReplayITCase {

    private static final int EVENTS = 300;
    private static final List<Integer> IDS = IntStream.range(0, EVENTS).boxed().toList();

    @TempDir
    private Path folder;

    private Path letters;
    private Path enriched;

    @BeforeEach
    void nameFolders() {
        letters = folder.resolve("out/dead-letters");
        enriched = folder.resolve("out/enriched");
    }

    @Test
    void shouldLocateWhatFailedOnceTheApiIsMended() throws Exception {
        makeDeadLetters("{\"broken\"", "{\"broken\"");
        try (GeoApi mended = new GeoApi()) {
            String first = run(mended, "replay", "--from", letters.toString(), "--reason", "rejected,timed-out");

            assertThat(first)
                    .containsPattern("letters read +302 ")
                    .containsPattern("replayed +300 +0 of them are dead letters again")
                    .containsPattern("filtered out +2\n")
                    .containsPattern("found +300\n")
                    .endsWith("ledger        " + letters.resolve("_replayed") + "\n");
            assertThat(ids(JsonLines.lines(enriched))).containsExactlyInAnyOrderElementsOf(IDS);
            assertThat(JsonLines.lines(enriched)).allMatch(SyntheticEvents::isLocatedRight);

            int requests = mended.requests();
            String second = run(mended, "replay", "--from", letters.toString(), "--reason", "rejected,timed-out");

            assertThat(second).containsPattern(" replayed +0\n").containsPattern("already replayed +300\n");
            assertThat(JsonLines.lines(enriched)).hasSize(EVENTS);
            assertThat(mended.requests()).isEqualTo(requests);
        }
    }

    @Test
    void shouldReplayUntilNoneIsLeft() throws Exception {
        makeDeadLetters();
        try (GeoApi broken = new GeoApi().answerWithoutCoordinates()) {
            String again = run(broken, "replay", "--from", letters.toString());

            assertThat(again).containsPattern("replayed +300 +300 of them are dead letters again");
        }
        List<JsonNode> all = read(letters);
        assertThat(all)
                .hasSize(2 * EVENTS)
                .allMatch(letter -> letter.at("/origin/file").asText().endsWith("/in.jsonl"));
        assertThat(ids(all.stream()
                        .filter(letter -> letter.get("attempts").asInt() == 2)
                        .map(letter -> letter.get("payload").asText())
                        .toList()))
                .as("attempts of both runs")
                .containsExactlyInAnyOrderElementsOf(IDS);
        try (GeoApi mended = new GeoApi()) {
            String third = run(mended, "replay", "--from", letters.toString());

            assertThat(third)
                    .containsPattern("replayed +300 +0 of them are dead letters again")
                    .containsPattern("already replayed +300\n");
            assertThat(ids(JsonLines.lines(enriched))).containsExactlyInAnyOrderElementsOf(IDS);
            assertThat(run(mended, "replay", "--from", letters.toString()))
                    .containsPattern("letters read +600 ")
                    .containsPattern(" replayed +0\n");
        }
    }

    @Test
    void shouldMarkNothingWhenTheReplayFails() throws Exception {
        makeDeadLetters();
        try (GeoApi refusing = new GeoApi().answerWith(401);
                JobProcess job = start(refusing, "replay", "--from", letters.toString())) {
            assertThat(job.awaitExit()).isEqualTo(1);
        }

        assertAllAreStillToBeReplayed();
    }

    @Test
    void shouldMarkNothingWhenTheReplayIsStopped() throws Exception {
        makeDeadLetters();
        try (GeoApi mended = new GeoApi();
                JobProcess job =
                        start(mended, "replay", "--from", letters.toString(), "--venues.geo.rate-limit", "10")) {
            job.await("the first lookups", () -> mended.requests() > 5);
            job.stop();

            assertThat(job.output()).contains("nothing was noted in " + letters.resolve("_replayed"));
            assertThat(folder.toFile().list())
                    .as("nothing is left in the temporary folder, which is this one")
                    .containsExactlyInAnyOrder("in.jsonl", "out", "output.txt");
        }

        assertAllAreStillToBeReplayed();
    }

    /** Reading a long stream can take its time; here it is a pipe that nobody writes to. */
    @Test
    void shouldLeaveNothingBehindWhenItIsStoppedWhileItReads() throws Exception {
        Path pipe = folder.resolve("pipe");
        assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor())
                .isZero();
        try (JobProcess job =
                JobProcess.start(folder, "replay", "--from", pipe.toString(), "--venues.geo.provider", "photon")) {
            job.await("the first file", () -> {
                try (Stream<Path> files = Files.walk(folder)) {
                    return files.anyMatch(file -> file.endsWith("digests"));
                }
            });
            job.stop();
        }

        assertThat(folder.toFile().list()).containsExactlyInAnyOrder("pipe", "_replayed", "out", "output.txt");
        assertThat(folder.resolve("_replayed")).isEmptyFile();
    }

    private void assertAllAreStillToBeReplayed() throws IOException {
        assertThat(letters.resolve("_replayed")).isEmptyFile();
        JobProcess job = JobProcess.start(folder, "replay", "--dry-run", "--from", letters.toString());
        try (job) {
            assertThat(job.awaitExit()).as(job.output()).isZero();
            assertThat(job.output()).containsPattern("(?m)^ +rejected +300 +0 +0 +0$");
        }
    }

    /** Runs the job against an API that refuses every query. */
    private void makeDeadLetters(String... moreLines) throws IOException {
        List<String> events = new ArrayList<>(SyntheticEvents.events(EVENTS));
        events.addAll(List.of(moreLines));
        Path in = Files.write(folder.resolve("in.jsonl"), events);
        try (GeoApi broken = new GeoApi().answerWithoutCoordinates();
                JobProcess job = start(broken, "enrich", "--venues.source.files.path", in.toString())) {
            assertThat(job.awaitExit()).as(job.output()).isEqualTo(1);
        }
        assertThat(read(letters)).hasSize(events.size());
    }

    /** Finished files only: a ledger is none of them. */
    private static List<JsonNode> read(Path folder) throws IOException {
        List<JsonNode> letters = new ArrayList<>();
        try (var buckets = Files.newDirectoryStream(folder, Files::isDirectory)) {
            buckets.forEach(bucket -> letters.addAll(JsonLines.read(bucket)));
        }
        return letters;
    }

    private String run(GeoApi api, String... command) {
        try (JobProcess job = start(api, command)) {
            assertThat(job.awaitExit()).as(job.output()).isZero();
            return job.output();
        }
    }

    private JobProcess start(GeoApi api, String... command) {
        List<String> args = new ArrayList<>(List.of(command));
        args.addAll(List.of("--web-port", "0"));
        args.addAll(api.options());
        return JobProcess.start(folder, args.toArray(String[]::new));
    }

    private static List<Integer> ids(List<String> events) {
        return events.stream()
                .map(event -> JsonLines.parse(event).get("id").asInt())
                .toList();
    }
}

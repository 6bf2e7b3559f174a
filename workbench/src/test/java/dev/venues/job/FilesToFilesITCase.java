package dev.venues.job;

import com.fasterxml.jackson.databind.JsonNode;
import dev.venues.testing.JobProcess;
import dev.venues.testing.JsonLines;
import dev.venues.testing.geo.GeoApi;
import dev.venues.testing.geo.SyntheticEvents;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

/** Files in, files out, WireMock as the geo API. */
class FilesToFilesITCase {

    private static final int EVENTS = 20_000;

    @TempDir
    private Path folder;

    private Path in;

    @BeforeEach
    void makeInputFolder() throws Exception {
        in = Files.createDirectory(folder.resolve("in"));
    }

    @Test
    void shouldLocateEachEventOnceAndAskOncePerVenue() throws Exception {
        List<String> events = SyntheticEvents.events(EVENTS);
        Files.write(in.resolve("a.jsonl"), events.subList(0, 8_000));
        Files.write(in.resolve("b.json"), events.subList(8_000, 12_000));
        gzip(in.resolve("c.jsonl.gz"), events.subList(12_000, EVENTS));
        try (GeoApi api = new GeoApi();
                JobProcess job = start(api)) {
            assertThat(job.awaitExit()).as(job.output()).isZero();

            List<String> lines = JsonLines.lines(folder.resolve("out/enriched"));
            assertThat(ids(lines))
                    .containsExactlyInAnyOrderElementsOf(
                            IntStream.range(0, EVENTS).boxed().toList());
            assertThat(lines).allMatch(SyntheticEvents::isLocatedRight);
            assertThat(api.requests()).isEqualTo(50);
        }
    }

    @Test
    void shouldKeepTheOrderWhenAskedTo() throws Exception {
        Files.write(in.resolve("a.jsonl"), SyntheticEvents.events(2_000));
        try (GeoApi api = new GeoApi();
                JobProcess job = start(
                        api,
                        "--venues.enrichment.order",
                        "ordered",
                        // One file at the end: the names of several tell no order.
                        "-Dexecution.checkpointing.interval=1h")) {
            assertThat(job.awaitExit()).as(job.output()).isZero();

            assertThat(ids(JsonLines.lines(folder.resolve("out/enriched"))))
                    .isSorted()
                    .hasSize(2_000);
        }
    }

    @Test
    void shouldMakeDeadLettersThatNameTheirFile() throws Exception {
        Path file = in.resolve("mixed.jsonl");
        Files.write(
                file, (SyntheticEvents.event(1) + "\n{\"broken\"\n\n{\"bad\":\"\u00ff\"}\n").getBytes("ISO-8859-1"));
        try (GeoApi api = new GeoApi();
                JobProcess job = start(api)) {
            assertThat(job.awaitExit()).as(job.output()).isEqualTo(1);

            List<JsonNode> letters = JsonLines.read(folder.resolve("out/dead-letters"));
            assertThat(letters)
                    .hasSize(4)
                    .allMatch(letter -> letter.get("reason").asText().equals("malformed"))
                    .allMatch(letter -> letter.at("/origin/file").asText().endsWith("in/mixed.jsonl"));
            assertThat(letters)
                    .anyMatch(letter -> letter.path("payload").asText().equals("{\"broken\""));
            assertThat(letters)
                    .anyMatch(letter -> Arrays.equals(
                            payloadBytes(letter),
                            new byte[] {'{', '"', 'b', 'a', 'd', '"', ':', '"', (byte) 0xff, '"', '}'}));
        }
    }

    @Test
    void shouldGoOnWithNewFilesAndFinishWhatItHasWhenStopped() throws Exception {
        Files.write(in.resolve("a.jsonl"), SyntheticEvents.events(100));
        try (GeoApi api = new GeoApi();
                JobProcess job = start(api, "--venues.source.files.watch", "true")) {
            job.await("the first file", () -> api.requests() >= 50);

            Path unseen = folder.resolve("later.jsonl");
            Files.write(unseen, SyntheticEvents.events(300).subList(100, 300));
            Files.move(unseen, in.resolve("later.jsonl"), StandardCopyOption.ATOMIC_MOVE);
            job.await(
                    "the second file",
                    () -> JsonLines.lines(folder.resolve("out/enriched")).size() == 300);
            job.stop();

            assertThat(folder.toFile().list())
                    .as("nothing is left in the temporary folder, which is this one")
                    .containsExactlyInAnyOrder("in", "out", "output.txt");
            assertThat(job.output()).containsPattern("events in +300 ").containsPattern("found +300\n");
            assertThat(ids(JsonLines.lines(folder.resolve("out/enriched"))))
                    .containsExactlyInAnyOrderElementsOf(
                            IntStream.range(0, 300).boxed().toList());
        }
    }

    private JobProcess start(GeoApi api, String... more) {
        List<String> args = new ArrayList<>(List.of(
                "enrich",
                "--venues.source.files.path",
                in.toString(),
                "--web-port",
                "0",
                "-Dexecution.checkpointing.interval=1s"));
        args.addAll(api.options());
        args.addAll(List.of(more));
        return JobProcess.start(folder, args.toArray(String[]::new));
    }

    private static List<Integer> ids(List<String> lines) {
        return lines.stream()
                .map(line -> JsonLines.parse(line).get("id").asInt())
                .toList();
    }

    private static byte[] payloadBytes(JsonNode letter) {
        try {
            return letter.has("payloadBase64")
                    ? letter.get("payloadBase64").binaryValue()
                    : letter.get("payload").asText().getBytes(UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void gzip(Path file, List<String> lines) throws Exception {
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
            out.write((String.join("\n", lines) + "\n").getBytes(UTF_8));
        }
    }
}

package dev.venues.local;

import com.fasterxml.jackson.databind.JsonNode;
import dev.venues.codec.PublishedSchema;
import dev.venues.testing.Checkout;
import dev.venues.testing.JobProcess;
import dev.venues.testing.JsonLines;
import dev.venues.testing.geo.GeoApi;
import dev.venues.testing.geo.SyntheticEvents;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

/** The shaded local jar, as a user starts it. */
class LocalJarITCase {

    @TempDir
    private Path folder;

    @Test
    void shouldLocateTheBundledSamplesByDefault() throws Exception {
        try (JobProcess job = JobProcess.start(folder, "--web-port", "0")) {
            assertThat(job.awaitExit()).as(job.output()).isZero();

            Map<String, Long> summary = summary(job.output());
            List<JsonNode> enriched = JsonLines.read(folder.resolve("out/enriched"));
            List<JsonNode> dead = JsonLines.read(folder.resolve("out/dead-letters"));
            assertThat(summary.get("events in")).isEqualTo(2_400);
            assertThat(summary.get("found")
                            + summary.get("not found")
                            + summary.get("present")
                            + summary.get("skipped")
                            + summary.get("dead letters"))
                    .isEqualTo(2_400);
            assertThat(enriched).hasSize((int) (2_400 - summary.get("dead letters")));
            assertThat(dead)
                    .hasSize(12)
                    .allMatch(letter -> letter.get("reason").asText().equals("malformed"));
            assertThat(enriched.stream()
                            .filter(event ->
                                    event.at("/venue/geo/outcome").asText().equals("found")))
                    .hasSize(summary.get("found").intValue())
                    .allMatch(LocalJarITCase::isWhereTheTableSays);
            assertThat(enriched.stream()
                            .filter(event ->
                                    event.at("/venue/geo/outcome").asText().equals("not-found")))
                    .hasSize(summary.get("not found").intValue());
            assertThat(JsonLines.lines(folder.resolve("out/enriched")))
                    .flatMap(PublishedSchema.EVENT::problems)
                    .isEmpty();
            assertThat(JsonLines.lines(folder.resolve("out/dead-letters")))
                    .flatMap(PublishedSchema.DEAD_LETTER::problems)
                    .isEmpty();
            assertThat(job.output())
                    .contains("Flink's web UI: http://")
                    .contains("embedded: it knows the venues of the bundled samples only")
                    .doesNotContain("unaccounted");
            assertThat(venuesAskedFor(enriched)).as("one call per venue").isEqualTo(summary.get("API calls"));
        }
    }

    @Test
    void shouldKeepEveryByteOnAPlatformThatKnowsAsciiOnly() throws Exception {
        List<String> ascii = List.of("-Dfile.encoding=US-ASCII", "-Dsun.jnu.encoding=US-ASCII");
        Path in = folder.resolve("in.jsonl");
        Files.write(in, SyntheticEvents.events(50));
        try (GeoApi api = new GeoApi();
                JobProcess job = JobProcess.start(folder, ascii, Map.of(), enrich(in, api))) {
            assertThat(job.awaitExit()).as(job.output()).isZero();

            assertThat(JsonLines.lines(folder.resolve("out/enriched")))
                    .hasSize(50)
                    .allMatch(SyntheticEvents::isLocatedRight)
                    .allMatch(line -> line.contains("Ehrenstraße"));
        }
    }

    @Test
    void shouldFailWithOneSentenceAndNoSecretWhenTheApiRefusesTheKey() throws Exception {
        Path in = folder.resolve("in.jsonl");
        Files.write(in, SyntheticEvents.events(10));
        try (GeoApi api = new GeoApi().answerWith(401);
                JobProcess job = JobProcess.start(folder, enrich(in, api, "--report", "out/report.html"))) {
            assertThat(job.awaitExit()).isEqualTo(1);

            assertThat(lastLine(job.output()))
                    .startsWith("The job failed: The geo provider foursquare refuses access (the API answered 401)")
                    .contains("venues.geo.api-key")
                    .endsWith("(out/venues.log has the whole story)");
            assertThat(JsonLines.lines(folder.resolve("out/dead-letters"))).isEmpty();
            assertThat(folder.resolve("out/report.html"))
                    .content()
                    .contains("The run failed: The geo provider foursquare refuses access");
            assertThat(folder.resolve("out/venues.log")).content().contains("to FAILED with failure cause:");
            assertNoSecretBelow(folder);
        }
    }

    @Test
    void shouldMakeNoCallForWhatAnEarlierRunFoundOut() throws Exception {
        Path in = folder.resolve("in.jsonl");
        Files.write(in, SyntheticEvents.events(200));
        try (GeoApi api = new GeoApi()) {
            for (int run = 1; run <= 2; run++) {
                try (JobProcess job =
                        JobProcess.start(folder, enrich(in, api, "--venues.geo.cache.warm-from", "out/enriched"))) {
                    assertThat(job.awaitExit()).as(job.output()).isZero();
                }
            }

            assertThat(api.requests()).isEqualTo(SyntheticEvents.venues());
            assertThat(JsonLines.lines(folder.resolve("out/enriched")))
                    .hasSize(400)
                    .allMatch(SyntheticEvents::isLocatedRight);
            assertThat(Files.readString(folder.resolve("out/venues.log")))
                    .contains("The cache begins with 0 answers from out/enriched: there is nothing")
                    .contains("The cache begins with 50 answers from out/enriched: all was read");
        }
    }

    @Test
    void shouldListAllMistakesOfAFileAndExitWith2() throws Exception {
        Path config = folder.resolve("wrong.properties");
        Files.writeString(
                config,
                """
                venues.source = kafka
                venues.geo.provder = foursquare
                venues.geo.provider = nominatim
                venues.geo.max-in-flight = 0
                venues.geo.deadline = soon
                venues.event.name = venue.name
                """);
        try (JobProcess job = JobProcess.start(folder, "check", "--config", config.toString())) {
            assertThat(job.awaitExit()).isEqualTo(2);

            assertThat(job.output().lines()).hasSize(6).first().isEqualTo("5 problems in the settings:");
            assertThat(job.output())
                    .contains("venues.geo.provder = foursquare: is no setting; did you mean venues.geo.provider?");
        }
    }

    @Test
    void shouldSayWhichBuildItIs() throws Exception {
        try (JobProcess job = JobProcess.start(folder, "version")) {
            assertThat(job.awaitExit()).isZero();

            assertThat(job.output())
                    .matches("Venues \\d+\\.\\d+\\.\\d+(-SNAPSHOT)? \\(([0-9a-f]{7,40}|unknown)(, dirty)?\\)\n");
        }
    }

    @Test
    void shouldTakeAnotherPortWhenTheWebPortIsTaken() throws Exception {
        Path in = folder.resolve("in.jsonl");
        Files.write(in, SyntheticEvents.events(1));
        try (GeoApi api = new GeoApi()) {
            int taken = Integer.parseInt(api.url().replaceAll(".*:", ""));
            try (JobProcess job = JobProcess.start(folder, enrich(in, api, "--web-port", Integer.toString(taken)))) {
                assertThat(job.awaitExit()).as(job.output()).isZero();
                assertThat(job.output()).contains("Flink's web UI: http://").doesNotContain(":" + taken + "\n");
            }
        }
    }

    private static String[] enrich(Path in, GeoApi api, String... more) {
        List<String> args =
                new ArrayList<>(List.of("enrich", "--venues.source.files.path", in.toString(), "--web-port", "0"));
        args.addAll(api.options());
        args.addAll(List.of(more));
        return args.toArray(String[]::new);
    }

    private static void assertNoSecretBelow(Path folder) throws Exception {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                assertThat(new String(Files.readAllBytes(file), UTF_8))
                        .as(file.toString())
                        .doesNotContain(JobProcess.API_KEY);
            }
        }
    }

    private static String lastLine(String output) {
        return output.lines().reduce((first, second) -> second).orElseThrow();
    }

    private static Map<String, Long> summary(String output) {
        Map<String, Long> summary = new HashMap<>();
        Matcher line = Pattern.compile("^ *([a-zA-Z ]+?) {2,}([\\d,]+)(?: |$)", Pattern.MULTILINE)
                .matcher(output);
        while (line.find()) {
            summary.put(line.group(1), Long.parseLong(line.group(2).replace(",", "")));
        }
        return summary;
    }

    private static long venuesAskedFor(List<JsonNode> enriched) {
        return enriched.stream()
                .filter(event -> event.at("/venue/geo/via").asText().equals("api"))
                .count();
    }

    private static final Set<String> KNOWN = knownPositions();

    private static boolean isWhereTheTableSays(JsonNode event) {
        return KNOWN.contains(event.at("/venue/latitude").asDouble() + ","
                + event.at("/venue/longitude").asDouble());
    }

    private static Set<String> knownPositions() {
        Set<String> positions = new HashSet<>();
        try {
            for (String row : Files.readAllLines(Checkout.root().resolve("conf/samples/venues.csv"))) {
                Matcher position =
                        Pattern.compile(",(-?\\d+\\.\\d+),(-?\\d+\\.\\d+),").matcher(row);
                if (position.find()) {
                    positions.add(Double.parseDouble(position.group(1)) + "," + Double.parseDouble(position.group(2)));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return positions;
    }
}

package dev.venues.local;

import com.fasterxml.jackson.databind.JsonNode;
import dev.venues.testing.JobProcess;
import dev.venues.testing.JsonLines;
import dev.venues.testing.geo.SyntheticEvents;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;

/** What a log shipper finds in {@code out/venues.log}. */
class LogITCase {

    private static final int FAULTY_FILES = 20;

    @TempDir
    private Path folder;

    @Test
    void shouldBeOneJsonObjectALineThatNamesJobOperatorAndSubtaskWhenAskedFor() throws Exception {
        run(Map.of("VENUES_LOG", "json"));

        List<JsonNode> lines = log().map(JsonLines::parse).toList();
        assertThat(lines).isNotEmpty().allSatisfy(line -> {
            assertThat(line.path("@timestamp").asText()).matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z");
            assertThat(line.path("log.level").asText()).matches("INFO|WARN|ERROR");
            assertThat(line.path("message").asText()).isNotEmpty();
            assertThat(line.path("service.name").asText()).isEqualTo("venues");
        });
        List<JsonNode> starts = those(lines, "Lookups start: Venues ");
        assertThat(starts)
                .hasSameSizeAs(those(lines, "Lookups stop"))
                .isNotEmpty()
                .allSatisfy(line -> {
                    assertThat(line.path("flink-job-id").asText()).matches("[0-9a-f]{32}");
                    assertThat(line.path("operator").asText()).contains("decode -> locate -> ");
                });
        assertThat(starts)
                .extracting(line -> line.path("subtask").asText())
                .contains("0")
                .doesNotHaveDuplicates();
        assertThat(those(lines, "Venues "))
                .extracting(line -> line.path("message").asText())
                .satisfiesExactly(first -> assertThat(first).endsWith("starts"), last -> assertThat(last)
                        .endsWith("ends: FINISHED"));
    }

    @Test
    void shouldHaveOneWarningOfAKindAndTheCountOfTheOthers() throws Exception {
        run(Map.of());

        assertThat(log().filter(line -> line.contains("is empty, not even")))
                .hasSize(2)
                .satisfiesExactly(
                        first -> assertThat(first).contains(" WARN ").contains(".gz is empty"),
                        count -> assertThat(count).contains(" WARN ").contains(FAULTY_FILES - 1 + " more of the kind"));
        assertThat(log()).anyMatch(line -> line.matches(".* INFO .* \\[Source: .* 0] - Lookups start: .*"));
    }

    /** Some events, and files that each give reason for a warning. */
    private void run(Map<String, String> environment) throws Exception {
        Path in = Files.createDirectory(folder.resolve("in"));
        Files.write(in.resolve("events.jsonl"), SyntheticEvents.events(10));
        for (int i = 0; i < FAULTY_FILES; i++) {
            Files.createFile(in.resolve(i + ".jsonl.gz"));
        }
        String[] args = {
            "enrich",
            "--web-port",
            "0",
            "--venues.source.files.path",
            in.toString(),
            "--venues.geo.provider",
            "embedded"
        };
        try (JobProcess job = JobProcess.start(folder, List.of(), environment, args)) {
            assertThat(job.awaitExit()).as(job.output()).isZero();
        }
    }

    private Stream<String> log() throws Exception {
        return Files.readAllLines(folder.resolve("out/venues.log")).stream();
    }

    private static List<JsonNode> those(List<JsonNode> lines, String beginning) {
        Predicate<JsonNode> wanted = line -> line.path("message").asText().startsWith(beginning);
        return lines.stream().filter(wanted).toList();
    }
}

package dev.venues.config;

import dev.venues.config.SettingsParser.RunMode;
import dev.venues.job.Connectors;
import dev.venues.option.Problem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.nio.file.Path;
import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

class ConflictsTest {

    @TempDir
    private Path folder;

    @Test
    void shouldRefuseOneFolderForEventsAndDeadLetters() {
        assertThat(problems("--venues.dead-letters.files.path", "out/enriched"))
                .containsExactly(
                        "venues.dead-letters.files.path = out/enriched: must differ from venues.sink.files.path");
    }

    @Test
    void shouldRefuseOneStreamForEventsAndDeadLetters() {
        assertThat(problems(
                        "--venues.sink", "kinesis",
                        "--venues.sink.kinesis.stream", "a",
                        "--venues.dead-letters.kinesis.stream", "a"))
                .containsExactly("venues.dead-letters.kinesis.stream = a: must differ from venues.sink.kinesis.stream");
    }

    @Test
    void shouldRefuseToReadTheStreamThatItWrites() {
        assertThat(problems(
                        "--venues.source", "kinesis",
                        "--venues.source.kinesis.stream", "a,b",
                        "--venues.geo.provider", "photon",
                        "--venues.sink", "kinesis",
                        "--venues.sink.kinesis.stream", "b",
                        "--venues.dead-letters", "files"))
                .containsExactly("venues.sink.kinesis.stream = b: is a stream that the job reads");
    }

    @Test
    void shouldReportMissingStreamsOnly() {
        assertThat(problems(
                        "--venues.source", "kinesis", "--venues.sink", "kinesis", "--venues.geo.provider", "photon"))
                .containsExactlyInAnyOrder(
                        "venues.source.kinesis.stream: must be set for venues.source = kinesis",
                        "venues.sink.kinesis.stream: must be set for venues.sink = kinesis",
                        "venues.dead-letters.kinesis.stream: must be set for venues.sink = kinesis"
                                + " (or set venues.dead-letters = files)");
    }

    @Test
    void shouldRefuseToReadTheFolderThatItWrites() {
        String inside = folder.resolve("x/../y").toString();

        assertThat(problems(
                        "--venues.source.files.path",
                        folder.toString(),
                        "--venues.geo.provider",
                        "photon",
                        "--venues.sink.files.path",
                        inside))
                .containsExactly("venues.sink.files.path = " + inside + ": lies in the folder that the job reads");
    }

    @ParameterizedTest
    @CsvSource({"many", "0", "-1", "1.5", "99999999999"})
    void shouldRefuseBatchSizesThatAreNoNumbers(String value) {
        assertThat(problems("--venues.kinesis.producer.sink.batch.max-size", value))
                .containsExactly(
                        "venues.kinesis.producer.sink.batch.max-size = " + value + ": must be a whole number above 0");
    }

    @Test
    void shouldRefuseLocalOptionsOnACluster() {
        SettingsException refusal = catchThrowableOfType(
                SettingsException.class,
                () -> SettingsParser.parse(
                        CommandLine.parse(
                                List.of("--web-port", "1", "--metrics-port", "2", "--report=a.html", "-Da.b=c")),
                        RunMode.CLUSTER,
                        Connectors.standard()));

        assertThat(refusal.problems())
                .extracting(Problem::toString)
                .contains(
                        "--web-port: is for local runs",
                        "--metrics-port: is for local runs",
                        "--report: is for local runs",
                        "-Da.b: is for local runs");
    }

    private static List<String> problems(String... args) {
        SettingsException refusal = catchThrowableOfType(
                SettingsException.class,
                () -> SettingsParser.parse(CommandLine.parse(List.of(args)), RunMode.LOCAL, Connectors.standard()));
        assertThat(refusal).isNotNull();
        return refusal.problems().stream().map(Problem::toString).toList();
    }
}

package dev.venues.local;

import dev.venues.model.BuildInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;

/** The commands that run nothing. */
class MainTest {

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    // check

    @Test
    void shouldShowTheSettingsThatCount() {
        int code = run("check", "--venues.geo.retries", "2");

        assertThat(code).isEqualTo(Main.DONE);
        assertThat(out.toString(StandardCharsets.UTF_8))
                .containsPattern("(?m)^venues\\.source +files +\\(default\\)$")
                .containsPattern("(?m)^venues\\.geo\\.retries +2 +\\(command line\\)$");
    }

    /** Bug: the default was shown where another value counts. */
    @Test
    void shouldShowWhereOrderedEventsStay() {
        run("check", "--venues.enrichment.order", "ordered");

        assertThat(out.toString(StandardCharsets.UTF_8))
                .containsPattern(
                        "(?m)^venues\\.enrichment\\.distribute-by +source +\\(for venues\\.enrichment\\.order = ordered\\)$");
    }

    @Test
    void shouldWarnAfterTheSettings() {
        run("check", "--venues.enrichment.order", "ordered");

        assertThat(out.toString(StandardCharsets.UTF_8).lines())
                .endsWith(
                        "warning: venues.geo.provider is embedded: it knows the venues of the bundled samples only",
                        "warning: venues.enrichment.order is ordered: every event waits for the slowest one before it");
    }

    @Test
    void shouldReportAllProblemsOnStandardError(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(
                folder.resolve("wrong.properties"), "venues.geo.provder=photon\nvenues.source=kafka\n");

        int code = run(
                "check",
                "--config",
                file.toString(),
                "--venues.geo.retries=-1",
                "--venues.geo.rate-limit=fast",
                "--verbose");

        assertThat(code).isEqualTo(Main.BAD_SETTINGS);
        assertThat(out.size()).isZero();
        assertThat(err.toString(StandardCharsets.UTF_8).lines())
                .containsExactlyInAnyOrder(
                        "5 problems in the settings:",
                        "  --verbose: is no option; see `bin/venues help`",
                        "  venues.geo.provder = photon: is no setting; did you mean venues.geo.provider?",
                        "  venues.source = kafka: must be files or kinesis",
                        "  venues.geo.retries = -1: must be 0 or more",
                        "  venues.geo.rate-limit = fast: must be requests per second, above 0, or none");
    }

    @Test
    void shouldNotShowSecrets(@TempDir Path events) {
        String anyVariable = "PATH";

        int code = run(
                "check",
                "--venues.source.files.path=" + events,
                "--venues.geo.provider=google",
                "--venues.geo.api-key=${env:" + anyVariable + "}");

        assertThat(code).isEqualTo(Main.DONE);
        assertThat(out.toString(StandardCharsets.UTF_8))
                .containsPattern("venues\\.geo\\.api-key +\\*{6} +\\(command line\\)")
                .doesNotContain(System.getenv(anyVariable));
    }

    // enrich

    @Test
    void shouldRunNothingWhenTheSettingsAreWrong() {
        int code = run("enrich", "--venues.source", "kafka");

        assertThat(code).isEqualTo(Main.BAD_SETTINGS);
        assertThat(out.size()).isZero();
    }

    @Test
    void shouldTakeOptionsWithoutACommandForEnrich() {
        int code = run("--venues.source", "kafka");

        assertThat(code).isEqualTo(Main.BAD_SETTINGS);
        assertThat(err.toString(StandardCharsets.UTF_8))
                .isEqualToNormalizingNewlines(
                        "1 problem in the settings:\n  venues.source = kafka: must be files or kinesis\n");
    }

    // The rest

    @ParameterizedTest
    @ValueSource(strings = {"help", "--help", "-h", "check --help", "enrich --venues.source kafka -h"})
    void shouldHelp(String command) {
        int code = run(command.split(" "));

        assertThat(code).isEqualTo(Main.DONE);
        assertThat(out.toString(StandardCharsets.UTF_8))
                .contains("bin/venues check", "bin/venues enrich", "bin/venues version", "Exit codes: 0 done");
    }

    @Test
    void shouldSayWhichBuildItIs() {
        int code = run("version");

        assertThat(code).isEqualTo(Main.DONE);
        assertThat(out.toString(StandardCharsets.UTF_8))
                .isEqualToNormalizingNewlines("Venues " + BuildInfo.current() + "\n");
    }

    @Test
    void shouldRefuseACommandThatItDoesNotKnow() {
        int code = run("enrhic", "--venues.source", "files");

        assertThat(code).isEqualTo(Main.BAD_SETTINGS);
        assertThat(err.toString(StandardCharsets.UTF_8))
                .isEqualToNormalizingNewlines("There is no command enrhic; see `bin/venues help`.\n");
    }

    private int run(String... args) {
        return new Main(print(out), print(err)).run(List.of(args));
    }

    private static PrintStream print(ByteArrayOutputStream target) {
        return new PrintStream(target, true, StandardCharsets.UTF_8);
    }
}

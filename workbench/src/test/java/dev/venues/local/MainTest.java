package dev.venues.local;

import dev.venues.job.Connectors;
import dev.venues.model.BuildInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Collections;
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

    /** A warning is no error. */
    @Test
    void shouldWarnOfWhatWillNotDoWhatItSays() {
        int code = run(
                "check",
                "--venues.source=kinesis",
                "--venues.source.kinesis.stream=events",
                "--venues.source.kinesis.start=9999-01-01T00:00:00Z",
                "--venues.geo.provider=nominatim",
                "--venues.geo.api-key-file=pom.xml",
                "--venues.geo.cache.warm-from=no/such/folder");

        assertThat(code).isEqualTo(Main.DONE);
        assertThat(err.size()).isZero();
        assertThat(out.toString(StandardCharsets.UTF_8).lines())
                .endsWith(
                        "warning: venues.geo.api-key-file is without effect: nominatim takes no key",
                        "warning: venues.geo.cache.warm-from = no/such/folder does not exist on this machine: a cache here"
                                + " begins empty",
                        "warning: venues.source.kinesis.start = 9999-01-01T00:00:00Z is in the future: Kinesis reads nothing"
                                + " from there before that time");
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

    // check --sample

    @Test
    void shouldShowWhatWouldBecomeOfTheFirstEventsOfAFile(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(
                folder.resolve("in.jsonl"),
                """
                {"venue":{"name":"Tresor","city":"Berlin"}}
                {"venue":{}}
                no JSON
                """);

        int code = run("check", "--sample", file.toString(), "--limit", "2", "--venues.geo.provider", "photon");

        assertThat(code).isEqualTo(Main.DONE);
        assertThat(out.toString(StandardCharsets.UTF_8))
                .containsPattern("(?m)^venues\\.geo\\.provider +photon ")
                .endsWith(
                        """

                             1  asked    name "Tresor", city "Berlin"; GET /api?q=Tresor, Berlin&limit=1
                             2  skipped  no name at /venue/name
                        2 events: 1 asked (1 distinct), 0 present, 1 skipped, 0 dead
                        """);
    }

    @Test
    void shouldLookAtTwentyWhereNobodySaysHowMany(@TempDir Path folder) throws IOException {
        Files.write(folder.resolve("in.jsonl"), Collections.nCopies(30, "{\"venue\":{\"name\":\"Tresor\"}}"));

        run("check", "--sample", folder.toString(), "--venues.geo.provider", "photon");

        assertThat(out.toString(StandardCharsets.UTF_8)).contains("\n20 events: 20 asked (1 distinct)");
    }

    /** The exit code is about the settings. */
    @Test
    void shouldWarnOfASampleThatIsNoneAndExitWith0(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("in.csv"), "id,name\n1,Tresor\n");

        int code = run("check", "--sample", file.toString());

        assertThat(code).isEqualTo(Main.DONE);
        assertThat(out.toString(StandardCharsets.UTF_8))
                .contains("     1  dead     malformed: not a JSON object")
                .contains("warning: a run over these would say: all 2 events became dead letters: the input is CSV");
    }

    @Test
    void shouldRefuseASampleThatIsNotThere() {
        int code = run("check", "--sample", "nowhere.jsonl");

        assertThat(code).isEqualTo(Main.BAD_SETTINGS);
        assertThat(err.toString(StandardCharsets.UTF_8)).contains("--sample = nowhere.jsonl: does not exist");
    }

    // enrich

    @Test
    void shouldTakeASampleForCheckOnly() {
        int code = run("enrich", "--sample", "-");

        assertThat(code).isEqualTo(Main.BAD_SETTINGS);
        assertThat(err.toString(StandardCharsets.UTF_8)).contains("--sample = -: is for check");
    }

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

    @ParameterizedTest
    @ValueSource(strings = {"enrich", "check", "replay"})
    void shouldSayWhatToWriteWhenAUnitIsMissing(String command) {
        int code = run(command, "--venues.geo.request-timeout", "5", "--venues.geo.cache.max-bytes=64");

        assertThat(code).isEqualTo(Main.BAD_SETTINGS);
        assertThat(out.size()).isZero();
        assertThat(err.toString(StandardCharsets.UTF_8).lines())
                .contains(
                        "  venues.geo.request-timeout = 5: needs a unit: write 5s or 5ms",
                        "  venues.geo.cache.max-bytes = 64: needs a unit: write 64mb or 64b");
    }

    /** A run of hours must not end with a report that cannot be written. */
    @Test
    void shouldRunNothingWhenTheReportCannotBeWritten(@TempDir Path folder) throws IOException {
        Path file = Files.createFile(folder.resolve("file"));
        Path report = file.resolve("report.html");

        int code = run("enrich", "--report", report.toString());

        assertThat(code).isEqualTo(Main.BAD_SETTINGS);
        assertThat(out.size()).isZero();
        assertThat(err.toString(StandardCharsets.UTF_8))
                .startsWith("1 problem in the settings:\n  --report = " + report + ": cannot be written (");
    }

    @Test
    void shouldReportAReportThatCannotBeAmongOtherProblems() {
        int code = run("replay", "--from", "nowhere", "--report", "events.jsonl", "--venues.source", "files");

        assertThat(code).isEqualTo(Main.BAD_SETTINGS);
        assertThat(err.toString(StandardCharsets.UTF_8))
                .startsWith("4 problems in the settings:")
                .contains("  --report = events.jsonl: must end in .html\n");
    }

    // replay

    @Test
    void shouldCountDeadLettersWithoutAProvider(@TempDir Path folder) throws IOException {
        Files.write(
                folder.resolve("letters.jsonl"), List.of(letter("failed"), letter("rejected"), "no \u001b[31mletter"));

        int code = run("replay", "--from", folder.toString(), "--reason", "failed", "--dry-run");

        assertThat(err.toString(StandardCharsets.UTF_8)).isEmpty();
        assertThat(code).isEqualTo(Main.DONE);
        assertThat(out.toString(StandardCharsets.UTF_8))
                .isEqualToNormalizingNewlines(
                        """
                        letters read                   3  in FOLDER
                          selected                     1
                          already replayed             0
                          filtered out                 1
                          cannot be replayed           1
                            FOLDER/letters.jsonl:3: not JSON: Unrecognized token 'no': was expecting (JSON String, Number, Array, Object or token 'null', 'true' or 'false')

                        by reason               selected  already replayed  filtered out  cannot be replayed
                          malformed                    0                 0             0                   0
                          too-large                    0                 0             0                   0
                          rejected                     0                 0             1                   0
                          failed                       1                 0             0                   0
                          timed-out                    0                 0             0                   0
                          unreadable                                                                       1
                        ledger        FOLDER/_replayed
                        """
                                .replace("FOLDER", folder.toString()));
    }

    @Test
    void shouldReplayNothingWhereThereIsNothing(@TempDir Path folder) {
        int code = run("replay", "--from", folder.toString(), "--venues.geo.provider", "photon");

        assertThat(code).isEqualTo(Main.DONE);
        assertThat(out.toString(StandardCharsets.UTF_8))
                .containsPattern("(?m)^letters read +0 +in " + folder + "$")
                .containsPattern("(?m)^ +replayed +0$")
                .doesNotContain("Flink's web UI");
    }

    @Test
    void shouldNotReplayWhatAnotherReplayIsAbout(@TempDir Path folder) throws IOException {
        Path ledger = folder.resolve("_replayed");
        try (FileChannel held = FileChannel.open(ledger, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            held.lock();

            int code = run("replay", "--from", folder.toString(), "--venues.geo.provider", "photon");

            assertThat(code).isEqualTo(Main.FAILED);
            assertThat(err.toString(StandardCharsets.UTF_8))
                    .startsWith("The job failed: another replay is at work with " + ledger);
        }
    }

    @Test
    void shouldReportAllProblemsOfAReplay() {
        int code = run("replay", "--reason", "late", "--venues.geo.retries=-1");

        assertThat(code).isEqualTo(Main.BAD_SETTINGS);
        assertThat(out.size()).isZero();
        assertThat(err.toString(StandardCharsets.UTF_8).lines())
                .containsExactlyInAnyOrder(
                        "4 problems in the settings:",
                        "  --from: must be set: a file or folder, or kinesis:STREAM",
                        "  --reason = late: is no reason; did you mean failed?",
                        "  venues.geo.provider: must be set: foursquare, nominatim, photon or google",
                        "  venues.geo.retries = -1: must be 0 or more");
    }

    private static String letter(String reason) {
        return "{\"reason\":\"" + reason + "\",\"detail\":\"\",\"attempts\":0,\"failedAt\":\"2026-11-01T12:00:00Z\","
                + "\"origin\":{\"file\":\"in.jsonl\"},\"payload\":\"{}\"}";
    }

    // watch-memory

    @Test
    void shouldSayWhatIsWrongWithAWatch() {
        int code = run("watch-memory", "--pid", "one");

        assertThat(code).isEqualTo(Main.BAD_SETTINGS);
        assertThat(err.toString(StandardCharsets.UTF_8)).contains("--pid one: must be the number of a process");
    }

    // The rest

    @ParameterizedTest
    @ValueSource(
            strings = {
                "help",
                "--help",
                "-h",
                "check --help",
                "enrich --venues.source kafka -h",
                "replay --help",
                "watch-memory --help"
            })
    void shouldHelp(String command) {
        int code = run(command.split(" "));

        assertThat(code).isEqualTo(Main.DONE);
        assertThat(out.toString(StandardCharsets.UTF_8))
                .contains(
                        "bin/venues check",
                        "bin/venues enrich",
                        "bin/venues replay",
                        "bin/venues version",
                        "--report FILE.html",
                        "--limit N",
                        "--sample FILE",
                        "bin/venues watch-memory",
                        "Exit codes: 0 done");
    }

    @ParameterizedTest
    @ValueSource(strings = {"version", "--version"})
    void shouldSayWhichBuildItIs(String command) {
        int code = run(command);

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
        return new Main(print(out), print(err), Connectors.standard()).run(List.of(args));
    }

    private static PrintStream print(ByteArrayOutputStream target) {
        return new PrintStream(target, true, StandardCharsets.UTF_8);
    }
}

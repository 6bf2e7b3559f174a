package dev.venues.replay;

import dev.venues.config.CommandLine;
import dev.venues.config.EffectiveSettings;
import dev.venues.config.Settings;
import dev.venues.config.SettingsException;
import dev.venues.connector.ReplayedLetters;
import dev.venues.connector.files.FileLetterPlace;
import dev.venues.connector.kinesis.KinesisLetterPlace;
import dev.venues.job.Connectors;
import dev.venues.model.DeadLetter;
import dev.venues.model.DeadLetter.Reason;
import dev.venues.model.Origin;
import dev.venues.option.Problem;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;

class ReplayArgumentsTest {

    private static final Instant NOON = Instant.parse("2026-11-01T12:00:00Z");

    @TempDir
    private Path folder;

    private String letters;

    @BeforeEach
    void makeLetters() throws IOException {
        letters = Files.createFile(folder.resolve("letters.jsonl")).toString();
    }

    // What is understood

    @Test
    void shouldReadItsOwnArgumentsBesideThoseOfEveryCommand() throws Exception {
        ReplayArguments arguments = parse(
                "--venues.geo.provider",
                "photon",
                "--from",
                letters,
                "--dry-run",
                "--reason=failed, timed-out",
                "--web-port",
                "0",
                "--ledger=" + folder.resolve("ledger"),
                "-Dparallelism.default=1");

        assertThat(problems(arguments)).isEmpty();
        assertThat(arguments.from()).isEqualTo(new FileLetterPlace(Path.of(letters)));
        assertThat(arguments.from()).hasToString(letters);
        assertThat(arguments.filter().reasons()).containsExactlyInAnyOrder(Reason.FAILED, Reason.TIMED_OUT);
        assertThat(arguments.ledger()).isEqualTo(folder.resolve("ledger"));
        assertThat(arguments.dryRun()).isTrue();
        assertThat(arguments.others())
                .containsExactly("--venues.geo.provider", "photon", "--web-port", "0", "-Dparallelism.default=1");
    }

    @Test
    void shouldReadAStream() {
        ReplayArguments arguments = parse("--from", "kinesis:dead-letters");

        assertThat(arguments.from()).isEqualTo(new KinesisLetterPlace("dead-letters"));
        assertThat(arguments.from()).hasToString("kinesis:dead-letters");
        assertThat(arguments.ledger()).isNull();
        assertThat(arguments.dryRun()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "'',                                            true",
        "--since 2026-11-01T12:00:00Z,                  true",
        "--since 2026-11-01T12:00:00.001Z,              false",
        "--until 2026-11-01T12:00:00Z,                  false",
        "--until 2026-11-01T12:00:00.001Z,              true",
        "--reason failed,                               false",
        "'--reason failed,timed-out',                   true",
        "'--reason timed-out --since 2026-12-01T00:00:00Z', false"
    })
    void shouldSelectByReasonAndTime(String options, boolean selected) {
        List<String> args = new ArrayList<>(List.of("--from", letters));
        if (!options.isEmpty()) {
            args.addAll(List.of(options.split(" ")));
        }
        DeadLetter letter =
                new DeadLetter(Reason.TIMED_OUT, "no answer", 1, NOON, Origin.file("in.jsonl"), new byte[0]);

        LetterFilter filter = ReplayArguments.parse(args, Connectors.standard()).filter();

        assertThat(filter.selects(letter)).isEqualTo(selected);
    }

    // What is refused

    @Test
    void shouldReportAllProblemsAtOnce() {
        assertThat(problems(parse(
                        "--reason",
                        "failde,,timed-out",
                        "--since=yesterday",
                        "--until",
                        "2026-11-01",
                        "--dry-run=yes",
                        "--ledger",
                        folder.toString(),
                        "--from-stream",
                        "x",
                        "--venues.source.files.path",
                        "in",
                        "--venues.geo.retries",
                        "-1",
                        "--venues.geo.provider",
                        "photon")))
                .containsExactlyInAnyOrder(
                        "--from: must be set: a file or folder, or kinesis:STREAM",
                        "--reason = failde: is no reason; did you mean failed?",
                        "--reason = : is no reason; did you mean failed?",
                        "--since = yesterday: must be an instant such as 2026-11-01T12:00:00Z",
                        "--until = 2026-11-01: must be an instant such as 2026-11-01T12:00:00Z",
                        "--dry-run = yes: takes no value",
                        "--ledger = " + folder + ": is a folder",
                        "--from-stream: is no option; see `bin/venues help`",
                        "x: is no option; see `bin/venues help`",
                        "venues.source.files.path = in: must not be given for a replay, which reads --from",
                        "venues.geo.retries = -1: must be 0 or more");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--from                          | --from: needs a value",
                "--from --dry-run                | --from: needs a value",
                "--from=                         | --from: needs a value",
                "--from kinesis:                 | --from = : must be a stream name: 1 to 128 letters, digits, _ . or -",
                "--from kinesis:a/b              | --from = a/b: must be a stream name: 1 to 128 letters, digits, _ . or -",
                "--from s3://bucket/letters      | --from = s3://bucket/letters: must be a file or folder of this machine, or kinesis:STREAM",
                "--from no/such                  | --from = no/such: does not exist",
                "--from pom.xml --from pom.xml   | --from = pom.xml: is given twice on the command line",
                "--from pom.xml --reason         | --reason: needs a value",
                "--from pom.xml --reason timedout| --reason = timedout: is no reason; did you mean timed-out?",
                "--from pom.xml --since 2026-11-01T12:00:00Z --until 2026-11-01T12:00:00Z | --until = 2026-11-01T12:00:00Z: must be after --since = 2026-11-01T12:00:00Z",
                "--from pom.xml --venues.source kinesis | venues.source = kinesis: must not be given for a replay, which reads --from",
                "--from pom.xml letters          | letters: is no option; see `bin/venues help`"
            })
    void shouldRefuse(String options, String problem) {
        List<String> args = new ArrayList<>(List.of(options.split(" +")));
        args.addAll(List.of("--venues.geo.provider", "photon"));

        assertThat(problems(ReplayArguments.parse(args, Connectors.standard()))).containsExactly(problem);
    }

    // The settings of a replay

    @Test
    void shouldNeedAProviderUnlessItOnlyCounts() {
        String missing = "venues.geo.provider: must be set: foursquare, nominatim, photon or google";

        assertThat(problems(parse("--from", letters))).containsExactly(missing);
        assertThat(problems(parse("--from", letters, "--dry-run"))).isEmpty();
        assertThat(problems(parse("--from", letters, "--venues.geo.provider", "embedded")))
                .as("as for enrich, where it is asked for by name")
                .isEmpty();
    }

    /** The job's own settings file is the natural one for its dead letters. */
    @Test
    void shouldPassOverTheSourceOfASettingsFile() throws Exception {
        Path file = Files.writeString(
                folder.resolve("job.properties"),
                """
                venues.source = kinesis
                venues.source.kinesis.stream = events
                venues.source.files.path = no/such
                venues.geo.provider = photon
                """);

        Settings settings =
                settings(parse("--from", letters, "--config", file.toString())).settings();

        assertThat(settings.source()).isEqualTo(ReplayedLetters.toBeCollected());
    }

    @Test
    void shouldRefuseToWriteEventsAmongTheDeadLetters() {
        String rule = ": is where --from reads dead letters";

        assertThat(problems(parse(
                        "--from",
                        folder.toString(),
                        "--venues.geo.provider",
                        "photon",
                        "--venues.sink.files.path",
                        folder + "/enriched")))
                .containsExactly("venues.sink.files.path = " + folder + "/enriched" + rule);
        assertThat(problems(parse(
                        "--from",
                        "kinesis:letters",
                        "--venues.geo.provider",
                        "photon",
                        "--venues.sink",
                        "kinesis",
                        "--venues.sink.kinesis.stream",
                        "letters",
                        "--venues.dead-letters",
                        "files")))
                .containsExactly("venues.sink.kinesis.stream = letters" + rule);
    }

    @Test
    void shouldWriteNewDeadLettersToWhereItReadsThem() {
        assertThat(problems(parse(
                        "--from",
                        folder.toString(),
                        "--venues.geo.provider",
                        "photon",
                        "--venues.dead-letters.files.path",
                        folder.toString())))
                .isEmpty();
    }

    private static ReplayArguments parse(String... args) {
        return ReplayArguments.parse(List.of(args), Connectors.standard());
    }

    private static EffectiveSettings settings(ReplayArguments arguments) throws SettingsException {
        List<String> others = new ArrayList<>(arguments.others());
        // Of the run on this machine, which takes them out before.
        others.removeAll(List.of("--web-port", "0", "-Dparallelism.default=1"));
        return arguments.settings(CommandLine.parse(others), Connectors.standard());
    }

    private static List<String> problems(ReplayArguments arguments) {
        try {
            settings(arguments);
            return List.of();
        } catch (SettingsException e) {
            return e.problems().stream().map(Problem::toString).toList();
        }
    }
}

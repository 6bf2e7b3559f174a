package dev.venues.local;

import dev.venues.local.LocalArguments.Command;
import dev.venues.local.LocalArguments.Events;
import dev.venues.option.Problem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import static org.assertj.core.api.Assertions.assertThat;

class LocalArgumentsTest {

    @Test
    void shouldBeEmptyWhenNothingIsGiven() {
        LocalArguments arguments = parse();

        assertThat(arguments.job().configFile()).isNull();
        assertThat(arguments.ports().web()).isNull();
        assertThat(arguments.job().settings()).isEmpty();
        assertThat(arguments.flinkSettings()).isEmpty();
        assertThat(arguments.job().problems()).isEmpty();
    }

    @Test
    void shouldReadEveryKindOfOption() {
        LocalArguments arguments = parse(
                "--config",
                "conf/prod.properties",
                "--venues.source",
                "kinesis",
                "-Dstate.backend.type=rocksdb",
                "--web-port",
                "9090",
                "--metrics-port",
                "9249");

        assertThat(arguments.job().configFile()).isEqualTo(Path.of("conf/prod.properties"));
        assertThat(arguments.job().settings()).containsEntry("venues.source", "kinesis");
        assertThat(arguments.flinkSettings()).containsEntry("state.backend.type", "rocksdb");
        assertThat(arguments.ports().web()).isEqualTo(9090);
        assertThat(arguments.ports().metrics()).isEqualTo(9249);
        assertThat(arguments.job().problems()).isEmpty();
    }

    @Test
    void shouldReadValuesAfterAnEqualsSign() {
        LocalArguments arguments = parse("--config=a.properties", "--venues.geo.url=http://host/a=b", "--web-port=0");

        assertThat(arguments.job().configFile()).isEqualTo(Path.of("a.properties"));
        assertThat(arguments.job().settings()).containsEntry("venues.geo.url", "http://host/a=b");
        assertThat(arguments.ports().web()).isZero();
    }

    @ParameterizedTest
    @CsvSource({"-Da=b=c, a, b=c", "-Da=, a, ''"})
    void shouldReadFlinksSettings(String argument, String key, String value) {
        assertThat(parse(argument).flinkSettings()).containsOnly(Map.entry(key, value));
    }

    @ParameterizedTest
    @ValueSource(strings = {"-D", "-Dkey", "-D=value"})
    void shouldRefuseFlinkSettingsOfAnotherShape(String argument) {
        assertThat(problems(argument)).containsExactly(argument + ": must be -Dkey=value");
    }

    @ParameterizedTest
    @ValueSource(strings = {"--config", "--web-port", "--metrics-port", "--report", "--venues.source"})
    void shouldReportAnOptionWithoutItsValue(String option) {
        assertThat(problems(option)).containsExactly(option + ": needs a value");
    }

    @ParameterizedTest
    @ValueSource(strings = {"-1", "65536", "http", "", "8081.5"})
    void shouldRefuseWhatIsNoPort(String port) {
        LocalArguments arguments = parse("--web-port", port, "--metrics-port", port);

        assertThat(arguments.ports().web()).isNull();
        assertThat(arguments.ports().metrics()).isNull();
        assertThat(arguments.job().problems())
                .containsExactly(
                        new Problem("--web-port", port, "must be a port from 0 to 65535"),
                        new Problem("--metrics-port", port, "must be a port from 0 to 65535"));
    }

    @Test
    void shouldReadWhereTheReportShallGo() {
        assertThat(parse("--report", "out/report.html").report()).isEqualTo(Path.of("out/report.html"));
        assertThat(parse().report()).isNull();
    }

    @Test
    void shouldNotWriteAReportOverTheEvents() {
        assertThat(problems("--report", "events.jsonl")).containsExactly("--report = events.jsonl: must end in .html");
    }

    @Test
    void shouldNotTakeAFolderForTheReport(@TempDir Path folder) throws IOException {
        Path named = Files.createDirectory(folder.resolve("a.html"));

        assertThat(problems("--report", named.toString())).containsExactly("--report = " + named + ": is a folder");
    }

    // Which events

    @Test
    void shouldReadWhichEventsAreLookedAt(@TempDir Path folder) {
        LocalArguments arguments = parse("--sample", folder.toString(), "--limit", "20");

        assertThat(arguments.events()).isEqualTo(new Events(folder.toString(), 20L));
        assertThat(parse("--sample", "-").events().sample()).isEqualTo(Events.STANDARD_INPUT);
        assertThat(parse().events()).isEqualTo(new Events(null, null));
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-1", "ten", "", "1.5", "99999999999999999999"})
    void shouldRefuseWhatIsNoNumberOfEvents(String limit) {
        assertThat(parse("--limit=" + limit).job().problems())
                .containsExactly(new Problem("--limit", limit, "must be a number of events, 1 or more"));
    }

    @Test
    void shouldRefuseASampleThatIsNotThere() {
        assertThat(problems("--sample", "nowhere.jsonl")).containsExactly("--sample = nowhere.jsonl: does not exist");
    }

    @ParameterizedTest
    @CsvSource({
        "ENRICH, --limit 5,            ''",
        "ENRICH, --sample -,           '--sample = -: is for check'",
        "CHECK,  --sample - --limit 5, ''",
        "CHECK,  --limit 5,            '--limit = 5: needs --sample FILE'",
        "REPLAY, --limit 5,            '--limit = 5: is for enrich, and for check --sample'",
        "REPLAY, --sample -,           '--sample = -: is for check'",
    })
    void shouldTakeThemWhereTheyMeanSomething(Command command, String given, String problem) {
        assertThat(parse(given.split(" ")).job(command).problems())
                .map(Problem::toString)
                .isEqualTo(problem.isEmpty() ? List.of() : List.of(problem));
    }

    @Test
    void shouldReportAllProblemsAtOnce() {
        assertThat(problems("-D", "--verbose", "--web-port", "x", "--config")).hasSize(4);
    }

    @Test
    void shouldRefuseSettingsOfTheJobAmongFlinks() {
        assertThat(problems("-Dvenues.geo.retries=1"))
                .containsExactly("-Dvenues.geo.retries: is no setting of Flink's; it is --venues.geo.retries VALUE");
    }

    private static LocalArguments parse(String... args) {
        return LocalArguments.parse(List.of(args));
    }

    private static List<String> problems(String... args) {
        return parse(args).job().problems().stream().map(Problem::toString).toList();
    }
}

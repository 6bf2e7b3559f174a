package dev.venues.config;

import dev.venues.job.Connectors;
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
import static org.assertj.core.api.Assertions.catchThrowableOfType;

class CommandLineTest {

    @Test
    void shouldBeEmptyWhenNothingIsGiven() {
        CommandLine commandLine = parse();

        assertThat(commandLine.configFile()).isNull();
        assertThat(commandLine.webPort()).isNull();
        assertThat(commandLine.settings()).isEmpty();
        assertThat(commandLine.flinkSettings()).isEmpty();
        assertThat(commandLine.problems()).isEmpty();
    }

    @Test
    void shouldReadEveryKindOfOption() {
        CommandLine commandLine = parse(
                "--config",
                "conf/prod.properties",
                "--venues.source",
                "kinesis",
                "-Dstate.backend.type=rocksdb",
                "--web-port",
                "9090",
                "--metrics-port",
                "9249");

        assertThat(commandLine.configFile()).isEqualTo(Path.of("conf/prod.properties"));
        assertThat(commandLine.settings()).containsEntry("venues.source", "kinesis");
        assertThat(commandLine.flinkSettings()).containsEntry("state.backend.type", "rocksdb");
        assertThat(commandLine.webPort()).isEqualTo(9090);
        assertThat(commandLine.metricsPort()).isEqualTo(9249);
        assertThat(commandLine.problems()).isEmpty();
    }

    @Test
    void shouldReadValuesAfterAnEqualsSign() {
        CommandLine commandLine = parse("--config=a.properties", "--venues.geo.url=http://host/a=b", "--web-port=0");

        assertThat(commandLine.configFile()).isEqualTo(Path.of("a.properties"));
        assertThat(commandLine.settings()).containsEntry("venues.geo.url", "http://host/a=b");
        assertThat(commandLine.webPort()).isZero();
    }

    @Test
    void shouldKeepTheOrderOfSettings() {
        assertThat(parse("--venues.c", "1", "--venues.a", "2", "--venues.b", "3")
                        .settings())
                .containsExactly(Map.entry("venues.c", "1"), Map.entry("venues.a", "2"), Map.entry("venues.b", "3"));
    }

    @Test
    void shouldTakeANegativeNumberForAValue() {
        assertThat(parse("--venues.geo.retries", "-1").settings()).containsEntry("venues.geo.retries", "-1");
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

    @Test
    void shouldNotTakeTheNextOptionForAValue() {
        CommandLine commandLine = parse("--venues.source", "--venues.sink", "kinesis");

        assertThat(commandLine.settings()).containsOnly(Map.entry("venues.sink", "kinesis"));
        assertThat(commandLine.problems()).containsExactly(new Problem("--venues.source", null, "needs a value"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"--verbose", "-v", "events.jsonl", "venues.source", "--Venues.source"})
    void shouldReportWhatIsNoOption(String argument) {
        assertThat(problems(argument)).containsExactly(argument + ": is no option; see `bin/venues help`");
    }

    @Test
    void shouldNotRepeatTheValueOfAnUnknownOption() {
        assertThat(problems("--api-key=hunter2")).containsExactly("--api-key: is no option; see `bin/venues help`");
    }

    @ParameterizedTest
    @ValueSource(strings = {"-1", "65536", "http", "", "8081.5"})
    void shouldRefuseWhatIsNoPort(String port) {
        CommandLine commandLine = parse("--web-port", port, "--metrics-port", port);

        assertThat(commandLine.webPort()).isNull();
        assertThat(commandLine.metricsPort()).isNull();
        assertThat(commandLine.problems())
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

    @Test
    void shouldReportASettingThatIsGivenTwice() {
        assertThat(refusal("--venues.sink", "files", "--venues.sink", "kinesis"))
                .contains("venues.sink = kinesis: is given twice on the command line");
    }

    @Test
    void shouldNotRepeatASecretThatIsGivenTwice() {
        assertThat(refusal("--venues.geo.api-key", "hunter1", "--venues.geo.api-key", "hunter2"))
                .contains("venues.geo.api-key = ******: is given twice on the command line")
                .noneMatch(problem -> problem.contains("hunter"));
    }

    @Test
    void shouldReportAllProblemsAtOnce() {
        assertThat(problems("-D", "--verbose", "--web-port", "x", "--config")).hasSize(4);
    }

    private static CommandLine parse(String... args) {
        return CommandLine.parse(List.of(args));
    }

    private static List<String> refusal(String... args) {
        SettingsException refusal = catchThrowableOfType(
                SettingsException.class,
                () -> SettingsParser.parse(parse(args), SettingsParser.RunMode.LOCAL, Connectors.standard()));
        return refusal.problems().stream().map(Problem::toString).toList();
    }

    private static List<String> problems(String... args) {
        return parse(args).problems().stream().map(Problem::toString).toList();
    }
}

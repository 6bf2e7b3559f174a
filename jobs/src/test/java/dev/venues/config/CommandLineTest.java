package dev.venues.config;

import dev.venues.job.Connectors;
import dev.venues.option.Problem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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
        assertThat(commandLine.settings()).isEmpty();
        assertThat(commandLine.problems()).isEmpty();
    }

    @Test
    void shouldReadEveryKindOfOption() {
        CommandLine commandLine = parse("--config", "conf/prod.properties", "--venues.source", "kinesis");

        assertThat(commandLine.configFile()).isEqualTo(Path.of("conf/prod.properties"));
        assertThat(commandLine.settings()).containsEntry("venues.source", "kinesis");
        assertThat(commandLine.problems()).isEmpty();
    }

    @Test
    void shouldReadValuesAfterAnEqualsSign() {
        CommandLine commandLine = parse("--config=a.properties", "--venues.geo.url=http://host/a=b");

        assertThat(commandLine.configFile()).isEqualTo(Path.of("a.properties"));
        assertThat(commandLine.settings()).containsEntry("venues.geo.url", "http://host/a=b");
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

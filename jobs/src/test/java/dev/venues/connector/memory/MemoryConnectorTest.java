package dev.venues.connector.memory;

import dev.venues.config.CommandLine;
import dev.venues.config.EffectiveSettings;
import dev.venues.config.SettingsException;
import dev.venues.config.SettingsParser;
import dev.venues.config.SettingsParser.RunMode;
import dev.venues.connector.ConnectorStartupException;
import dev.venues.job.VenueEnrichmentJob;
import dev.venues.option.Problem;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/** A connector of one's own is a package and a line in a list. Runs of it are for {@code MemoryConnectorITCase}. */
class MemoryConnectorTest {

    private static final List<String> ALL_MEMORY = List.of(
            "--venues.source", "memory",
            "--venues.source.memory.list", "events",
            "--venues.sink", "memory",
            "--venues.sink.memory.list", "located",
            "--venues.dead-letters.memory.list", "letters",
            "--venues.geo.provider", "embedded");

    @AfterEach
    void forget() {
        MemoryLists.forgetAll();
    }

    @Test
    void shouldReadItsSettings() throws SettingsException {
        EffectiveSettings effective = effective("--venues.memory.extra.token", "hidden");

        assertThat(effective.settings().source()).isEqualTo(new MemorySource("events"));
        assertThat(effective.settings().enriched()).isEqualTo(new MemorySink("located"));
        assertThat(effective.settings().deadLetters()).isEqualTo(new MemorySink("letters"));
        assertThat(effective.settings().maxEventBytes()).isEqualTo(MemoryConnector.MAX_EVENT_BYTES);
        assertThat(effective.table())
                .containsPattern("(?m)^venues\\.source\\.memory\\.list +events +\\(command line\\)$")
                .containsPattern("(?m)^venues\\.dead-letters +memory +\\(as venues\\.sink\\)$")
                .containsPattern("(?m)^venues\\.memory\\.extra\\.token +\\*+ +\\(command line\\)$");
        assertThat(effective.warnings()).contains("venues.source is memory: it is gone with the process");
    }

    @Test
    void shouldReportItsProblemsWithAllOthers() {
        assertThat(problems(List.of(
                        "--venues.source", "memory",
                        "--venues.sink", "memory",
                        "--venues.dead-letters", "remember",
                        "--venues.sink.memory.lits", "a")))
                .containsExactlyInAnyOrder(
                        "venues.sink.memory.lits = a: is no setting; did you mean venues.sink.memory.list?",
                        "venues.source.memory.list: must be set for venues.source = memory",
                        "venues.sink.memory.list: must be set for venues.sink = memory",
                        "venues.dead-letters = remember: must be files or kinesis or memory",
                        "venues.geo.provider: must be set: foursquare, nominatim, photon or google");
    }

    @Test
    void shouldRefuseToReadWhatItWrites() {
        List<String> args = new ArrayList<>(ALL_MEMORY);
        args.set(7, "events");
        args.set(9, "events");

        assertThat(problems(args))
                .containsExactly(
                        "venues.dead-letters.memory.list = events: must differ from venues.sink.memory.list",
                        "venues.sink.memory.list = events: is a list that the job reads",
                        "venues.dead-letters.memory.list = events: is a list that the job reads");
    }

    @Test
    void shouldLookBeforeTheStart() {
        assertThatThrownBy(() -> VenueEnrichmentJob.build(
                        StreamExecutionEnvironment.createLocalEnvironment(1),
                        effective().settings(),
                        Map.of()))
                .isInstanceOf(ConnectorStartupException.class)
                .hasMessage("No list named events.");
    }

    @Test
    void shouldStandInTheGraph() throws Exception {
        MemoryLists.named("events").add("{}".getBytes(UTF_8));
        StreamExecutionEnvironment env = StreamExecutionEnvironment.createLocalEnvironment(1);

        VenueEnrichmentJob.build(env, effective().settings(), Map.of());

        assertThat(env.getStreamGraph().getStreamNodes())
                .extracting(node -> node.getTransformationUID())
                .contains("source-memory", "decode", "locate");
    }

    private static EffectiveSettings effective(String... more) throws SettingsException {
        List<String> args = new ArrayList<>(ALL_MEMORY);
        args.addAll(List.of(more));
        return parse(args);
    }

    private static EffectiveSettings parse(List<String> args) throws SettingsException {
        return SettingsParser.parse(CommandLine.parse(args), RunMode.LOCAL, MemoryConnector.besideTheOthers());
    }

    private static List<String> problems(List<String> args) {
        SettingsException refusal = catchThrowableOfType(SettingsException.class, () -> parse(args));
        return refusal.problems().stream().map(Problem::toString).toList();
    }
}

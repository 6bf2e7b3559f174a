package dev.venues.job;

import dev.venues.config.CommandLine;
import dev.venues.config.Settings;
import dev.venues.config.SettingsParser;
import dev.venues.config.SettingsParser.RunMode;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.runtime.jobgraph.JobVertex;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;

/** Which operators share a task: from one task to the next every record is serialised, copied and read again. */
class OperatorChainTest {

    private static final String SOURCE = "Source: source: files";
    private static final String LOCATE = "locate -> (sink: files: Writer -> sink: files: Committer,"
            + " dead letters: files: Writer -> dead letters: files: Committer)";

    @TempDir
    private Path in;

    @Test
    void shouldRunInOneTaskWhereOneJvmRunsAll() throws Exception {
        assertThat(tasks(RunMode.LOCAL, "--venues.source.files.path", in.toString()))
                .containsExactly(SOURCE + " -> decode -> " + LOCATE);
    }

    @Test
    void shouldRunInOneTaskOnAClusterIfRecordsStayWhereTheyAreRead() throws Exception {
        assertThat(tasks(
                        RunMode.CLUSTER,
                        "--venues.source.files.path",
                        in.toString(),
                        "--venues.enrichment.distribute-by",
                        "source"))
                .containsExactly(SOURCE + " -> decode -> " + LOCATE);
    }

    @Test
    void shouldSendRecordsOverTheNetworkOnceForEachVenueToHaveOneCallInTheCluster() throws Exception {
        assertThat(tasks(RunMode.CLUSTER, "--venues.source.files.path", in.toString()))
                .containsExactly(SOURCE, "decode -> " + LOCATE);
    }

    @Test
    void shouldSendRecordsOfKinesisOnWhileTheyAreStillWhole() throws Exception {
        assertThat(tasks(
                        RunMode.CLUSTER,
                        "--venues.source",
                        "kinesis",
                        "--venues.source.kinesis.stream",
                        "events",
                        "--venues.aws.region",
                        "eu-central-1",
                        "--venues.enrichment.distribute-by",
                        "source"))
                .containsExactly("Source: source: kinesis", "de-aggregate -> decode -> " + LOCATE);
    }

    private static List<String> tasks(RunMode mode, String... arguments) throws Exception {
        List<String> all = new ArrayList<>(List.of("--venues.geo.provider", "photon"));
        all.addAll(List.of(arguments));
        Settings settings = SettingsParser.parse(CommandLine.parse(all), mode, Connectors.standard())
                .settings();
        StreamExecutionEnvironment env = StreamExecutionEnvironment.createLocalEnvironment(
                2, new Configuration().set(PipelineOptions.OBJECT_REUSE, true));
        VenuePipeline.Outputs outputs = VenuePipeline.apply(
                settings.source().records(env, settings.spreading().leavesTask()), settings);
        settings.enriched().enriched(outputs.enriched());
        settings.deadLetters().deadLetters(outputs.deadLetters());
        List<String> tasks = new ArrayList<>();
        for (JobVertex task : env.getStreamGraph().getJobGraph().getVerticesSortedTopologicallyFromSources()) {
            tasks.add(task.getName());
        }
        return tasks;
    }
}

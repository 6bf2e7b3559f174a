package dev.venues.job;

import dev.venues.config.CommandLine;
import dev.venues.config.EffectiveSettings;
import dev.venues.config.Settings;
import dev.venues.config.SettingsParser;
import dev.venues.config.SettingsParser.RunMode;
import dev.venues.connector.ConnectorStartupException;
import dev.venues.model.BuildInfo;
import dev.venues.model.RawRecord;
import org.apache.flink.api.java.utils.ParameterTool;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The job: settings → environment → source → pipeline → sinks → execute. */
public final class VenueEnrichmentJob {

    private static final Logger LOG = LoggerFactory.getLogger(VenueEnrichmentJob.class);

    private static final String NAME = "Venues";

    private VenueEnrichmentJob() {}

    /** Runs the job on the cluster that it was submitted to. */
    public static void main(String[] args) throws Exception {
        EffectiveSettings settings =
                SettingsParser.parse(CommandLine.parse(List.of(args)), RunMode.CLUSTER, Connectors.standard());
        settings.warnings().forEach(LOG::warn);
        StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment();
        if (!env.getCheckpointConfig().isCheckpointingEnabled()) {
            LOG.warn("Checkpointing is off (execution.checkpointing.interval): files are never finished, and after a"
                    + " failure events are read again or lost");
        }
        build(env, settings.settings(), settings.masked());
        env.execute(jobName(env));
    }

    /** The name under which Flink shows the job: yours ({@code pipeline.name}) or ours, and which build runs. */
    public static String jobName(StreamExecutionEnvironment env) {
        return env.getConfiguration().getOptional(PipelineOptions.NAME).orElse(NAME) + " " + BuildInfo.current();
    }

    /**
     * Adds the job to an environment.
     *
     * @param shown what Flink's web UI may show of the settings
     * @throws ConnectorStartupException if what is read or written cannot be used as the settings say
     */
    public static void build(StreamExecutionEnvironment env, Settings settings, Map<String, String> shown)
            throws ConnectorStartupException {
        LOG.info("{} starts", jobName(env));
        settings.source().preflight();
        settings.enriched().preflight();
        settings.deadLetters().preflight();
        env.configure(new Configuration()
                .set(PipelineOptions.AUTO_GENERATE_UIDS, false)
                .set(PipelineOptions.GENERIC_TYPES, false)
                // Records are immutable, so operators may hand them on without a copy.
                .set(PipelineOptions.OBJECT_REUSE, true));
        if (env.getConfiguration()
                .getOptional(CheckpointingOptions.TOLERABLE_FAILURE_NUMBER)
                .isEmpty()) {
            // While the geo API is down, barriers wait behind the lookups: checkpoints expire, the job must not.
            env.getCheckpointConfig().setTolerableCheckpointFailureNumber(Integer.MAX_VALUE);
        }
        // Flink refuses jobs that spread records by a rule of their own with these, and a cluster may have them on.
        env.getCheckpointConfig().enableUnalignedCheckpoints(false);
        Map<String, String> parameters = new LinkedHashMap<>(shown);
        parameters.put("version", BuildInfo.current().toString());
        env.getConfig().setGlobalJobParameters(ParameterTool.fromMap(parameters));

        DataStream<RawRecord> records =
                settings.source().records(env, settings.spreading().leavesTask());
        VenuePipeline.Outputs outputs = VenuePipeline.apply(records, settings);
        settings.enriched().enriched(outputs.enriched());
        settings.deadLetters().deadLetters(outputs.deadLetters());
    }
}

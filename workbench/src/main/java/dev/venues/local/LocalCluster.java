package dev.venues.local;

import dev.venues.web.SameOriginPolicy;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.CoreOptions;
import org.apache.flink.configuration.JobManagerOptions;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.configuration.MetricOptions;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.configuration.WebOptions;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.runtime.minicluster.MiniClusterConfiguration;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** A Flink cluster in this JVM, set up for one local run. */
final class LocalCluster {

    private static final int DEFAULT_WEB_PORT = 8081;
    private static final int MAX_PARALLELISM = 4;

    private LocalCluster() {}

    /**
     * The defaults of a local run, under what the user said with {@code -D}.
     *
     * @param webPort null for the default
     * @param folder for what Flink puts aside while it runs
     */
    static Configuration configuration(Map<String, String> flinkSettings, Integer webPort, Path folder)
            throws IllegalFlinkSettingException {
        Configuration flink = new Configuration();
        flink.set(
                CoreOptions.DEFAULT_PARALLELISM,
                Math.min(MAX_PARALLELISM, Runtime.getRuntime().availableProcessors()));
        flink.set(CheckpointingOptions.CHECKPOINTING_INTERVAL, Duration.ofSeconds(5));
        flink.set(RestartStrategyOptions.RESTART_STRATEGY, "fixed-delay");
        flink.set(RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_ATTEMPTS, 3);
        flink.set(RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_DELAY, Duration.ofSeconds(1));
        flink.set(TaskManagerOptions.MANAGED_MEMORY_SIZE, MemorySize.ofMebiBytes(32));
        flink.set(TaskManagerOptions.NETWORK_MEMORY_MIN, MemorySize.ofMebiBytes(64));
        flink.set(TaskManagerOptions.NETWORK_MEMORY_MAX, MemorySize.ofMebiBytes(64));
        flink.set(RestOptions.BIND_ADDRESS, "localhost");
        flink.set(RestOptions.ADDRESS, "localhost");
        flink.set(JobManagerOptions.ADDRESS, "localhost");
        flink.set(JobManagerOptions.BIND_HOST, "localhost");
        flink.set(TaskManagerOptions.HOST, "localhost");
        flink.set(TaskManagerOptions.BIND_HOST, "localhost");
        flink.set(WebOptions.SUBMIT_ENABLE, false);
        flink.set(CoreOptions.TMP_DIRS, folder.toString());
        flink.set(WebOptions.TMP_DIR, folder.toString());
        flink.setString("metrics.reporter.local.factory.class", LocalMetricsFactory.class.getName());
        flink.setString("metrics.reporter.page.factory.class", MetricsPageFactory.class.getName());
        // As on a cluster, conf/flink/metrics.yaml: labels keep their text.
        flink.setString("metrics.reporter.page.filterLabelValueCharacters", "false");
        flinkSettings.forEach(flink::setString);
        // A list of reporters leaves out all others, and with ours the progress would go.
        flink.getOptional(MetricOptions.REPORTERS_LIST)
                .ifPresent(reporters -> flink.set(MetricOptions.REPORTERS_LIST, reporters + ",local,page"));
        int wanted = webPort == null ? flink.getOptional(RestOptions.PORT).orElse(DEFAULT_WEB_PORT) : webPort;
        // Flink tries them in turn: the port that is wanted, or any other if somebody has it.
        flink.set(RestOptions.BIND_PORT, wanted == 0 ? "0" : wanted + ",0");
        requireReadable(flink);
        // Without submission by the UI Flink still takes job graphs, which are programs, too.
        flink.set(SameOriginPolicy.JOB_GRAPHS, flink.get(WebOptions.SUBMIT_ENABLE));
        return flink;
    }

    /** Reads what the launcher itself reads, so that a wrong value is told before anything starts. */
    private static void requireReadable(Configuration flink) throws IllegalFlinkSettingException {
        for (ConfigOption<?> option : List.of(
                CoreOptions.DEFAULT_PARALLELISM,
                CheckpointingOptions.CHECKPOINTING_INTERVAL,
                TaskManagerOptions.MANAGED_MEMORY_SIZE,
                WebOptions.SUBMIT_ENABLE)) {
            try {
                flink.get(option);
            } catch (IllegalArgumentException e) {
                throw new IllegalFlinkSettingException(
                        option.key(), flink.toMap().get(option.key()));
            }
        }
    }

    static MiniCluster start(Configuration flink) throws Exception {
        MiniCluster cluster = new MiniCluster(new MiniClusterConfiguration.Builder()
                .setConfiguration(flink)
                .setNumTaskManagers(1)
                .setNumSlotsPerTaskManager(flink.get(CoreOptions.DEFAULT_PARALLELISM))
                .build());
        cluster.start();
        return cluster;
    }
}

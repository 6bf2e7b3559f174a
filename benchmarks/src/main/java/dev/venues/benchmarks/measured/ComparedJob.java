package dev.venues.benchmarks.measured;

import dev.venues.benchmarks.contender.Lookup;
import org.apache.flink.api.common.JobID;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.functions.MapFunction;
import org.apache.flink.api.connector.source.lib.NumberSequenceSource;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.CoreOptions;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.runtime.jobmaster.JobResult;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.runtime.minicluster.MiniClusterConfiguration;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** The job that is the same for all contenders, but for what is between its source and its sink. It runs in this JVM. */
final class ComparedJob implements AutoCloseable {

    private static final Duration CHECKPOINTS = Duration.ofSeconds(2);
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final MiniCluster cluster;
    private final JobID job;
    private final CompletableFuture<JobResult> end;

    private ComparedJob(MiniCluster cluster, JobID job) {
        this.cluster = cluster;
        this.job = job;
        this.end = cluster.requestJobResult(job);
    }

    /**
     * @param events what to read
     * @param count how much of it
     */
    static ComparedJob start(Lookup lookup, Lookup.Setting setting, MapFunction<Long, byte[]> events, long count)
            throws Exception {
        Configuration flink = configuration();
        StreamExecutionEnvironment env = StreamExecutionEnvironment.createLocalEnvironment(flink);
        DataStream<byte[]> source = env.fromSource(
                        new NumberSequenceSource(0, count - 1), WatermarkStrategy.noWatermarks(), "numbers")
                .map(events)
                .name("events");
        lookup.locate(source, setting).sinkTo(new CountingSink()).name("count");
        MiniCluster cluster = new MiniCluster(new MiniClusterConfiguration.Builder()
                .setConfiguration(flink)
                .setNumTaskManagers(1)
                .setNumSlotsPerTaskManager(Plan.PARALLELISM)
                .build());
        cluster.start();
        JobID job = cluster.submitJob(env.getStreamGraph().getJobGraph())
                .get(PATIENCE.toSeconds(), TimeUnit.SECONDS)
                .getJobID();
        return new ComparedJob(cluster, job);
    }

    /** A local run's memory, without its web UI and metrics. */
    private static Configuration configuration() {
        return new Configuration()
                .set(CoreOptions.DEFAULT_PARALLELISM, Plan.PARALLELISM)
                .set(RestOptions.BIND_PORT, "0")
                .set(PipelineOptions.OBJECT_REUSE, true)
                .set(CheckpointingOptions.CHECKPOINTING_INTERVAL, CHECKPOINTS)
                .set(RestartStrategyOptions.RESTART_STRATEGY, "none")
                .set(CoreOptions.TMP_DIRS, System.getProperty("java.io.tmpdir"))
                .set(TaskManagerOptions.MANAGED_MEMORY_SIZE, MemorySize.ofMebiBytes(32))
                .set(TaskManagerOptions.NETWORK_MEMORY_MIN, MemorySize.ofMebiBytes(64))
                .set(TaskManagerOptions.NETWORK_MEMORY_MAX, MemorySize.ofMebiBytes(64));
    }

    /** Whether it has ended, well or not. */
    boolean isOver() {
        return end.isDone();
    }

    /** Waits for its end; throws what made it fail. */
    void await() throws Exception {
        end.get().toJobExecutionResult(getClass().getClassLoader());
    }

    /** Stops it if it still runs, and waits until nothing is left of it: what runs next shall have the machine. */
    @Override
    public void close() {
        try (cluster) {
            if (!end.isDone()) {
                cluster.cancelJob(job).get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
                end.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
            }
        } catch (Exception e) {
            throw new IllegalStateException("the job cannot be stopped", e);
        }
    }
}

package dev.venues.benchmarks.contender;

import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.connector.source.lib.NumberSequenceSource;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.CoreOptions;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** The job that is the same for all contenders, but for what is between its source and its sink. It runs in this JVM. */
final class ComparedJob implements AutoCloseable {

    private static final Duration CHECKPOINTS = Duration.ofSeconds(2);
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final JobClient client;
    private final CompletableFuture<?> end;

    private ComparedJob(JobClient client) {
        this.client = client;
        this.end = client.getJobExecutionResult();
    }

    /**
     * @param events what to read
     * @param count how much of it
     */
    static ComparedJob start(Lookup lookup, Lookup.Setting setting, Events events, long count) throws Exception {
        StreamExecutionEnvironment env = StreamExecutionEnvironment.createLocalEnvironment(configuration());
        DataStream<byte[]> source = env.fromSource(
                        new NumberSequenceSource(0, count - 1), WatermarkStrategy.noWatermarks(), "numbers")
                .map(events)
                .name("events");
        lookup.locate(source, setting).sinkTo(new CountingSink()).name("count");
        return new ComparedJob(env.executeAsync("compared"));
    }

    /** A local run's memory, without its web UI and metrics. */
    private static Configuration configuration() {
        return new Configuration()
                .set(CoreOptions.DEFAULT_PARALLELISM, Plan.PARALLELISM)
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
        end.get();
    }

    /** Stops it if it still runs, and waits until that is done. */
    @Override
    public void close() {
        if (end.isDone()) {
            return;
        }
        try {
            client.cancel().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
            end.handle((result, cancelled) -> null).get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException e) {
            throw new IllegalStateException("the job cannot be stopped", e);
        }
    }
}

package dev.venues.job;

import dev.venues.config.CommandLine;
import dev.venues.config.Settings;
import dev.venues.config.SettingsParser;
import dev.venues.connector.ConnectorStartupException;
import dev.venues.flink.EnrichedEvent;
import dev.venues.model.RawRecord;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;

/**
 * Drains a Kinesis backlog in a process of its own, once, and says how quickly. In this package, because it reads and
 * writes with the job's own source and sink.
 *
 * <p>Arguments: a {@link Variant}, the number of events in the backlog, and the job's settings. What it measures begins
 * when half of them have arrived, so that the JVM is warm and nearly every venue was asked for, and ends with the last.
 */
public final class CatchUpJob {

    private static final int PARALLELISM = 2;
    private static final long CHECKPOINT_MILLIS = 2_000;
    private static final Duration LIMIT = Duration.ofMinutes(10);

    /** Events that reached the end of the graph; all of it runs in this JVM. */
    private static final LongAdder ARRIVED = new LongAdder();

    /** What is between the source and where events are counted. */
    public enum Variant {
        /** The source, nothing else. */
        CONNECTOR,
        /** The source and the whole pipeline. */
        JOB;
    }

    private record Mark(long nanos, Duration cpu) {

        static Mark now() {
            return new Mark(
                    System.nanoTime(),
                    ProcessHandle.current().info().totalCpuDuration().orElse(Duration.ZERO));
        }
    }

    private CatchUpJob() {}

    public static void main(String[] args) throws Exception {
        long events = Long.parseLong(args[1]);
        Settings settings = SettingsParser.parse(
                        CommandLine.parse(List.of(args).subList(2, args.length)),
                        SettingsParser.RunMode.LOCAL,
                        Connectors.standard())
                .settings();
        JobClient job = build(Variant.valueOf(args[0]), settings).executeAsync("catch up");
        Mark half = await(job, events / 2);
        long before = ARRIVED.sum();
        Mark end = await(job, events);
        long counted = events - before;
        System.out.printf(
                Locale.ROOT,
                "measured %d %.6f %.3f%n",
                counted,
                (end.nanos() - half.nanos()) / 1e9,
                end.cpu().minus(half.cpu()).toMillis() / 1e3);
        job.cancel().get();
        System.exit(0);
    }

    private static StreamExecutionEnvironment build(Variant variant, Settings settings)
            throws ConnectorStartupException {
        Configuration flink = new Configuration();
        flink.set(TaskManagerOptions.MANAGED_MEMORY_SIZE, MemorySize.ofMebiBytes(32));
        StreamExecutionEnvironment env = StreamExecutionEnvironment.createLocalEnvironment(PARALLELISM, flink);
        env.enableCheckpointing(CHECKPOINT_MILLIS);
        env.getConfig().enableObjectReuse();
        DataStream<RawRecord> records =
                settings.source().records(env, settings.spreading().leavesTask());
        DataStream<EnrichedEvent> events = variant == Variant.JOB
                ? VenuePipeline.apply(records, settings).enriched()
                : records.map(
                        each -> new EnrichedEvent(each.payload(), each.origin().partitionKey()));
        DataStream<EnrichedEvent> counted = events.map(each -> {
            ARRIVED.increment();
            return each;
        });
        if (settings.enriched().connector().equals("kinesis")) {
            settings.enriched().enriched(counted);
        } else {
            counted.sinkTo(new DiscardingSink<>());
        }
        return env;
    }

    private static Mark await(JobClient job, long events) throws Exception {
        long limit = System.nanoTime() + LIMIT.toNanos();
        while (ARRIVED.sum() < events) {
            if (System.nanoTime() > limit || job.getJobExecutionResult().isDone()) {
                throw new IllegalStateException(ARRIVED.sum() + " of " + events + " events came, then no more");
            }
            TimeUnit.MILLISECONDS.sleep(1);
        }
        return Mark.now();
    }
}

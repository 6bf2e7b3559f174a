package dev.venues.job;

import dev.venues.testing.flink.FlinkCluster;
import dev.venues.testing.flink.FlinkJob;
import dev.venues.testing.flink.SharedCluster;
import dev.venues.testing.geo.DistinctVenues;
import dev.venues.testing.geo.UnreliableGeoApi;
import dev.venues.testing.job.Accounting;
import dev.venues.testing.job.Fault;
import dev.venues.testing.job.FaultTable;
import dev.venues.testing.job.JobArguments;
import dev.venues.testing.job.KinesisExtension;
import dev.venues.testing.job.Outcomes;
import dev.venues.testing.job.Scale;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;

/** Every event has its outcome though the stream and then the job change their size in the middle of the run. */
@Tag("chaos")
@ExtendWith(SharedCluster.class)
class RescaleClusterITCase {

    private static final Duration LATENCY = Duration.ofMillis(100);

    private final int events = Scale.current().events();

    @TempDir
    private Path folder;

    @RegisterExtension
    private final KinesisExtension kinesis = KinesisExtension.onKinesalite()
            .withStream("events", 2)
            .withStream("enriched", 2)
            .build();

    private FlinkCluster cluster;
    private UnreliableGeoApi api;

    @BeforeEach
    void startApi(FlinkCluster shared) {
        cluster = shared;
        api = kinesis.open(new UnreliableGeoApi().answeringWithin(LATENCY, LATENCY));
    }

    @Test
    void shouldLoseNoEventWhenShardsSplitAndMergeAndTheJobGoesOnWithMoreSubtasks() {
        Outcomes outcomes = Outcomes.inKinesis(kinesis.api(), "enriched", folder);
        // About 250 lookups a second with each two subtasks.
        FlinkJob.Start start = FlinkJob.Start.of(JobArguments.asking(api)
                .with("venues.geo.max-in-flight", "13")
                .fromKinesis(kinesis.endpoint(), "events")
                .toFiles(folder)
                .toKinesis("enriched")
                .list());
        kinesis.api().putRecords("events", DistinctVenues.entries(0, events / 3));
        FlinkJob first = FlinkJob.submit(cluster, start);
        first.await("the first part", () -> outcomes.located() > events * 0.1);

        kinesis.api().splitShard("events", kinesis.api().openShardIds("events").get(0));
        kinesis.api().putRecords("events", DistinctVenues.entries(events / 3, events * 2 / 3));
        first.await("events of the new shards", () -> outcomes.located() > events * 0.4);
        long stopped = System.nanoTime();
        String savepoint = first.stopWithSavepoint(folder);
        int atSavepoint = outcomes.located();
        assertThat(atSavepoint).as("events done at the savepoint").isLessThan(events * 2 / 3);

        FlinkJob second = FlinkJob.submit(cluster, start.from(savepoint, 4));
        second.await("the first results after the restore", () -> outcomes.located() > atSavepoint);
        Duration recovery = Duration.ofNanos(System.nanoTime() - stopped);
        List<String> shards = kinesis.api().openShardIds("events");
        kinesis.api().mergeShards("events", shards.get(1), shards.get(2));
        kinesis.api().putRecords("events", DistinctVenues.entries(events * 2 / 3, events));
        second.await("every event", () -> outcomes.located() == events);
        second.cancel();

        Accounting accounting = outcomes.accounting(events);
        FaultTable.add(Fault.RESHARDED_AND_RESCALED, accounting, recovery);
        assertThat(accounting.lost()).isZero();
        assertThat(outcomes.deadLetters()).isEmpty();
        assertThat(outcomes.results()).allMatch(DistinctVenues::isLocatedRight);
        assertThat(second.restored()).isEqualTo(1);
    }
}

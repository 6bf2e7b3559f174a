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

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

/** Every event has its outcome though TaskManagers die in the middle of the run. */
@Tag("chaos")
@ExtendWith(SharedCluster.class)
class TaskManagerLossClusterITCase {

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
        // About 400 lookups a second over two subtasks.
        api = kinesis.open(new UnreliableGeoApi().answeringWithin(LATENCY, LATENCY));
    }

    @Test
    void shouldWriteEachEventToFilesExactlyOnceWhenTaskManagersDie() {
        DistinctVenues.write(folder.resolve("in"), events, 8);
        Outcomes outcomes = Outcomes.inFiles(folder);

        FlinkJob job = submit(arguments().fromFiles(folder.resolve("in")).toFiles(folder));
        Duration recovery = loseTwoTaskManagers(job, outcomes);
        job.awaitEnd();

        Accounting accounting = outcomes.accounting(events);
        FaultTable.add(Fault.TASK_MANAGER_KILLED_FILES, accounting, recovery);
        assertThat(accounting).isEqualTo(new Accounting(events, events, 0, 0));
        assertThat(outcomes.results()).hasSize(events).allMatch(DistinctVenues::isLocatedRight);
        assertThat(job.restored()).isGreaterThanOrEqualTo(2);
    }

    @Test
    void shouldWriteEachEventToKinesisAtLeastOnceWhenTaskManagersDie() {
        kinesis.api().putRecords("events", DistinctVenues.entries(0, events));
        Outcomes outcomes = Outcomes.inKinesis(kinesis.api(), "enriched", folder);

        FlinkJob job = submit(arguments()
                .fromKinesis(kinesis.endpoint(), "events")
                .toFiles(folder)
                .toKinesis("enriched"));
        Duration recovery = loseTwoTaskManagers(job, outcomes);
        job.await("every event", () -> outcomes.located() == events);
        job.cancel();

        Accounting accounting = outcomes.accounting(events);
        FaultTable.add(Fault.TASK_MANAGER_KILLED_KINESIS, accounting, recovery);
        assertThat(accounting.lost()).isZero();
        assertThat(outcomes.deadLetters()).isEmpty();
        assertThat(outcomes.results()).allMatch(DistinctVenues::isLocatedRight);
        assertThat(kinesis.api().readAll("enriched")).allMatch(record -> record.partitionKey()
                .equals(DistinctVenues.partitionKey(DistinctVenues.id(new String(record.data(), UTF_8)))));
        assertThat(job.restored()).isGreaterThanOrEqualTo(2);
    }

    private JobArguments arguments() {
        return JobArguments.asking(api).with("venues.geo.max-in-flight", "20");
    }

    private FlinkJob submit(JobArguments arguments) {
        return FlinkJob.submit(cluster, FlinkJob.Start.of(arguments.list()));
    }

    /** Returns the longer of both recoveries. */
    private Duration loseTwoTaskManagers(FlinkJob job, Outcomes outcomes) {
        job.await("the first part", () -> outcomes.located() > events * 0.15);
        Duration first = job.loseTaskManager();
        job.await("the second part", () -> outcomes.located() > events * 0.5);
        assertThat(outcomes.located())
                .as("events done when the second TaskManager dies")
                .isLessThan((int) (events * 0.9));
        Duration second = job.loseTaskManager();
        return first.compareTo(second) > 0 ? first : second;
    }
}

package dev.venues.job;

import dev.venues.testing.JsonLines;
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
import java.util.Map;

import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;

/** Results of one partition key leave in the order in which its events came, whatever happens to the job. */
@Tag("chaos")
@ExtendWith(SharedCluster.class)
class KeyedOrderClusterITCase {

    private static final Duration SHORTEST = Duration.ofMillis(10);
    private static final Duration LONGEST = Duration.ofMillis(200);

    private final int events = Scale.current().events();

    @TempDir
    private Path folder;

    @RegisterExtension
    private final KinesisExtension kinesis =
            KinesisExtension.onKinesalite().withStream("events", 4).build();

    private FlinkCluster cluster;
    private UnreliableGeoApi api;

    @BeforeEach
    void startApi(FlinkCluster shared) {
        cluster = shared;
        api = kinesis.open(new UnreliableGeoApi().answeringWithin(SHORTEST, LONGEST));
    }

    @Test
    void shouldKeepTheOrderOfEachKeyWhenATaskManagerDiesAndTheJobGoesOnWithMoreSubtasks() {
        kinesis.api().putRecords("events", DistinctVenues.entries(0, events));
        Outcomes outcomes = Outcomes.inFiles(folder);
        // About 250 lookups a second with two subtasks; into files, where a line's place is when its result left.
        FlinkJob.Start start = FlinkJob.Start.of(JobArguments.asking(api)
                .with("venues.geo.max-in-flight", "13")
                .with("venues.enrichment.order", "keyed")
                .fromKinesis(kinesis.endpoint(), "events")
                .toFiles(folder)
                .list());

        FlinkJob first = FlinkJob.submit(cluster, start);
        first.await("the first part", () -> outcomes.located() > events * 0.1);
        Duration recovery = first.loseTaskManager();
        first.await("the second part", () -> outcomes.located() > events * 0.4);
        String savepoint = first.stopWithSavepoint(folder);
        assertThat(outcomes.located()).as("events done at the savepoint").isLessThan((int) (events * 0.9));
        FlinkJob second = FlinkJob.submit(cluster, start.from(savepoint, 4));
        second.await("every event", () -> outcomes.located() == events);
        second.cancel();

        Accounting accounting = outcomes.accounting(events);
        FaultTable.add(Fault.KEYED_ORDER, accounting, recovery);
        assertThat(accounting).isEqualTo(new Accounting(events, events, 0, 0));
        assertThat(outcomes.results()).allMatch(DistinctVenues::isLocatedRight);
        assertThat(idsByKey())
                .as("events of each partition key, by their numbers, in the order of their results")
                .allSatisfy((key, ids) -> assertThat(ids).isSorted());
        assertThat(second.restored()).isEqualTo(1);
    }

    /** A key's results of one checkpoint are in one file; the files' order is that of their last lines. */
    private Map<String, List<Integer>> idsByKey() {
        return JsonLines.linesByAge(folder.resolve("enriched")).stream()
                .map(DistinctVenues::id)
                .collect(groupingBy(DistinctVenues::partitionKey));
    }
}

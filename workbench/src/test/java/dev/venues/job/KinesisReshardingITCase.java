package dev.venues.job;

import dev.venues.testing.JobProcess;
import dev.venues.testing.job.Accounts;
import dev.venues.testing.job.KinesisExtension;
import dev.venues.testing.job.KinesisJob;
import dev.venues.testing.kinesis.KinesisApi.Rec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;

import static org.assertj.core.api.Assertions.assertThat;

/** Shards split and merge under a running job. */
class KinesisReshardingITCase {

    private static final int STEP = 400;

    @TempDir
    private Path folder;

    @RegisterExtension
    private final KinesisExtension kinesis =
            KinesisExtension.onKinesalite().withGeoApi().withFaults().build();

    @Test
    void shouldLoseNothingWhenShardsOfEachStreamSplitAndMerge() {
        KinesisJob job = kinesis.job("reshard", folder);
        job.write(0, STEP);
        job.start(kinesis.endpoint(), kinesis.geo());
        job.awaitOutcomes(STEP);

        job.write(STEP, 2 * STEP);
        split(job.events());
        job.write(2 * STEP, 3 * STEP);
        split(job.enriched());
        split(job.events());
        job.write(3 * STEP, 4 * STEP);
        job.awaitOutcomes(4 * STEP);
        merge(job.events());
        merge(job.enriched());
        job.write(4 * STEP, 5 * STEP);
        job.awaitOutcomes(5 * STEP);

        assertNothingLost(job, 5 * STEP);
        assertThat(kinesis.api().readAll(job.events()).stream()
                        .map(Rec::shardId)
                        .distinct())
                .as("shards that held events")
                .hasSize(7);
    }

    @Test
    void shouldReadParentsThatWereClosedBeforeItCameToTheirEnd() {
        KinesisJob job = kinesis.job("late", folder);
        JobProcess process = job.start(kinesis.faulty().endpoint(), kinesis.geo());
        process.await("both shards to be read", () -> kinesis.faulty().calls("GetRecords") > 4);
        kinesis.faulty().refuse("GetRecords", "ProvisionedThroughputExceededException");

        job.write(0, STEP);
        split(job.events());
        job.write(STEP, 2 * STEP);
        merge(job.events());
        job.write(2 * STEP, 3 * STEP);
        process.await("the new shards to be seen", () -> job.logged("has discovered a new shard") == 3);
        kinesis.faulty().allow("GetRecords");
        job.awaitOutcomes(3 * STEP);

        assertNothingLost(job, 3 * STEP);
    }

    private void split(String stream) {
        kinesis.api().splitShard(stream, kinesis.api().openShardIds(stream).get(0));
    }

    /** The last two, which a split made neighbours. */
    private void merge(String stream) {
        List<String> open = kinesis.api().openShardIds(stream);
        kinesis.api().mergeShards(stream, open.get(open.size() - 2), open.get(open.size() - 1));
    }

    private static void assertNothingLost(KinesisJob job, int events) {
        assertThat(Accounts.of(events, KinesisJob.ids(job.output()))).isEqualTo(new Accounts(Set.of(), Set.of(), 0));
        assertThat(job.letters()).isEmpty();
        assertThat(job.restarts()).isZero();
    }
}

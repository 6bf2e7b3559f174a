package dev.venues.job;

import dev.venues.testing.JobProcess;
import dev.venues.testing.geo.GeoApi;
import dev.venues.testing.job.Accounts;
import dev.venues.testing.job.KinesisJob;
import dev.venues.testing.kinesis.FaultyKinesis;
import dev.venues.testing.kinesis.Kinesalite;
import dev.venues.testing.kinesis.KinesisApi;
import dev.venues.testing.kinesis.KinesisApi.Rec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
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

    private Kinesalite kinesalite;
    private GeoApi geo;
    private FaultyKinesis faulty;
    private KinesisApi kinesis;

    @BeforeEach
    void startServers() {
        kinesalite = Kinesalite.start();
        kinesis = kinesalite.api();
        faulty = new FaultyKinesis(kinesalite.endpoint());
        geo = new GeoApi();
    }

    @AfterEach
    void stopServers() {
        geo.close();
        faulty.close();
        kinesalite.close();
    }

    @Test
    void shouldLoseNothingWhenShardsOfEachStreamSplitAndMerge() {
        try (KinesisJob job = new KinesisJob(kinesis, "reshard", folder)) {
            job.write(0, STEP);
            job.start(kinesalite.endpoint(), geo);
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
            assertThat(kinesis.readAll(job.events()).stream().map(Rec::shardId).distinct())
                    .as("shards that held events")
                    .hasSize(7);
        }
    }

    @Test
    void shouldReadParentsThatWereClosedBeforeItCameToTheirEnd() {
        try (KinesisJob job = new KinesisJob(kinesis, "late", folder)) {
            JobProcess process = job.start(faulty.endpoint(), geo);
            process.await("both shards to be read", () -> faulty.calls("GetRecords") > 4);
            faulty.refuse("GetRecords", "ProvisionedThroughputExceededException");

            job.write(0, STEP);
            split(job.events());
            job.write(STEP, 2 * STEP);
            merge(job.events());
            job.write(2 * STEP, 3 * STEP);
            process.await("the new shards to be seen", () -> job.logged("has discovered a new shard") == 3);
            faulty.allow("GetRecords");
            job.awaitOutcomes(3 * STEP);

            assertNothingLost(job, 3 * STEP);
        }
    }

    private void split(String stream) {
        kinesis.splitShard(stream, kinesis.openShardIds(stream).get(0));
    }

    /** The last two, which a split made neighbours. */
    private void merge(String stream) {
        List<String> open = kinesis.openShardIds(stream);
        kinesis.mergeShards(stream, open.get(open.size() - 2), open.get(open.size() - 1));
    }

    private static void assertNothingLost(KinesisJob job, int events) {
        assertThat(Accounts.of(events, KinesisJob.ids(job.output()))).isEqualTo(new Accounts(Set.of(), Set.of(), 0));
        assertThat(job.letters()).isEmpty();
        assertThat(job.restarts()).isZero();
    }
}

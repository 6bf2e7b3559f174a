package dev.venues.job;

import dev.venues.testing.JobProcess;
import dev.venues.testing.job.Accounts;
import dev.venues.testing.job.KinesisExtension;
import dev.venues.testing.job.KinesisJob;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.util.Set;

import static org.assertj.core.api.Assertions.assertThat;

/** An iterator that nobody used for five minutes is worth nothing; the shard is read on from where it was. */
class ExpiredIteratorITCase {

    private static final String EXPIRED = "ExpiredIteratorException";

    @TempDir
    private Path folder;

    @RegisterExtension
    private static final KinesisExtension KINESIS =
            KinesisExtension.onKinesalite().withGeoApi().withFaults().build();

    @Test
    void shouldGoOnWhereItWas() {
        KinesisJob job = KINESIS.job("on", folder);
        job.write(0, 500);
        KINESIS.faulty().refuse("GetRecords", EXPIRED, 2);
        job.start(KINESIS.faulty().endpoint(), KINESIS.geo());
        job.awaitOutcomes(500);

        KINESIS.faulty().refuse("GetRecords", EXPIRED, 8);
        job.write(500, 1_000);
        job.awaitOutcomes(1_000);

        assertThat(job.logged("refreshing the iterator")).isEqualTo(10);
        assertNothingLost(job, 1_000);
        assertThat(job.restarts()).isZero();
    }

    /** Cause: LATEST was asked for again, and meant the end of the shard at that time. */
    @Test
    void shouldLoseNothingOfAShardThatHadNoRecordYet() {
        KinesisJob job = KINESIS.job("latest", folder);
        job.write(1_000, 1_100);
        JobProcess process =
                job.start(KINESIS.faulty().endpoint(), KINESIS.geo(), "--venues.source.kinesis.start", "LATEST");
        process.await("both shards to be read", () -> KINESIS.faulty().calls("GetRecords") > 8);

        KINESIS.faulty().refuse("GetRecords", EXPIRED);
        int before = KINESIS.faulty().calls("GetRecords");
        process.await("both to expire", () -> KINESIS.faulty().calls("GetRecords") > before + 4);
        job.write(0, 200);
        int after = KINESIS.faulty().calls("GetRecords");
        process.await("both to expire again", () -> KINESIS.faulty().calls("GetRecords") > after + 4);
        KINESIS.faulty().allow("GetRecords");
        job.awaitOutcomes(200);

        assertNothingLost(job, 200);
        assertThat(job.restarts()).isZero();
    }

    @Test
    void shouldLoseNothingOfAShardThatHadNoRecordBeforeARestart() {
        KinesisJob job = KINESIS.job("restart", folder);
        job.write(1_000, 1_100);
        JobProcess process =
                job.start(KINESIS.faulty().endpoint(), KINESIS.geo(), "--venues.source.kinesis.start", "LATEST");
        process.await("both shards to be read", () -> KINESIS.faulty().calls("GetRecords") > 8);
        process.await("a checkpoint", () -> job.logged("Completed checkpoint") > 0);

        KINESIS.faulty().refuse("GetRecords", "InvalidArgumentException", 1);
        process.await("a restart", () -> job.restarts() == 1);
        job.write(0, 200);
        job.awaitOutcomes(200);

        assertNothingLost(job, 200);
    }

    private static void assertNothingLost(KinesisJob job, int events) {
        assertThat(Accounts.of(events, KinesisJob.ids(job.output()))).isEqualTo(new Accounts(Set.of(), Set.of(), 0));
        assertThat(job.letters()).isEmpty();
    }
}

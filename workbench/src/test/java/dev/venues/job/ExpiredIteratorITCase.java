package dev.venues.job;

import dev.venues.testing.JobProcess;
import dev.venues.testing.geo.GeoApi;
import dev.venues.testing.job.Accounts;
import dev.venues.testing.job.KinesisJob;
import dev.venues.testing.kinesis.FaultyKinesis;
import dev.venues.testing.kinesis.Kinesalite;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.util.Set;

import static org.assertj.core.api.Assertions.assertThat;

/** An iterator that nobody used for five minutes is worth nothing; the shard is read on from where it was. */
class ExpiredIteratorITCase {

    private static final String EXPIRED = "ExpiredIteratorException";

    @TempDir
    private Path folder;

    private static Kinesalite kinesalite;
    private static GeoApi geo;
    private FaultyKinesis faulty;

    @BeforeAll
    static void startServers() {
        kinesalite = Kinesalite.start();
        geo = new GeoApi();
    }

    @AfterAll
    static void stopServers() {
        geo.close();
        kinesalite.close();
    }

    @BeforeEach
    void startFaulty() {
        faulty = new FaultyKinesis(kinesalite.endpoint());
    }

    @AfterEach
    void stopFaulty() {
        faulty.close();
    }

    @Test
    void shouldGoOnWhereItWas() {
        try (KinesisJob job = new KinesisJob(kinesalite.api(), "on", folder)) {
            job.write(0, 500);
            faulty.refuse("GetRecords", EXPIRED, 2);
            job.start(faulty.endpoint(), geo);
            job.awaitOutcomes(500);

            faulty.refuse("GetRecords", EXPIRED, 8);
            job.write(500, 1_000);
            job.awaitOutcomes(1_000);

            assertThat(job.logged("refreshing the iterator")).isEqualTo(10);
            assertNothingLost(job, 1_000);
            assertThat(job.restarts()).isZero();
        }
    }

    /** Cause: LATEST was asked for again, and meant the end of the shard at that time. */
    @Test
    void shouldLoseNothingOfAShardThatHadNoRecordYet() {
        try (KinesisJob job = new KinesisJob(kinesalite.api(), "latest", folder)) {
            job.write(1_000, 1_100);
            JobProcess process = job.start(faulty.endpoint(), geo, "--venues.source.kinesis.start", "LATEST");
            process.await("both shards to be read", () -> faulty.calls("GetRecords") > 8);

            faulty.refuse("GetRecords", EXPIRED);
            int before = faulty.calls("GetRecords");
            process.await("both to expire", () -> faulty.calls("GetRecords") > before + 4);
            job.write(0, 200);
            int after = faulty.calls("GetRecords");
            process.await("both to expire again", () -> faulty.calls("GetRecords") > after + 4);
            faulty.allow("GetRecords");
            job.awaitOutcomes(200);

            assertNothingLost(job, 200);
            assertThat(job.restarts()).isZero();
        }
    }

    @Test
    void shouldLoseNothingOfAShardThatHadNoRecordBeforeARestart() {
        try (KinesisJob job = new KinesisJob(kinesalite.api(), "restart", folder)) {
            job.write(1_000, 1_100);
            JobProcess process = job.start(faulty.endpoint(), geo, "--venues.source.kinesis.start", "LATEST");
            process.await("both shards to be read", () -> faulty.calls("GetRecords") > 8);
            process.await("a checkpoint", () -> job.logged("Completed checkpoint") > 0);

            faulty.refuse("GetRecords", "InvalidArgumentException", 1);
            process.await("a restart", () -> job.restarts() == 1);
            job.write(0, 200);
            job.awaitOutcomes(200);

            assertNothingLost(job, 200);
        }
    }

    private static void assertNothingLost(KinesisJob job, int events) {
        assertThat(Accounts.of(events, KinesisJob.ids(job.output()))).isEqualTo(new Accounts(Set.of(), Set.of(), 0));
        assertThat(job.letters()).isEmpty();
    }
}

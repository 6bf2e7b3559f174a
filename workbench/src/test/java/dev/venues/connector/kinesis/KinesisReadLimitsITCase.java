package dev.venues.connector.kinesis;

import dev.venues.testing.JobProcess;
import dev.venues.testing.geo.GeoApi;
import dev.venues.testing.geo.SyntheticEvents;
import dev.venues.testing.job.Accounts;
import dev.venues.testing.job.KinesisJob;
import dev.venues.testing.kinesis.FaultyKinesis;
import dev.venues.testing.kinesis.Kinesalite;
import dev.venues.testing.kinesis.KinesisApi.Entry;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.util.Set;
import java.util.stream.IntStream;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

/** A backlog is read at the pace that Kinesis allows: neither too often nor too much at once. */
class KinesisReadLimitsITCase {

    /** For two shards: to each 8 MB, all of which the connector's own defaults would read at once. */
    private static final int LARGE_EVENTS = 800;

    private static final int EVENT_BYTES = 20_000;

    @TempDir
    private Path folder;

    private static Kinesalite kinesalite;
    private static GeoApi geo;

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

    @Test
    void shouldReadABacklogInBitesThatKinesisAllows() {
        try (FaultyKinesis kinesis = limited();
                KinesisJob job = new KinesisJob(kinesalite.api(), "backlog", folder)) {
            kinesalite
                    .api()
                    .putRecords(
                            job.events(),
                            IntStream.range(0, LARGE_EVENTS)
                                    .mapToObj(i -> new Entry(largeEvent(i), "key " + i))
                                    .toList());

            job.start(kinesis.endpoint(), geo);
            job.awaitOutcomes(LARGE_EVENTS);

            assertNothingLost(job, LARGE_EVENTS);
            assertThat(kinesis.mostReadsPerSecond()).isBetween(1, 5);
            assertThat(kinesis.mostBytesPerRead())
                    .as("the next second's calls are not refused for it")
                    .isBetween(1L, ReadSize.BYTES + EVENT_BYTES);
        }
    }

    @Test
    void shouldLoseNothingWhenTheUserWantsMoreThanKinesisAllows() {
        try (FaultyKinesis kinesis = limited();
                KinesisJob job = new KinesisJob(kinesalite.api(), "greedy", folder)) {
            job.write(0, 1_000);

            JobProcess process = job.start(
                    kinesis.endpoint(), geo, "--venues.kinesis.consumer.flink.shard.getrecords.intervalmillis", "20");
            process.await("refusals", () -> kinesis.refusedReads() > 5);
            job.awaitOutcomes(1_000);

            assertNothingLost(job, 1_000);
            assertThat(kinesis.mostReadsPerSecond()).isGreaterThan(5);
        }
    }

    private static byte[] largeEvent(int number) {
        return SyntheticEvents.event(number)
                .replace("\"pad\":\"", "\"pad\":\"" + "x".repeat(EVENT_BYTES))
                .getBytes(UTF_8);
    }

    private static FaultyKinesis limited() {
        FaultyKinesis kinesis = new FaultyKinesis(kinesalite.endpoint());
        kinesis.limitReads();
        return kinesis;
    }

    private static void assertNothingLost(KinesisJob job, int events) {
        assertThat(Accounts.of(events, KinesisJob.ids(job.output()))).isEqualTo(new Accounts(Set.of(), Set.of(), 0));
    }
}

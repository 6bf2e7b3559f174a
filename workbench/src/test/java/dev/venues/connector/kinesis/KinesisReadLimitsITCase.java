package dev.venues.connector.kinesis;

import dev.venues.testing.JobProcess;
import dev.venues.testing.geo.SyntheticEvents;
import dev.venues.testing.job.Accounts;
import dev.venues.testing.job.KinesisExtension;
import dev.venues.testing.job.KinesisJob;
import dev.venues.testing.kinesis.KinesisApi.Entry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
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

    @RegisterExtension
    private static final KinesisExtension KINESIS =
            KinesisExtension.onKinesalite().withGeoApi().withFaults().build();

    @Test
    void shouldReadABacklogInBitesThatKinesisAllows() {
        KINESIS.faulty().limitReads();
        KinesisJob job = KINESIS.job("backlog", folder);
        KINESIS.api()
                .putRecords(
                        job.events(),
                        IntStream.range(0, LARGE_EVENTS)
                                .mapToObj(i -> new Entry(largeEvent(i), "key " + i))
                                .toList());

        job.start(KINESIS.faulty().endpoint(), KINESIS.geo());
        job.awaitOutcomes(LARGE_EVENTS);

        assertNothingLost(job, LARGE_EVENTS);
        assertThat(KINESIS.faulty().mostReadsPerSecond()).isBetween(1, 5);
        assertThat(KINESIS.faulty().mostBytesPerRead())
                .as("the next second's calls are not refused for it")
                .isBetween(1L, ReadSize.BYTES + EVENT_BYTES);
    }

    @Test
    void shouldLoseNothingWhenTheUserWantsMoreThanKinesisAllows() {
        KINESIS.faulty().limitReads();
        KinesisJob job = KINESIS.job("greedy", folder);
        job.write(0, 1_000);

        JobProcess process = job.start(
                KINESIS.faulty().endpoint(),
                KINESIS.geo(),
                "--venues.kinesis.consumer.flink.shard.getrecords.intervalmillis",
                "20");
        process.await("refusals", () -> KINESIS.faulty().refusedReads() > 5);
        job.awaitOutcomes(1_000);

        assertNothingLost(job, 1_000);
        assertThat(KINESIS.faulty().mostReadsPerSecond()).isGreaterThan(5);
    }

    private static byte[] largeEvent(int number) {
        return SyntheticEvents.event(number)
                .replace("\"pad\":\"", "\"pad\":\"" + "x".repeat(EVENT_BYTES))
                .getBytes(UTF_8);
    }

    private static void assertNothingLost(KinesisJob job, int events) {
        assertThat(Accounts.of(events, KinesisJob.ids(job.output()))).isEqualTo(new Accounts(Set.of(), Set.of(), 0));
    }
}

package dev.venues.job;

import dev.venues.testing.JobProcess;
import dev.venues.testing.geo.SyntheticEvents;
import dev.venues.testing.job.Accounts;
import dev.venues.testing.job.KinesisExtension;
import dev.venues.testing.job.KinesisJob;
import dev.venues.testing.kinesis.KinesisApi.Rec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

/** Kinesis takes or gives less than the job wants; the job waits, slows down and loses nothing. */
class KinesisThrottlingITCase {

    private static final String THROTTLED = "ProvisionedThroughputExceededException";
    private static final String LIMITED = "LimitExceededException";

    @TempDir
    private Path folder;

    @RegisterExtension
    private static final KinesisExtension KINESIS =
            KinesisExtension.onKinesalite().withGeoApi().withFaults().build();

    @Test
    void shouldWaitWhenItsReadsAreThrottled() {
        KinesisJob job = KINESIS.job("reads", folder);
        job.write(0, 500);
        KINESIS.faulty().refuse("GetRecords", THROTTLED);
        KINESIS.faulty().refuse("GetShardIterator", THROTTLED, 4);
        JobProcess process = job.start(KINESIS.faulty().endpoint(), KINESIS.geo());

        process.await("the connector's patience is over", () -> job.logged("A shard cannot be read") == 2);
        process.await("more of it", () -> KINESIS.faulty().calls("GetRecords") > 20);
        long seconds = process.age().toSeconds();
        int calls = KINESIS.faulty().calls("GetRecords");
        KINESIS.faulty().allow("GetRecords");
        job.awaitOutcomes(500);
        KINESIS.faulty().refuse("GetRecords", THROTTLED, 4);
        job.write(500, 1_000);
        job.awaitOutcomes(1_000);

        assertNothingLost(job, 1_000);
        assertThat(job.logged("The shard can be read again")).isGreaterThanOrEqualTo(2);
        assertThat(calls).as("Kinesis allows 5 a second and shard").isLessThan((int) (2 * 5 * seconds));
        assertThat(job.logged("Got recoverable"))
                .as("the connector's lines, one for each of its attempts if all of them passed")
                .isBetween(1L, 2 * (1 + process.age().toMinutes()));
    }

    @Test
    void shouldWaitWhenKinesisCannotBeReached() {
        KinesisJob job = KINESIS.job("unreachable", folder);
        job.write(0, 500);
        KINESIS.faulty().hangUpOn("GetRecords");
        JobProcess process = job.start(KINESIS.faulty().endpoint(), KINESIS.geo());

        process.await("the connector's patience is over", () -> job.logged("A shard cannot be read") == 2);
        KINESIS.faulty().allow("GetRecords");
        job.awaitOutcomes(500);

        assertNothingLost(job, 500);
    }

    @Test
    void shouldSlowDownWhenItsWritesAreThrottled() {
        int events = 8_000;
        KinesisJob job = KINESIS.job("writes", folder);
        job.write(0, events);
        KINESIS.faulty().refuse("PutRecords", THROTTLED);
        JobProcess process = job.start(
                KINESIS.faulty().endpoint(),
                KINESIS.geo(),
                "--venues.kinesis.producer.sink.requests.max-buffered",
                "1000");

        process.await("the source to stand still", () -> standsBelow(events, process.output()));
        int whole = KINESIS.faulty().calls("PutRecords");
        long seconds = process.age().toSeconds();
        KINESIS.faulty().throttleRecords(1);
        KINESIS.faulty().allow("PutRecords");
        process.await("every record to be turned down", () -> KINESIS.faulty().calls("PutRecords") > whole + 20);
        int all = KINESIS.faulty().calls("PutRecords");
        KINESIS.faulty().throttleRecords(0.3);
        process.await("some to be turned down", () -> KINESIS.faulty().calls("PutRecords") > all + 20);
        KINESIS.faulty().throttleRecords(0);
        job.awaitOutcomes(events);

        assertNothingLost(job, events);
        assertThat(whole).as("calls while every call is refused").isLessThan((int) (10 * seconds));
        assertThat(KINESIS.faulty().calls("PutRecords")).as("calls in all").isLessThan(events / 8);
    }

    @Test
    void shouldKeepWhatTheSinkHeldWhenTheJobRestarts() {
        KinesisJob job = KINESIS.job("held", folder);
        job.write(0, 300);
        KINESIS.faulty().refuse("PutRecords", THROTTLED);
        int asked = KINESIS.geo().requests();
        JobProcess process = job.start(
                KINESIS.faulty().endpoint(),
                KINESIS.geo(),
                "--venues.kinesis.producer.sink.flush-buffer.timeout",
                "5000");
        process.await("all venues to be asked for", () -> KINESIS.geo().requests() == asked + 50);
        long checkpoints = job.logged("Completed checkpoint");
        process.await("a checkpoint with it", () -> job.logged("Completed checkpoint") > checkpoints + 1);

        KINESIS.faulty().refuse("GetRecords", "InvalidArgumentException", 1);
        process.await("a restart", () -> job.restarts() == 1);
        KINESIS.faulty().allow("PutRecords");
        job.awaitOutcomes(300);

        assertThat(Accounts.of(300, KinesisJob.ids(job.output()))).isEqualTo(new Accounts(Set.of(), Set.of(), 0));
        assertThat(job.output()).allMatch(KinesisThrottlingITCase::isRight);
        assertThat(job.restarts()).isEqualTo(1);
    }

    @Test
    void shouldStartWhenItMayNotAskForItsStreams() {
        KinesisJob job = KINESIS.job("start", folder);
        job.write(0, 100);
        KINESIS.faulty().refuse("DescribeStreamSummary", LIMITED);
        KINESIS.faulty().refuse("DescribeStream", LIMITED, 2);
        KINESIS.faulty().refuse("ListShards", LIMITED, 2);
        job.start(KINESIS.faulty().endpoint(), KINESIS.geo());

        job.awaitOutcomes(100);

        assertNothingLost(job, 100);
        assertThat(job.logged("Kinesis does not let us describe start-events: LimitExceededException"))
                .isEqualTo(1);
    }

    @Test
    void shouldStopWhileItsReadsAreThrottled() {
        KinesisJob job = KINESIS.job("stop", folder);
        KINESIS.faulty().refuse("GetRecords", THROTTLED);
        JobProcess process = job.start(KINESIS.faulty().endpoint(), KINESIS.geo());
        process.await("a read", () -> KINESIS.faulty().calls("GetRecords") > 4);

        process.stop();

        assertThat(process.output()).contains("events in").doesNotContain("did not stop");
    }

    private static void assertNothingLost(KinesisJob job, int events) {
        assertThat(Accounts.of(events, KinesisJob.ids(job.output()))).isEqualTo(new Accounts(Set.of(), Set.of(), 0));
        assertThat(job.output()).allMatch(KinesisThrottlingITCase::isRight);
        assertThat(job.letters()).isEmpty();
        assertThat(job.restarts()).isZero();
    }

    private static boolean isRight(Rec each) {
        return SyntheticEvents.isLocatedRight(new String(each.data(), UTF_8));
    }

    /** Whether a progress line tells of no event in its interval, with some in before and some left. */
    private static boolean standsBelow(int events, String output) {
        return Pattern.compile("^([\\d,]+) events {2}0/s", Pattern.MULTILINE)
                .matcher(output)
                .results()
                .map(MatchResult::group)
                .map(line -> line.substring(0, line.indexOf(' ')).replace(",", ""))
                .mapToInt(Integer::parseInt)
                .anyMatch(in -> in > 0 && in < events);
    }
}

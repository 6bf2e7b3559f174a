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
import dev.venues.testing.job.Outcomes;
import dev.venues.testing.job.Scale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;

/** Every venue is found, on two TaskManagers, though the API fails in the middle of the run. */
@Tag("chaos")
@ExtendWith(SharedCluster.class)
class GeoApiFaultsClusterITCase {

    private static final Duration LATENCY = Duration.ofMillis(100);
    private static final Duration PAUSE = Duration.ofSeconds(3);
    /** In this time every TaskManager has had its answer from before the pause, or the first that asks for it. */
    private static final Duration UNDER_WAY = Duration.ofMillis(500);

    private static final int LIMIT = 200;

    private final Scale scale = Scale.current();

    @TempDir
    private Path folder;

    private FlinkCluster cluster;
    private UnreliableGeoApi api;
    private FlinkJob job;

    @BeforeEach
    void startApi(FlinkCluster shared) {
        cluster = shared;
        api = new UnreliableGeoApi().answeringWithin(LATENCY, LATENCY);
    }

    @AfterEach
    void stopApi() {
        api.close();
    }

    @Test
    void shouldWaitOutAnOutageAndGoOnAtFullSpeed() {
        start(scale.events(), arguments());
        awaitAnswers(scale.events() * 0.2);

        int before = api.log().answersInTheSecondBefore(System.nanoTime());
        long down = System.nanoTime();
        api.goDown();
        job.await(
                "back-pressure and an open circuit",
                () -> job.highest("source", "backPressuredTimeMsPerSecond").orElse(0) > 900
                        && job.highest("locate", "locate.venues.circuitOpen").orElse(0) == 1);
        job.await("a checkpoint that expires", () -> job.failedCheckpoints() > 0);
        job.await(
                "the end of the outage",
                () -> System.nanoTime() - down >= scale.outage().toNanos());
        api.comeBack();
        Duration recovery = awaitSpeed(before * 0.8);

        assertThat(recovery).isLessThan(Duration.ofSeconds(10));
        assertThatEveryVenueIsFound(Fault.API_DOWN, scale.events(), recovery);
        assertThat(job.restored()).as("restarts").isZero();
    }

    @Test
    void shouldFindEveryVenueWhenThirtyPercentOfAnswersAreErrors() {
        start(scale.events(), arguments());
        awaitAnswers(scale.events() * 0.15);

        int before = api.log().answersInTheSecondBefore(System.nanoTime());
        api.failing(0.3, 500);
        awaitAnswers(scale.events() * 0.7);
        api.failing(0, 500);
        Duration recovery = awaitSpeed(before * 0.8);

        assertThatEveryVenueIsFound(Fault.API_ERRORS, scale.events(), recovery);
        assertThat(api.log().requests())
                .as("requests, the failed ones included")
                .isGreaterThan(scale.events() * 6 / 5);
    }

    @Test
    void shouldFindEveryVenueWhenEveryTenthRequestHangs() {
        start(scale.events(), arguments().with("venues.geo.request-timeout", "500 ms"));
        awaitAnswers(scale.events() * 0.15);

        int before = api.log().answersInTheSecondBefore(System.nanoTime());
        api.hangingOnEvery(10);
        awaitAnswers(scale.events() * 0.7);
        api.hangingOnEvery(0);
        Duration recovery = awaitSpeed(before * 0.8);

        assertThatEveryVenueIsFound(Fault.API_HANGS, scale.events(), recovery);
        assertThat(api.log().requests()).as("requests, the hung ones included").isGreaterThan(scale.events() * 21 / 20);
    }

    @Test
    void shouldKeepThePauseAndTheJobsRateWhenTheApiThrottles() {
        int events = LIMIT * 4 * (scale.pauses() + 2);
        start(events, arguments().with("venues.geo.rate-limit", Integer.toString(LIMIT)));

        List<Long> pauses = new ArrayList<>();
        Duration recovery = Duration.ZERO;
        for (int i = 0; i < scale.pauses(); i++) {
            awaitAnswers(LIMIT * 2 * (i + 1));
            long began = api.throttle(PAUSE);
            pauses.add(began);
            job.await("the pause's end", () -> System.nanoTime() - began >= PAUSE.toNanos());
            // The rate is halved each time, and comes back within half a minute.
            Duration current = awaitSpeed(LIMIT * 0.2);
            recovery = current.compareTo(recovery) > 0 ? current : recovery;
        }

        assertThatEveryVenueIsFound(Fault.API_THROTTLES, events, recovery);
        assertThat(pauses)
                .as("requests in each pause beyond those under way")
                .allMatch(
                        began -> api.log().requestsBetween(began + UNDER_WAY.toNanos(), began + PAUSE.toNanos()) == 0);
        assertThat(api.log().peakPerSecond()).as("requests in any second").isLessThanOrEqualTo(LIMIT * 11 / 10);
    }

    /** About 500 lookups a second over two subtasks. */
    private JobArguments arguments() {
        return JobArguments.asking(api)
                .with("venues.geo.max-in-flight", "25")
                .fromFiles(folder.resolve("in"))
                .toFiles(folder);
    }

    private void start(int events, JobArguments arguments) {
        DistinctVenues.write(folder.resolve("in"), events, 8);
        job = FlinkJob.submit(
                cluster, FlinkJob.Start.of(arguments.list()).withFlink("execution.checkpointing.timeout", "3 s"));
    }

    private void awaitAnswers(double count) {
        job.await(count + " answers", () -> api.log().answers() > count);
    }

    /** Waits until a second has brought so many answers, and returns how long after now that second ended. */
    private Duration awaitSpeed(double perSecond) {
        long from = System.nanoTime();
        job.await(
                "the speed of before",
                () -> api.log().firstSecondWith((int) perSecond, from).isPresent());
        return Duration.ofNanos(api.log().firstSecondWith((int) perSecond, from).getAsLong() - from);
    }

    private void assertThatEveryVenueIsFound(Fault fault, int events, Duration recovery) {
        job.awaitEnd();
        Outcomes outcomes = Outcomes.inFiles(folder);
        Accounting accounting = outcomes.accounting(events);
        FaultTable.add(fault, accounting, recovery);
        assertThat(outcomes.deadLetters()).isEmpty();
        assertThat(accounting).isEqualTo(new Accounting(events, events, 0, 0));
        assertThat(outcomes.results()).allMatch(DistinctVenues::isLocatedRight);
    }
}

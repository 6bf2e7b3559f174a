package dev.venues.geo;

import dev.venues.codec.Located;
import dev.venues.model.FailureKind;
import dev.venues.model.GeoFailure;
import dev.venues.model.VenueQuery;
import io.netty.util.HashedWheelTimer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

class RetryingGeoClientTest {

    private static final VenueQuery QUERY = new VenueQuery("Berghain", "Berlin", "DE");
    private static final Duration AMPLE = Duration.ofSeconds(30);

    private final FakeGeoClient api = new FakeGeoClient();
    private final GeoStats stats = new GeoStats();
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
    private final HashedWheelTimer wheel = new HashedWheelTimer(10, TimeUnit.MILLISECONDS);

    @AfterEach
    void stopTimers() {
        timer.shutdownNow();
        wheel.stop();
    }

    @ParameterizedTest
    @EnumSource(names = {"TRANSIENT", "UNREACHABLE", "THROTTLED"})
    void shouldTryAgainWhenItMayWork(FailureKind kind) throws Exception {
        api.failNext(kind, 2);

        Located located = get(client(AMPLE, 2).locate(QUERY).toCompletableFuture());

        assertThat(located.isFound()).isTrue();
        assertThat(api.calls()).isEqualTo(3);
        assertThat(stats.retries()).isEqualTo(2);
    }

    @Test
    void shouldGiveUpAfterSoManyRetries() {
        api.failNext(FailureKind.TRANSIENT, 10);

        GeoFailure failure = failure(client(AMPLE, 2));

        assertThat(failure.kind()).isEqualTo(FailureKind.TRANSIENT);
        assertThat(failure.attempts()).isEqualTo(3);
        assertThat(api.calls()).isEqualTo(3);
    }

    @Test
    void shouldTryOnceMoreWhenTheAnswerIsUnreadable() {
        api.failNext(FailureKind.UNREADABLE, 10);

        assertThat(failure(client(AMPLE, 5)).attempts()).isEqualTo(2);
    }

    @ParameterizedTest
    @EnumSource(names = {"REJECTED", "DENIED"})
    void shouldNotTryAgainWhenItCannotWork(FailureKind kind) {
        api.failNext(kind, 10);

        GeoFailure failure = failure(client(AMPLE, 5));

        assertThat(failure.kind()).isEqualTo(kind);
        assertThat(api.calls()).isEqualTo(1);
    }

    @Test
    void shouldTakeManyForbiddenInARowAsDenied() throws Exception {
        api.failNext(FailureKind.FORBIDDEN, 100);
        RetryingGeoClient client = client(AMPLE, 0);

        List<CompletableFuture<Located>> replies = new ArrayList<>();
        for (int i = 0; i < RetryingGeoClient.FORBIDDEN_LIMIT; i++) {
            replies.add(client.locate(QUERY).toCompletableFuture());
        }

        GeoFailure last = failure(replies.get(RetryingGeoClient.FORBIDDEN_LIMIT - 1));
        assertThat(last.kind()).isEqualTo(FailureKind.DENIED);
        assertThat(last).hasMessageEndingWith("20 times in a row");
    }

    @Test
    void shouldNotTakeForbiddenAsDeniedWhenAnotherAnswerIsBetween() {
        api.failNext(FailureKind.FORBIDDEN, RetryingGeoClient.FORBIDDEN_LIMIT - 1);
        api.failNext(FailureKind.REJECTED, 1);
        api.failNext(FailureKind.FORBIDDEN, RetryingGeoClient.FORBIDDEN_LIMIT - 1);
        RetryingGeoClient client = client(AMPLE, 0);

        List<CompletableFuture<Located>> replies = new ArrayList<>();
        for (int i = 0; i < 2 * RetryingGeoClient.FORBIDDEN_LIMIT; i++) {
            replies.add(client.locate(QUERY).toCompletableFuture());
        }

        assertThat(replies).noneMatch(reply -> failureOrNull(reply) == FailureKind.DENIED);
    }

    @Test
    void shouldForgetForbiddenAfterASuccess() throws Exception {
        RetryingGeoClient client = client(AMPLE, 0);
        for (int i = 0; i < 3; i++) {
            api.failNext(FailureKind.FORBIDDEN, 9);
            List<CompletableFuture<Located>> replies = new ArrayList<>();
            for (int j = 0; j < 10; j++) {
                replies.add(client.locate(QUERY).toCompletableFuture());
            }
            for (CompletableFuture<Located> reply : replies) {
                assertThat(get(reply).isFound()).isTrue();
            }
        }
    }

    @Test
    void shouldKeepTheDeadlineOverAllAttempts() {
        api.failNext(FailureKind.TRANSIENT, 1_000);

        GeoFailure failure = failure(client(Duration.ofMillis(700), 1_000));

        assertThat(failure.kind()).isEqualTo(FailureKind.TIMED_OUT);
        assertThat(failure).hasMessage("no answer within 700 ms; the last attempt: the fake says TRANSIENT");
        assertThat(failure.attempts()).isEqualTo(api.calls()).isGreaterThanOrEqualTo(1);
    }

    @Test
    void shouldKeepTheDeadlineWhenTheApiHangs() {
        api.hold();

        GeoFailure failure = failure(client(Duration.ofMillis(100), 5));

        assertThat(failure.kind()).isEqualTo(FailureKind.TIMED_OUT);
        assertThat(failure.attempts()).isEqualTo(1);
    }

    /** A lookup whose deadline passed must not cost a call later. */
    @Test
    void shouldLeaveTheLineWhenTheDeadlinePasses() {
        InFlightShare share = new InFlightShare(settings(AMPLE, 0, 1));
        LimitedGeoClient limited = new LimitedGeoClient(
                api,
                new LimitedGeoClient.Limits(
                        share,
                        new AdaptiveConcurrency(false),
                        new Circuit(0),
                        GeoSettings.OnOutage.WAIT,
                        new CallBudget(GeoSettings.Budget.NONE, share, Clock.systemUTC())),
                new VirtualTimer(),
                new GeoStats());
        api.hold();
        limited.locate(QUERY);

        RetryingGeoClient client = client(limited, Duration.ofMillis(50), 0);
        assertThat(failure(client).kind()).isEqualTo(FailureKind.TIMED_OUT);
        api.release();

        assertThat(api.calls()).isEqualTo(1);
        assertThat(limited.inFlight()).isZero();
    }

    @Test
    void shouldFailWhatIsUnderWayWhenClosed() {
        api.failNext(FailureKind.TRANSIENT, 1_000);
        RetryingGeoClient client = client(AMPLE, 1_000);
        List<CompletableFuture<Located>> replies = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            replies.add(client.locate(QUERY).toCompletableFuture());
        }

        client.close();
        timer.shutdownNow();
        wheel.stop();

        assertThat(replies).allMatch(reply -> failureOrNull(reply) == FailureKind.CLOSED);
        assertThat(failure(client).kind()).isEqualTo(FailureKind.CLOSED);
    }

    @Test
    void shouldAnswerWhenTheTimersAreGone() {
        api.failNext(FailureKind.TRANSIENT, 1);
        RetryingGeoClient client = client(AMPLE, 5);
        timer.shutdownNow();
        wheel.stop();

        assertThat(failure(client).kind()).isEqualTo(FailureKind.CLOSED);
    }

    @Test
    void shouldNotCountWhatFellIntoAnOutage() throws Exception {
        api.failNext(FailureKind.OUTAGE, 50);
        api.failNext(FailureKind.TRANSIENT, 1);

        assertThat(get(client(AMPLE, 1).locate(QUERY).toCompletableFuture()).isFound())
                .isTrue();
        assertThat(api.calls()).isEqualTo(52);
    }

    @Test
    void shouldTryMoreOftenWhileTheApiFalters() {
        api.failNext(FailureKind.FALTERING, 100);

        assertThat(failure(client(AMPLE, 1)).attempts()).isEqualTo(4);
        assertThat(failure(client(AMPLE, 0)).attempts()).isEqualTo(1);
    }

    @Test
    void shouldNotAgeWhileTheApiIsDown() {
        AtomicLong outage = new AtomicLong();
        AtomicInteger looks = new AtomicInteger();
        long start = System.nanoTime();
        AtomicBoolean down = new AtomicBoolean(true);
        LookupDeadline deadline = new LookupDeadline(Duration.ofMillis(50), wheel, () -> {
            looks.incrementAndGet();
            if (down.get()) {
                outage.set(System.nanoTime() - start);
            }
            return outage.get();
        });
        RetryingGeoClient client = new RetryingGeoClient(api, RetryRules.executor(0, timer), deadline, stats);
        api.hold();

        CompletableFuture<Located> reply = client.locate(QUERY).toCompletableFuture();
        await("several alarms after the deadline").until(() -> looks.get() > 4);
        assertThat(reply).isNotDone();
        down.set(false);

        assertThat(failure(reply).kind()).isEqualTo(FailureKind.TIMED_OUT);
    }

    private RetryingGeoClient client(Duration length, int retries) {
        return client(api, length, retries);
    }

    private RetryingGeoClient client(GeoClient delegate, Duration length, int retries) {
        return new RetryingGeoClient(
                delegate, RetryRules.executor(retries, timer), new LookupDeadline(length, wheel, () -> 0), stats);
    }

    private static GeoSettings.Calls settings(Duration deadline, int retries, int maxInFlight) {
        return new GeoSettings.Calls(
                Duration.ofSeconds(5), deadline, maxInFlight, 0, retries, false, true, GeoSettings.OnOutage.WAIT);
    }

    private static Located get(CompletableFuture<Located> reply) throws Exception {
        return reply.get(20, TimeUnit.SECONDS);
    }

    private static FailureKind failureOrNull(CompletableFuture<Located> reply) {
        try {
            get(reply);
            return null;
        } catch (Exception e) {
            return ((GeoFailure) e.getCause()).kind();
        }
    }

    private static GeoFailure failure(GeoClient client) {
        return failure(client.locate(QUERY).toCompletableFuture());
    }

    private static GeoFailure failure(CompletableFuture<Located> reply) {
        try {
            throw new AssertionError("no failure but " + get(reply));
        } catch (ExecutionException e) {
            return (GeoFailure) e.getCause();
        } catch (Exception e) {
            throw new AssertionError("no result", e);
        }
    }
}

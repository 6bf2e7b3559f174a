package dev.venues.lookup.retry;

import dev.venues.lookup.FailureKind;
import dev.venues.lookup.Lookup;
import dev.venues.lookup.LookupCounters;
import dev.venues.lookup.LookupFailure;
import dev.venues.lookup.LookupOptions;
import dev.venues.lookup.limit.AdaptiveConcurrency;
import dev.venues.lookup.limit.AdaptiveRate;
import dev.venues.lookup.limit.CallBudget;
import dev.venues.lookup.limit.Circuit;
import dev.venues.lookup.limit.JobShare;
import dev.venues.lookup.limit.LimitedLookup;
import dev.venues.lookup.limit.Verdicts;
import dev.venues.lookup.testing.Answer;
import dev.venues.lookup.testing.FakeLookup;
import dev.venues.lookup.testing.Question;
import dev.venues.lookup.testing.VirtualTimer;
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

class RetryingLookupTest {

    private static final Question QUERY = new Question("Berghain", "Berlin", "DE");
    private static final Duration AMPLE = Duration.ofSeconds(30);

    private final FakeLookup<Question, Answer> api = new FakeLookup<>(Answer.FOUND, Answer.NOT_FOUND);
    private final LookupCounters stats = new LookupCounters();
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

        Answer located = get(client(AMPLE, 2).lookUp(QUERY).toCompletableFuture());

        assertThat(located.isFound()).isTrue();
        assertThat(api.calls()).isEqualTo(3);
        assertThat(stats.retries()).isEqualTo(2);
    }

    @Test
    void shouldGiveUpAfterSoManyRetries() {
        api.failNext(FailureKind.TRANSIENT, 10);

        LookupFailure failure = failure(client(AMPLE, 2));

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

        LookupFailure failure = failure(client(AMPLE, 5));

        assertThat(failure.kind()).isEqualTo(kind);
        assertThat(api.calls()).isEqualTo(1);
    }

    @Test
    void shouldKeepTheDeadlineOverAllAttempts() {
        api.failNext(FailureKind.TRANSIENT, 1_000);

        LookupFailure failure = failure(client(Duration.ofMillis(700), 1_000));

        assertThat(failure.kind()).isEqualTo(FailureKind.TIMED_OUT);
        assertThat(failure).hasMessage("no answer within 700 ms; the last attempt: the fake says TRANSIENT");
        assertThat(failure.attempts()).isEqualTo(api.calls()).isGreaterThanOrEqualTo(1);
    }

    @Test
    void shouldKeepTheDeadlineWhenTheApiHangs() {
        api.hold();

        LookupFailure failure = failure(client(Duration.ofMillis(100), 5));

        assertThat(failure.kind()).isEqualTo(FailureKind.TIMED_OUT);
        assertThat(failure.attempts()).isEqualTo(1);
    }

    /** A lookup whose deadline passed must not cost a call later. */
    @Test
    void shouldLeaveTheLineWhenTheDeadlinePasses() {
        JobShare share =
                new JobShare(LookupOptions.builder().maxInFlight(1).build().calls());
        LimitedLookup<Question, Answer> limited = new LimitedLookup<>(
                api,
                Question::name,
                new LimitedLookup.Limits(
                        share,
                        new AdaptiveRate(share),
                        new AdaptiveConcurrency(false),
                        new Circuit(0),
                        new Verdicts(),
                        LookupOptions.OnOutage.WAIT,
                        new CallBudget(LookupOptions.Budget.NONE, share, Clock.systemUTC())),
                new VirtualTimer(),
                new LookupCounters());
        api.hold();
        limited.lookUp(QUERY);

        RetryingLookup<Question, Answer> client = client(limited, Duration.ofMillis(50), 0);
        assertThat(failure(client).kind()).isEqualTo(FailureKind.TIMED_OUT);
        api.release();

        assertThat(api.calls()).isEqualTo(1);
        assertThat(limited.inFlight()).isZero();
    }

    @Test
    void shouldFailWhatIsUnderWayWhenClosed() {
        api.failNext(FailureKind.TRANSIENT, 1_000);
        RetryingLookup<Question, Answer> client = client(AMPLE, 1_000);
        List<CompletableFuture<Answer>> replies = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            replies.add(client.lookUp(QUERY).toCompletableFuture());
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
        RetryingLookup<Question, Answer> client = client(AMPLE, 5);
        timer.shutdownNow();
        wheel.stop();

        assertThat(failure(client).kind()).isEqualTo(FailureKind.CLOSED);
    }

    @Test
    void shouldNotCountWhatFellIntoAnOutage() throws Exception {
        api.failNext(FailureKind.OUTAGE, 50);
        api.failNext(FailureKind.TRANSIENT, 1);

        assertThat(get(client(AMPLE, 1).lookUp(QUERY).toCompletableFuture()).isFound())
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
        LookupDeadline deadline = new LookupDeadline(Duration.ofMillis(50), wheel, System::nanoTime, () -> {
            looks.incrementAndGet();
            if (down.get()) {
                outage.set(System.nanoTime() - start);
            }
            return outage.get();
        });
        RetryingLookup<Question, Answer> client =
                new RetryingLookup<>(api, RetryRules.executor(0, timer), deadline, stats);
        api.hold();

        CompletableFuture<Answer> reply = client.lookUp(QUERY).toCompletableFuture();
        await("several alarms after the deadline").until(() -> looks.get() > 4);
        assertThat(reply).isNotDone();
        down.set(false);

        assertThat(failure(reply).kind()).isEqualTo(FailureKind.TIMED_OUT);
    }

    private RetryingLookup<Question, Answer> client(Duration length, int retries) {
        return client(api, length, retries);
    }

    private RetryingLookup<Question, Answer> client(Lookup<Question, Answer> delegate, Duration length, int retries) {
        return new RetryingLookup<>(
                delegate,
                RetryRules.executor(retries, timer),
                new LookupDeadline(length, wheel, System::nanoTime, () -> 0),
                stats);
    }

    private static Answer get(CompletableFuture<Answer> reply) throws Exception {
        return reply.get(20, TimeUnit.SECONDS);
    }

    private static FailureKind failureOrNull(CompletableFuture<Answer> reply) {
        try {
            get(reply);
            return null;
        } catch (Exception e) {
            return ((LookupFailure) e.getCause()).kind();
        }
    }

    private static LookupFailure failure(Lookup<Question, Answer> client) {
        return failure(client.lookUp(QUERY).toCompletableFuture());
    }

    private static LookupFailure failure(CompletableFuture<Answer> reply) {
        try {
            throw new AssertionError("no failure but " + get(reply));
        } catch (ExecutionException e) {
            return (LookupFailure) e.getCause();
        } catch (Exception e) {
            throw new AssertionError("no result", e);
        }
    }
}

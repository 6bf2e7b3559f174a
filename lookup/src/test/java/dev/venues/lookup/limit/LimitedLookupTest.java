package dev.venues.lookup.limit;

import dev.venues.lookup.FailureKind;
import dev.venues.lookup.Failures;
import dev.venues.lookup.Lookup;
import dev.venues.lookup.LookupCounters;
import dev.venues.lookup.LookupFailure;
import dev.venues.lookup.LookupOptions;
import dev.venues.lookup.testing.Answer;
import dev.venues.lookup.testing.FakeLookup;
import dev.venues.lookup.testing.Question;
import dev.venues.lookup.testing.VirtualTimer;
import org.junit.jupiter.api.Test;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

import static org.assertj.core.api.Assertions.assertThat;

class LimitedLookupTest {

    private static final Question QUERY = new Question("Berghain", "Berlin", "DE");

    private final FakeLookup<Question, Answer> api = new FakeLookup<>(Answer.FOUND, Answer.NOT_FOUND);
    private final VirtualTimer timer = new VirtualTimer();
    private final LookupCounters stats = new LookupCounters();

    @Test
    void shouldKeepSoManyInFlightAndNoMore() {
        LimitedLookup<Question, Answer> client = client(3, 0);
        api.hold();

        List<CompletableFuture<Answer>> replies = ask(client, 10);
        assertThat(api.calls()).isEqualTo(3);
        assertThat(client.inFlight()).isEqualTo(3);

        api.release();
        assertThat(api.calls()).isEqualTo(10);
        assertThat(replies).allMatch(CompletableFuture::isDone);
        assertThat(client.inFlight()).isZero();
    }

    @Test
    void shouldFreeThePlaceOfAFailedRequest() {
        LimitedLookup<Question, Answer> client = client(1, 0);
        api.failNext(FailureKind.TRANSIENT, 5);

        List<CompletableFuture<Answer>> replies = ask(client, 6);

        assertThat(replies.subList(0, 5)).allMatch(CompletableFuture::isCompletedExceptionally);
        assertThat(replies.get(5)).isCompleted();
    }

    @Test
    void shouldSpreadRequestsEvenlyOverTheSecond() {
        LimitedLookup<Question, Answer> client = client(1_000, 50);
        ask(client, 500);

        int before = api.calls();
        for (int second = 0; second < 5; second++) {
            for (int tenth = 0; tenth < 10; tenth++) {
                timer.advance(Duration.ofMillis(100));
                assertThat(api.calls() - before).isBetween(4, 6);
                before = api.calls();
            }
        }
        assertThat(api.calls()).isBetween(250, 252);
    }

    @Test
    void shouldKeepFractionalRates() {
        LimitedLookup<Question, Answer> client = client(1_000, 0.25);
        ask(client, 10);

        timer.advance(Duration.ofSeconds(39));

        assertThat(api.calls()).isEqualTo(10);
    }

    @Test
    void shouldNotSaveUpRequestsWhileIdle() {
        LimitedLookup<Question, Answer> client = client(1_000, 10);
        timer.advance(Duration.ofMinutes(10));

        ask(client, 100);

        assertThat(api.calls()).isEqualTo(1);
    }

    @Test
    void shouldTakeTheShareThatFollowsFromTheHostedSubtasks() {
        JobShare share = new JobShare(limits(5, 8));
        share.add(0, 4);
        share.add(1, 4);
        LimitedLookup<Question, Answer> client =
                new LimitedLookup<>(api, Question::name, limits(share), timer, new LookupCounters());
        api.hold();
        ask(client, 100);

        timer.advance(Duration.ofMillis(999));
        assertThat(api.calls()).as("half the job's 8/s").isEqualTo(4);

        share.remove(1, false);
        timer.advance(Duration.ofSeconds(10));
        assertThat(client.inFlight()).as("5 per hosted subtask").isEqualTo(5);
    }

    @Test
    void shouldSendNothingWhileTheApiAsksForAPause() {
        LimitedLookup<Question, Answer> client = client(10, 0);
        api.failNext(FakeLookup.throttled(Duration.ofSeconds(3)));
        ask(client, 1);

        List<CompletableFuture<Answer>> waiting = ask(client, 5);
        timer.advance(Duration.ofMillis(2_999));
        assertThat(api.calls()).isEqualTo(1);

        timer.advance(Duration.ofMillis(1));
        assertThat(api.calls()).isEqualTo(2);
        timer.advance(Duration.ofSeconds(1));
        assertThat(waiting).allMatch(CompletableFuture::isDone);
    }

    /** The month's end is hours away, and the timer's clock goes along with the calendar's. */
    @Test
    void shouldSendNothingMoreBeforeTheNextMonthWhenTheBudgetIsUsedUp() {
        Instant start = Instant.parse("2026-11-30T20:00:00Z");
        JobShare share = share(10, 0);
        CallBudget budget = new CallBudget(new LookupOptions.Budget(7, true, 0), share, new CalendarOf(timer, start));
        LimitedLookup<Question, Answer> client = new LimitedLookup<>(
                api, Question::name, limits(share, LookupOptions.OnOutage.WAIT, budget), timer, new LookupCounters());

        List<CompletableFuture<Answer>> replies = ask(client, 12);
        assertThat(api.calls()).isEqualTo(7);
        assertThat(client.inLine()).isEqualTo(5);

        timer.advance(Duration.ofHours(4).minusMillis(1));
        assertThat(api.calls()).isEqualTo(7);

        timer.advance(Duration.ofMillis(1));
        assertThat(replies).allMatch(CompletableFuture::isDone);
        assertThat(api.calls()).isEqualTo(12);
    }

    @Test
    void shouldGoOnBeforeTheNextMonthWhenThereIsMoreOfTheBudget() {
        JobShare share = new JobShare(limits(10, 0));
        share.add(0, 2);
        Instant start = Instant.parse("2026-11-10T20:00:00Z");
        CallBudget budget = new CallBudget(new LookupOptions.Budget(10, true, 0), share, new CalendarOf(timer, start));
        LimitedLookup<Question, Answer> client = new LimitedLookup<>(
                api, Question::name, limits(share, LookupOptions.OnOutage.WAIT, budget), timer, new LookupCounters());
        ask(client, 8);
        assertThat(api.calls()).isEqualTo(5);

        share.add(1, 2);
        timer.advance(Duration.ofMinutes(1));

        assertThat(api.calls()).isEqualTo(8);
    }

    @Test
    void shouldGoOnWhenTheBudgetIsUsedUpAndOnlyAWarningIsWanted() {
        JobShare share = share(10, 0);
        CallBudget budget = new CallBudget(new LookupOptions.Budget(7, false, 0), share, Clock.systemUTC());
        LimitedLookup<Question, Answer> client = new LimitedLookup<>(
                api, Question::name, limits(share, LookupOptions.OnOutage.WAIT, budget), timer, new LookupCounters());

        ask(client, 12);

        assertThat(api.calls()).isEqualTo(12);
        assertThat(budget.made().calls()).isEqualTo(12);
    }

    @Test
    void shouldTellHowLongRequestsWaitedInLine() {
        LimitedLookup<Question, Answer> client = client(1, 0);
        api.hold();
        ask(client, 2);
        assertThat(client.inLine()).isEqualTo(1);

        timer.advance(Duration.ofMillis(40));
        api.release();

        assertThat(stats.waitsMs()).containsExactly(0, 40);
        assertThat(client.inLine()).isZero();
    }

    /** The longest waits are those that nobody bore: without them the figure is best when the line is worst. */
    @Test
    void shouldTellHowLongThoseWaitedThatWereGivenUpInLine() {
        LimitedLookup<Question, Answer> client = client(1, 0);
        api.hold();
        List<CompletableFuture<Answer>> replies = ask(client, 3);

        timer.advance(Duration.ofMinutes(2));
        replies.get(1).cancel(false);
        api.release();

        assertThat(stats.waitsMs()).containsExactly(0, 120_000, 120_000);
        assertThat(stats.waits()).isEqualTo(3);
    }

    /** A probe of our own stood in no line. */
    @Test
    void shouldCountNoWaitForAProbeThatRepeatsAnAnsweredLookup() {
        LimitedLookup<Question, Answer> client = client(100, 0);
        ask(client, 1);
        api.failNext(FailureKind.UNREACHABLE, Circuit.CONNECT_FAILURES + 1);
        ask(client, Circuit.CONNECT_FAILURES);
        ask(client, 1);
        timer.advance(Circuit.FIRST_PROBE);
        ask(client, 1);
        timer.advance(Circuit.LONGEST_PROBE_INTERVAL);

        assertThat(api.calls()).isEqualTo(9);
        assertThat(stats.waits()).isEqualTo(8);
    }

    /** The calendar, going with a timer. */
    private static final class CalendarOf extends Clock {
        private final VirtualTimer timer;
        private final Instant start;

        CalendarOf(VirtualTimer timer, Instant start) {
            this.timer = timer;
            this.start = start;
        }

        @Override
        public Instant instant() {
            return start.plusNanos(timer.now());
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }

    @Test
    void shouldNotShortenAPause() {
        LimitedLookup<Question, Answer> client = client(10, 0);
        api.hold();
        List<CompletableFuture<Answer>> first = ask(client, 2);
        api.failNext(FakeLookup.throttled(Duration.ofSeconds(10)), FakeLookup.throttled(Duration.ofSeconds(1)));
        ask(client, 2);

        timer.advance(Duration.ofSeconds(9));
        ask(client, 1);

        assertThat(api.calls()).isEqualTo(3);
        assertThat(first).noneMatch(CompletableFuture::isDone);
    }

    @Test
    void shouldMakeNoRequestForALookupThatWasGivenUpInLine() {
        LimitedLookup<Question, Answer> client = client(1, 0);
        api.hold();
        List<CompletableFuture<Answer>> replies = ask(client, 3);

        replies.get(1).cancel(false);
        api.release();

        assertThat(api.calls()).isEqualTo(2);
        assertThat(replies.get(2)).isCompleted();
    }

    @Test
    void shouldNotOverflowTheStackWithALongLine() {
        LimitedLookup<Question, Answer> client = client(1, 0);
        api.hold();
        List<CompletableFuture<Answer>> replies = ask(client, 100_000);

        api.release();

        assertThat(replies).allMatch(CompletableFuture::isDone);
    }

    @Test
    void shouldFailWhatWaitsWhenClosed() {
        LimitedLookup<Question, Answer> client = client(1, 0);
        api.hold();
        List<CompletableFuture<Answer>> replies = ask(client, 2);

        client.close();

        assertThat(api.isClosed()).isTrue();
        assertThat(replies.get(1))
                .failsWithin(Duration.ZERO)
                .withThrowableThat()
                .havingCause()
                .isInstanceOfSatisfying(LookupFailure.class, failure -> assertThat(failure.kind())
                        .isEqualTo(FailureKind.CLOSED));
    }

    @Test
    void shouldHoldLookupsBackWhileTheApiIsDownAndLetThemGoGradually() {
        LimitedLookup<Question, Answer> client = client(100, 0);
        api.failNext(FailureKind.UNREACHABLE, Circuit.CONNECT_FAILURES);
        ask(client, Circuit.CONNECT_FAILURES);
        api.hold();

        List<CompletableFuture<Answer>> waiting = ask(client, 50);
        timer.advance(Circuit.FIRST_PROBE.minusMillis(1));
        assertThat(api.calls()).isEqualTo(5);

        timer.advance(Duration.ofMillis(1));
        assertThat(client.inFlight()).as("one probe").isEqualTo(1);

        List<Integer> underWay = new ArrayList<>();
        while (client.inFlight() > 0) {
            underWay.add(client.inFlight());
            api.answerHeld();
        }
        assertThat(underWay).containsExactly(1, 1, 2, 4, 8, 16, 18);
        assertThat(waiting).allMatch(CompletableFuture::isDone);
    }

    /** A probe that fails says nothing about its lookup, which goes back into the line without having lost an attempt. */
    @Test
    void shouldTakeWhatFailsInAnOutageAsPartOfIt() {
        LimitedLookup<Question, Answer> client = client(100, 0);
        api.failNext(FailureKind.UNREACHABLE, Circuit.CONNECT_FAILURES + 1);

        List<CompletableFuture<Answer>> before = ask(client, Circuit.CONNECT_FAILURES);
        List<CompletableFuture<Answer>> probe = ask(client, 1);
        timer.advance(Circuit.FIRST_PROBE);

        assertThat(kind(before.get(0))).isEqualTo(FailureKind.UNREACHABLE);
        assertThat(kind(before.get(Circuit.CONNECT_FAILURES - 1))).isEqualTo(FailureKind.OUTAGE);
        assertThat(kind(probe.get(0))).isEqualTo(FailureKind.OUTAGE);
    }

    @Test
    void shouldCountWhatFailsInAnOutageWhenLookupsAreNotToWait() {
        JobShare share = share(100, 0);
        LimitedLookup<Question, Answer> client = new LimitedLookup<>(
                api, Question::name, limits(share, LookupOptions.OnOutage.FAIL), timer, new LookupCounters());
        api.failNext(FailureKind.UNREACHABLE, Circuit.CONNECT_FAILURES + 1);

        List<CompletableFuture<Answer>> replies = ask(client, Circuit.CONNECT_FAILURES + 1);
        timer.advance(Circuit.FIRST_PROBE);

        assertThat(replies).allMatch(reply -> kind(reply) == FailureKind.UNREACHABLE);
    }

    /** Else the last lookups of a run, all of them for venues that the API cannot answer, would wait for ever. */
    @Test
    void shouldProbeWithWhatWasAnsweredBeforeWhenTheLookupInLineFails() {
        LimitedLookup<Question, Answer> client = client(100, 0);
        ask(client, 1);
        api.failNext(FailureKind.UNREACHABLE, Circuit.CONNECT_FAILURES + 1);
        ask(client, Circuit.CONNECT_FAILURES);

        ask(client, 1);
        timer.advance(Circuit.FIRST_PROBE);
        List<CompletableFuture<Answer>> last = ask(client, 1);
        assertThat(api.calls()).isEqualTo(7);
        timer.advance(Circuit.LONGEST_PROBE_INTERVAL);

        assertThat(api.calls()).as("a probe of its own, then the lookup").isEqualTo(9);
        assertThat(last.get(0)).isCompleted();
    }

    @Test
    void shouldTellAnApiThatFaltersFromALookupThatFails() {
        LimitedLookup<Question, Answer> client = client(100, 0);
        askDifferent(client, "good", 18);
        api.failNext(FailureKind.TRANSIENT, 2);

        List<CompletableFuture<Answer>> failing = askDifferent(client, "bad", 2);
        askDifferent(client, "bad", 1);
        api.failNext(FailureKind.TRANSIENT, 1);
        failing.addAll(askDifferent(client, "worse", 1));

        assertThat(kind(failing.get(0))).as("1 of 19").isEqualTo(FailureKind.TRANSIENT);
        assertThat(kind(failing.get(1))).as("2 of 20, for ever").isEqualTo(FailureKind.TRANSIENT);
        assertThat(kind(failing.get(2))).as("3 of 21, not for ever").isEqualTo(FailureKind.FALTERING);
    }

    /** Thirty that never succeed are no reason to try each of them three times as often. */
    @Test
    void shouldTakeNoApiForFalteringThatFailsTheSameQueriesEachTime() {
        LimitedLookup<Question, Answer> client = client(100, 0);
        askDifferent(client, "good", 30);
        List<CompletableFuture<Answer>> failing = List.of();
        for (int attempt = 0; attempt < 3; attempt++) {
            api.failNext(FailureKind.TRANSIENT, 9);
            failing = askDifferent(client, "odd", 9);
            askDifferent(client, "good", 1);
        }

        assertThat(kind(failing.get(8))).isEqualTo(FailureKind.TRANSIENT);
    }

    @Test
    void shouldHoldBackWhatIsRefusedBeforeTheFirstAnswer() {
        LimitedLookup<Question, Answer> client = client(100, 0);
        api.failNext(FailureKind.REJECTED, 2);
        List<CompletableFuture<Answer>> refused = askDifferent(client, "odd", 2);
        timer.advance(Verdicts.LONG.minusMillis(1));
        assertThat(refused).noneMatch(CompletableFuture::isDone);

        askDifferent(client, "good", 1);

        assertThat(refused).allMatch(reply -> kind(reply) == FailureKind.REJECTED);
        assertThat(api.calls()).as("without another call").isEqualTo(3);
    }

    @Test
    void shouldHoldItBackNoLongerThanSomeSeconds() {
        LimitedLookup<Question, Answer> client = client(100, 0);
        api.failNext(FailureKind.REJECTED, 2);
        List<CompletableFuture<Answer>> refused = askDifferent(client, "odd", 2);

        timer.advance(Verdicts.LONG);

        assertThat(refused).allMatch(reply -> kind(reply) == FailureKind.REJECTED);
    }

    @Test
    void shouldFailAllThatWasHeldBackOnceTheSetUpIsKnownToBeWrong() {
        LimitedLookup<Question, Answer> client = client(100, 0);
        api.failNext(FailureKind.NO_SUCH_RESOURCE, Verdicts.MANY);

        List<CompletableFuture<Answer>> refused = askDifferent(client, "any", Verdicts.MANY - 1);
        assertThat(refused).noneMatch(CompletableFuture::isDone);
        refused.addAll(askDifferent(client, "another", 1));

        assertThat(refused).allMatch(reply -> kind(reply) == FailureKind.MISCONFIGURED);
    }

    @Test
    void shouldFailWhatIsHeldBackWhenClosed() {
        LimitedLookup<Question, Answer> client = client(100, 0);
        api.failNext(FailureKind.REJECTED, 1);
        List<CompletableFuture<Answer>> refused = askDifferent(client, "odd", 1);

        client.close();

        assertThat(kind(refused.get(0))).isEqualTo(FailureKind.CLOSED);
    }

    /** Credits are used up: each of them costs nobody an attempt, and is asked again when there are more. */
    @Test
    void shouldWaitWhenTheAccountIsRefusedAfterAnswers() {
        LimitedLookup<Question, Answer> client = client(100, 0);
        askDifferent(client, "good", 3);
        api.failNext(FailureKind.ACCOUNT, 2);

        CompletableFuture<Answer> refused = askDifferent(client, "next", 1).get(0);
        List<CompletableFuture<Answer>> behind = askDifferent(client, "behind", 50);

        assertThat(kind(refused)).isEqualTo(FailureKind.OUTAGE);
        assertThat(behind).noneMatch(CompletableFuture::isDone);
        timer.advance(Circuit.FIRST_PROBE);
        assertThat(behind).allMatch(CompletableFuture::isDone);
    }

    /** At Nominatim's request a second twenty of them take longer than a refusal is held back otherwise. */
    @Test
    void shouldLoseNothingToAWrongSetUpAtOneRequestASecond() {
        LimitedLookup<Question, Answer> client = client(100, 1);
        api.failNext(FailureKind.REJECTED, Verdicts.MANY);

        List<CompletableFuture<Answer>> refused = askDifferent(client, "any", Verdicts.MANY);
        timer.advance(Duration.ofSeconds(Verdicts.MANY));

        assertThat(refused).allMatch(reply -> kind(reply) == FailureKind.MISCONFIGURED);
    }

    /** A load balancer says 404 to all for three seconds. */
    @Test
    void shouldAskAgainForWhatFoundNothingForAMoment() {
        LimitedLookup<Question, Answer> client = client(100, 0);
        askDifferent(client, "good", 1);
        api.failNext(FailureKind.NO_SUCH_RESOURCE, 50);
        List<CompletableFuture<Answer>> refused = askDifferent(client, "any", 50);

        askDifferent(client, "better", 1);

        assertThat(refused.subList(0, 2)).allMatch(reply -> kind(reply) == FailureKind.NO_SUCH_RESOURCE);
        assertThat(refused.subList(2, 50)).allMatch(reply -> kind(reply) == FailureKind.TRANSIENT);
    }

    /** Sixty places without coordinates in a row opened the circuit 21 times. */
    @Test
    void shouldTakeAnswersOfNoUseForAnswers() {
        LimitedLookup<Question, Answer> client = client(100, 0);
        api.failNext(FailureKind.UNUSABLE, 60);

        List<CompletableFuture<Answer>> refused = askDifferent(client, "any", 60);

        assertThat(refused).allMatch(reply -> kind(reply) == FailureKind.UNUSABLE);
        assertThat(api.calls()).isEqualTo(60);
    }

    /** All are held back, so nobody tells the circuit: the next attempt does. */
    @Test
    void shouldExcuseWhatWasHeldBackUntilTheAccountWasToBlame() {
        LimitedLookup<Question, Answer> client = client(100, 0);
        askDifferent(client, "good", 1);
        api.failNext(FailureKind.FORBIDDEN, 4);

        List<CompletableFuture<Answer>> refused = askDifferent(client, "any", 4);
        timer.advance(Verdicts.LONG);

        assertThat(refused).allMatch(reply -> kind(reply) == FailureKind.OUTAGE);
    }

    /** The real limit is 5 a second, where 50 were set. */
    @Test
    void shouldFindTheRateThatTheApiBears() {
        SecondLimit real = new SecondLimit(5);
        LimitedLookup<Question, Answer> client =
                new LimitedLookup<>(real, Question::name, limits(share(100, 50)), timer, new LookupCounters());
        List<Question> left = new ArrayList<>(questions("any", 300));
        AtomicInteger answered = new AtomicInteger();
        left.forEach(query -> askUntilAnswered(client, query, answered));

        timer.advance(Duration.ofSeconds(150));

        assertThat(answered).hasValue(300);
        assertThat(real.calls).isLessThanOrEqualTo(360);
    }

    private void askUntilAnswered(LimitedLookup<Question, Answer> client, Question query, AtomicInteger answered) {
        client.lookUp(query).whenComplete((answer, failure) -> {
            if (failure == null) {
                answered.incrementAndGet();
            } else {
                assertThat(Failures.ofThrowable(failure)).isEqualTo(FailureKind.OUTAGE);
                askUntilAnswered(client, query, answered);
            }
        });
    }

    /** Answers so many a second and throttles the others, without a word for how long. */
    private final class SecondLimit implements Lookup<Question, Answer> {

        private final int limit;
        private long second;
        private int inSecond;
        private int calls;

        SecondLimit(int limit) {
            this.limit = limit;
        }

        @Override
        public CompletableFuture<Answer> lookUp(Question query) {
            calls++;
            long now = timer.now() / 1_000_000_000;
            inSecond = now == second ? inSecond + 1 : 1;
            second = now;
            boolean throttled = inSecond > limit;
            CompletableFuture<Answer> reply = new CompletableFuture<>();
            timer.schedule(
                    () -> {
                        if (throttled) {
                            reply.completeExceptionally(FakeLookup.failure(FailureKind.THROTTLED));
                        } else {
                            reply.complete(Answer.FOUND);
                        }
                    },
                    Duration.ofMillis(20).toNanos());
            return reply;
        }

        @Override
        public void close() {}
    }

    @Test
    void shouldLetThrottledLookupsWaitForTheEndOfThePause() {
        LimitedLookup<Question, Answer> client = client(10, 0);
        api.failNext(FakeLookup.throttled(Duration.ofSeconds(3)));

        assertThat(kind(ask(client, 1).get(0))).isEqualTo(FailureKind.OUTAGE);
    }

    /** Null for a lookup that has not failed. */
    private static FailureKind kind(CompletableFuture<Answer> reply) {
        return reply.isCompletedExceptionally()
                ? reply.handle((located, throwable) ->
                                Failures.toFailure(throwable).kind())
                        .join()
                : null;
    }

    private LimitedLookup<Question, Answer> client(int maxInFlight, double rate) {
        return new LimitedLookup<>(api, Question::name, limits(share(maxInFlight, rate)), timer, stats);
    }

    private static JobShare share(int maxInFlight, double rate) {
        JobShare share = new JobShare(limits(maxInFlight, rate));
        share.add(0, 1);
        return share;
    }

    private static LimitedLookup.Limits limits(JobShare share) {
        return limits(share, LookupOptions.OnOutage.WAIT);
    }

    private static LimitedLookup.Limits limits(JobShare share, LookupOptions.OnOutage onOutage) {
        return limits(share, onOutage, new CallBudget(LookupOptions.Budget.NONE, share, Clock.systemUTC()));
    }

    private static LimitedLookup.Limits limits(JobShare share, LookupOptions.OnOutage onOutage, CallBudget budget) {
        return new LimitedLookup.Limits(
                share,
                new AdaptiveRate(share),
                new AdaptiveConcurrency(false),
                new Circuit(0),
                new Verdicts(),
                onOutage,
                budget);
    }

    private static LookupOptions.Calls limits(int maxInFlight, double rate) {
        return LookupOptions.builder()
                .maxInFlight(maxInFlight)
                .ratePerSecond(rate)
                .build()
                .calls();
    }

    private static List<CompletableFuture<Answer>> ask(Lookup<Question, Answer> client, int times) {
        List<CompletableFuture<Answer>> replies = new ArrayList<>();
        for (int i = 0; i < times; i++) {
            replies.add(client.lookUp(QUERY).toCompletableFuture());
        }
        return replies;
    }

    private static List<CompletableFuture<Answer>> askDifferent(
            Lookup<Question, Answer> client, String kind, int times) {
        return new ArrayList<>(questions(kind, times).stream()
                .map(query -> client.lookUp(query).toCompletableFuture())
                .toList());
    }

    private static List<Question> questions(String kind, int times) {
        return IntStream.range(0, times)
                .mapToObj(i -> new Question(kind + i, "Berlin", "DE"))
                .toList();
    }
}

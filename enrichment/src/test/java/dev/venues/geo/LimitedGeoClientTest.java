package dev.venues.geo;

import dev.venues.codec.Located;
import dev.venues.model.FailureKind;
import dev.venues.model.GeoFailure;
import dev.venues.model.VenueQuery;
import org.junit.jupiter.api.Test;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

import static org.assertj.core.api.Assertions.assertThat;

class LimitedGeoClientTest {

    private static final VenueQuery QUERY = new VenueQuery("Berghain", "Berlin", "DE");

    private final FakeGeoClient api = new FakeGeoClient();
    private final VirtualTimer timer = new VirtualTimer();
    private final GeoStats stats = new GeoStats();

    @Test
    void shouldKeepSoManyInFlightAndNoMore() {
        LimitedGeoClient client = client(3, 0);
        api.hold();

        List<CompletableFuture<Located>> replies = ask(client, 10);
        assertThat(api.calls()).isEqualTo(3);
        assertThat(client.inFlight()).isEqualTo(3);

        api.release();
        assertThat(api.calls()).isEqualTo(10);
        assertThat(replies).allMatch(CompletableFuture::isDone);
        assertThat(client.inFlight()).isZero();
    }

    @Test
    void shouldFreeThePlaceOfAFailedRequest() {
        LimitedGeoClient client = client(1, 0);
        api.failNext(FailureKind.TRANSIENT, 5);

        List<CompletableFuture<Located>> replies = ask(client, 6);

        assertThat(replies.subList(0, 5)).allMatch(CompletableFuture::isCompletedExceptionally);
        assertThat(replies.get(5)).isCompleted();
    }

    @Test
    void shouldSpreadRequestsEvenlyOverTheSecond() {
        LimitedGeoClient client = client(1_000, 50);
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
        LimitedGeoClient client = client(1_000, 0.25);
        ask(client, 10);

        timer.advance(Duration.ofSeconds(39));

        assertThat(api.calls()).isEqualTo(10);
    }

    @Test
    void shouldNotSaveUpRequestsWhileIdle() {
        LimitedGeoClient client = client(1_000, 10);
        timer.advance(Duration.ofMinutes(10));

        ask(client, 100);

        assertThat(api.calls()).isEqualTo(1);
    }

    @Test
    void shouldTakeTheShareThatFollowsFromTheHostedSubtasks() {
        InFlightShare share = new InFlightShare(limits(5, 8));
        share.add(4);
        share.add(4);
        LimitedGeoClient client = new LimitedGeoClient(api, limits(share), timer, new GeoStats());
        api.hold();
        ask(client, 100);

        timer.advance(Duration.ofMillis(999));
        assertThat(api.calls()).as("half the job's 8/s").isEqualTo(4);

        share.remove(4);
        timer.advance(Duration.ofSeconds(10));
        assertThat(client.inFlight()).as("5 per hosted subtask").isEqualTo(5);
    }

    @Test
    void shouldSendNothingWhileTheApiAsksForAPause() {
        LimitedGeoClient client = client(10, 0);
        api.failNext(FakeGeoClient.throttled(Duration.ofSeconds(3)));
        ask(client, 1);

        List<CompletableFuture<Located>> waiting = ask(client, 5);
        timer.advance(Duration.ofMillis(2_999));
        assertThat(api.calls()).isEqualTo(1);

        timer.advance(Duration.ofMillis(1));
        assertThat(waiting).allMatch(CompletableFuture::isDone);
    }

    /** The month's end is hours away, and the timer's clock goes along with the calendar's. */
    @Test
    void shouldSendNothingMoreBeforeTheNextMonthWhenTheBudgetIsUsedUp() {
        Instant start = Instant.parse("2026-11-30T20:00:00Z");
        InFlightShare share = share(10, 0);
        CallBudget budget = new CallBudget(new GeoSettings.Budget(7, true, 0), share, new CalendarOf(timer, start));
        LimitedGeoClient client =
                new LimitedGeoClient(api, limits(share, GeoSettings.OnOutage.WAIT, budget), timer, new GeoStats());

        List<CompletableFuture<Located>> replies = ask(client, 12);
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
        InFlightShare share = new InFlightShare(new GeoSettings.Calls(
                Duration.ofSeconds(1), Duration.ofMinutes(9), 10, 0, 0, false, true, GeoSettings.OnOutage.WAIT));
        share.add(2);
        Instant start = Instant.parse("2026-11-10T20:00:00Z");
        CallBudget budget = new CallBudget(new GeoSettings.Budget(10, true, 0), share, new CalendarOf(timer, start));
        LimitedGeoClient client =
                new LimitedGeoClient(api, limits(share, GeoSettings.OnOutage.WAIT, budget), timer, new GeoStats());
        ask(client, 8);
        assertThat(api.calls()).isEqualTo(5);

        share.add(2);
        timer.advance(Duration.ofMinutes(1));

        assertThat(api.calls()).isEqualTo(8);
    }

    @Test
    void shouldGoOnWhenTheBudgetIsUsedUpAndOnlyAWarningIsWanted() {
        InFlightShare share = share(10, 0);
        CallBudget budget = new CallBudget(new GeoSettings.Budget(7, false, 0), share, Clock.systemUTC());
        LimitedGeoClient client =
                new LimitedGeoClient(api, limits(share, GeoSettings.OnOutage.WAIT, budget), timer, new GeoStats());

        ask(client, 12);

        assertThat(api.calls()).isEqualTo(12);
        assertThat(budget.made().calls()).isEqualTo(12);
    }

    @Test
    void shouldTellHowLongRequestsWaitedInLine() {
        LimitedGeoClient client = client(1, 0);
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
        LimitedGeoClient client = client(1, 0);
        api.hold();
        List<CompletableFuture<Located>> replies = ask(client, 3);

        timer.advance(Duration.ofMinutes(2));
        replies.get(1).cancel(false);
        api.release();

        assertThat(stats.waitsMs()).containsExactly(0, 120_000, 120_000);
        assertThat(stats.waits()).isEqualTo(3);
    }

    /** A probe of our own stood in no line. */
    @Test
    void shouldCountNoWaitForAProbeThatRepeatsAnAnsweredLookup() {
        LimitedGeoClient client = client(100, 0);
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
        LimitedGeoClient client = client(10, 0);
        api.hold();
        List<CompletableFuture<Located>> first = ask(client, 2);
        api.failNext(FakeGeoClient.throttled(Duration.ofSeconds(10)), FakeGeoClient.throttled(Duration.ofSeconds(1)));
        ask(client, 2);

        timer.advance(Duration.ofSeconds(9));
        ask(client, 1);

        assertThat(api.calls()).isEqualTo(3);
        assertThat(first).noneMatch(CompletableFuture::isDone);
    }

    @Test
    void shouldMakeNoRequestForALookupThatWasGivenUpInLine() {
        LimitedGeoClient client = client(1, 0);
        api.hold();
        List<CompletableFuture<Located>> replies = ask(client, 3);

        replies.get(1).cancel(false);
        api.release();

        assertThat(api.calls()).isEqualTo(2);
        assertThat(replies.get(2)).isCompleted();
    }

    @Test
    void shouldNotOverflowTheStackWithALongLine() {
        LimitedGeoClient client = client(1, 0);
        api.hold();
        List<CompletableFuture<Located>> replies = ask(client, 100_000);

        api.release();

        assertThat(replies).allMatch(CompletableFuture::isDone);
    }

    @Test
    void shouldFailWhatWaitsWhenClosed() {
        LimitedGeoClient client = client(1, 0);
        api.hold();
        List<CompletableFuture<Located>> replies = ask(client, 2);

        client.close();

        assertThat(api.isClosed()).isTrue();
        assertThat(replies.get(1))
                .failsWithin(Duration.ZERO)
                .withThrowableThat()
                .havingCause()
                .isInstanceOfSatisfying(
                        GeoFailure.class, failure -> assertThat(failure.kind()).isEqualTo(FailureKind.CLOSED));
    }

    @Test
    void shouldHoldLookupsBackWhileTheApiIsDownAndLetThemGoGradually() {
        LimitedGeoClient client = client(100, 0);
        api.failNext(FailureKind.UNREACHABLE, Circuit.CONNECT_FAILURES);
        ask(client, Circuit.CONNECT_FAILURES);
        api.hold();

        List<CompletableFuture<Located>> waiting = ask(client, 50);
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
        LimitedGeoClient client = client(100, 0);
        api.failNext(FailureKind.UNREACHABLE, Circuit.CONNECT_FAILURES + 1);

        List<CompletableFuture<Located>> before = ask(client, Circuit.CONNECT_FAILURES);
        List<CompletableFuture<Located>> probe = ask(client, 1);
        timer.advance(Circuit.FIRST_PROBE);

        assertThat(kind(before.get(0))).isEqualTo(FailureKind.UNREACHABLE);
        assertThat(kind(before.get(Circuit.CONNECT_FAILURES - 1))).isEqualTo(FailureKind.OUTAGE);
        assertThat(kind(probe.get(0))).isEqualTo(FailureKind.OUTAGE);
    }

    @Test
    void shouldCountWhatFailsInAnOutageWhenLookupsAreNotToWait() {
        InFlightShare share = share(100, 0);
        LimitedGeoClient client =
                new LimitedGeoClient(api, limits(share, GeoSettings.OnOutage.DEAD_LETTER), timer, new GeoStats());
        api.failNext(FailureKind.UNREACHABLE, Circuit.CONNECT_FAILURES + 1);

        List<CompletableFuture<Located>> replies = ask(client, Circuit.CONNECT_FAILURES + 1);
        timer.advance(Circuit.FIRST_PROBE);

        assertThat(replies).allMatch(reply -> kind(reply) == FailureKind.UNREACHABLE);
    }

    /** Else the last lookups of a run, all of them for venues that the API cannot answer, would wait for ever. */
    @Test
    void shouldProbeWithWhatWasAnsweredBeforeWhenTheLookupInLineFails() {
        LimitedGeoClient client = client(100, 0);
        ask(client, 1);
        api.failNext(FailureKind.UNREACHABLE, Circuit.CONNECT_FAILURES + 1);
        ask(client, Circuit.CONNECT_FAILURES);

        ask(client, 1);
        timer.advance(Circuit.FIRST_PROBE);
        List<CompletableFuture<Located>> last = ask(client, 1);
        assertThat(api.calls()).isEqualTo(7);
        timer.advance(Circuit.LONGEST_PROBE_INTERVAL);

        assertThat(api.calls()).as("a probe of its own, then the lookup").isEqualTo(9);
        assertThat(last.get(0)).isCompleted();
    }

    @Test
    void shouldTellAnApiThatFaltersFromALookupThatFails() {
        LimitedGeoClient client = client(100, 0);
        ask(client, 18);
        api.failNext(FailureKind.TRANSIENT, 2);

        List<CompletableFuture<Located>> failing = ask(client, 2);

        assertThat(kind(failing.get(0))).as("1 of 19").isEqualTo(FailureKind.TRANSIENT);
        assertThat(kind(failing.get(1))).as("2 of 20").isEqualTo(FailureKind.FALTERING);
    }

    @Test
    void shouldLetThrottledLookupsWaitForTheEndOfThePause() {
        LimitedGeoClient client = client(10, 0);
        api.failNext(FakeGeoClient.throttled(Duration.ofSeconds(3)));

        assertThat(kind(ask(client, 1).get(0))).isEqualTo(FailureKind.OUTAGE);
    }

    private static FailureKind kind(CompletableFuture<Located> reply) {
        return ((GeoFailure) reply.handle((located, throwable) -> ResponseClassifier.unwrap(throwable))
                        .join())
                .kind();
    }

    private LimitedGeoClient client(int maxInFlight, double rate) {
        return new LimitedGeoClient(api, limits(share(maxInFlight, rate)), timer, stats);
    }

    private static InFlightShare share(int maxInFlight, double rate) {
        InFlightShare share = new InFlightShare(limits(maxInFlight, rate));
        share.add(1);
        return share;
    }

    private static LimitedGeoClient.Limits limits(InFlightShare share) {
        return limits(share, GeoSettings.OnOutage.WAIT);
    }

    private static LimitedGeoClient.Limits limits(InFlightShare share, GeoSettings.OnOutage onOutage) {
        return limits(share, onOutage, new CallBudget(GeoSettings.Budget.NONE, share, Clock.systemUTC()));
    }

    private static LimitedGeoClient.Limits limits(
            InFlightShare share, GeoSettings.OnOutage onOutage, CallBudget budget) {
        return new LimitedGeoClient.Limits(share, new AdaptiveConcurrency(false), new Circuit(0), onOutage, budget);
    }

    private static GeoSettings.Calls limits(int maxInFlight, double rate) {
        return new GeoSettings.Calls(
                Duration.ofSeconds(5),
                Duration.ofMinutes(2),
                maxInFlight,
                rate,
                5,
                false,
                true,
                GeoSettings.OnOutage.WAIT);
    }

    private static List<CompletableFuture<Located>> ask(GeoClient client, int times) {
        List<CompletableFuture<Located>> replies = new ArrayList<>();
        for (int i = 0; i < times; i++) {
            replies.add(client.locate(QUERY).toCompletableFuture());
        }
        return replies;
    }
}

package dev.venues.lookup.limit;

import dev.venues.lookup.FailureKind;
import dev.venues.lookup.LookupFailure;
import dev.venues.lookup.testing.FakeLookup;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.time.Duration;
import java.util.Arrays;
import java.util.Random;

import static org.assertj.core.api.Assertions.assertThat;

class CircuitTest {

    private long now = 1_000_000;
    private final Circuit circuit = new Circuit(now);

    /** Each call asks something else, where a test does not say what. */
    private int queries;

    @Test
    void shouldLetEverythingThroughWhenAllIsWell() {
        assertThat(circuit.waitNanos(now, 100_000)).isZero();
        assertThat(circuit.state(now)).isEqualTo(Circuit.State.CLOSED);
    }

    @Test
    void shouldOpenWhenSoManyConnectionsInARowFail() {
        fail(FailureKind.UNREACHABLE, Circuit.CONNECT_FAILURES - 1);
        answer(1);
        fail(FailureKind.UNREACHABLE, Circuit.CONNECT_FAILURES - 1);
        assertThat(circuit.state(now)).isEqualTo(Circuit.State.CLOSED);

        fail(FailureKind.UNREACHABLE, 1);

        assertThat(circuit.state(now)).isEqualTo(Circuit.State.OPEN);
        assertThat(circuit.waitNanos(now, 0)).isEqualTo(Circuit.FIRST_PROBE.toNanos());
    }

    @ParameterizedTest
    @EnumSource(names = {"TRANSIENT", "UNREADABLE"})
    void shouldAskForAControlWhenHalfOfTheLastQueriesFail(FailureKind kind) {
        answer(FailureWindow.QUERIES / 2);
        for (int i = 0; i < FailureWindow.QUERIES / 2; i++) {
            assertThat(circuit.role()).isEqualTo(Circuit.Role.LOOKUP);
            answer(1);
            fail(kind, 1);
        }

        assertThat(circuit.role()).isEqualTo(Circuit.Role.CONTROL);
        fail(kind, 1);
        assertThat(circuit.state(now)).isEqualTo(Circuit.State.OPEN);
    }

    /** It threw, and the answer's lookup timed out: seen where the first requests of a cold JVM took too long. */
    @Test
    void shouldTakeAnAnswerThatMakesTheWindowLargeEnough() {
        for (int i = 1; i < FailureWindow.LEAST_QUERIES; i++) {
            // Never so many failures in a row that those alone would open it.
            if (i % Circuit.FAILURES == 0) {
                answer(1);
            } else {
                fail(FailureKind.TRANSIENT, 1);
            }
        }

        answer(1);
        assertThat(circuit.role()).isEqualTo(Circuit.Role.LOOKUP);

        fail(FailureKind.TRANSIENT, 1);
        assertThat(circuit.role()).isEqualTo(Circuit.Role.CONTROL);
    }

    /** At a call a second the last hundred calls say too little about now. */
    @Test
    void shouldForgetCallsOfLongAgo() {
        answer(FailureWindow.QUERIES);
        now += FailureWindow.AGE.toNanos() + 1;

        for (int i = 0; i < FailureWindow.LEAST_QUERIES / 2; i++) {
            assertThat(circuit.role()).isEqualTo(Circuit.Role.LOOKUP);
            answer(1);
            fail(FailureKind.TRANSIENT, 1);
        }

        assertThat(circuit.role()).isEqualTo(Circuit.Role.CONTROL);
    }

    /** With a call in two seconds no window would ever hold enough of them. */
    @Test
    void shouldOpenWhenSoManyInARowFailHoweverRarelyCallsAreMade() {
        for (int i = 0; i < Circuit.FAILURES; i++) {
            assertThat(circuit.state(now)).isEqualTo(Circuit.State.CLOSED);
            fail(FailureKind.TRANSIENT, 1);
            now += Duration.ofMinutes(1).toNanos();
        }

        assertThat(circuit.state(now)).isNotEqualTo(Circuit.State.CLOSED);
    }

    /** While calls come back one by one, an API that hangs fails too few of them to be noticed otherwise. */
    @Test
    void shouldAskForAControlSoonAfterAnOutage() {
        open();
        probe(null);
        fail(FailureKind.TRANSIENT, Circuit.RELAPSES - 1);
        assertThat(circuit.role()).isEqualTo(Circuit.Role.LOOKUP);

        fail(FailureKind.TRANSIENT, 1);
        assertThat(circuit.role()).isEqualTo(Circuit.Role.CONTROL);
        fail(FailureKind.TRANSIENT, 1);

        assertThat(circuit.state(now)).isEqualTo(Circuit.State.OPEN);
    }

    /** The whole of a run's end: what the API cannot answer is all that is left. */
    @Test
    void shouldStayClosedWhenOnlySomeQueriesFailThatTheApiCannotAnswer() {
        for (int i = 0; i < 60; i++) {
            end("good " + i, null);
        }
        int controls = 0;
        for (int attempt = 0; attempt < 6; attempt++) {
            for (int i = 0; i < 30; i++) {
                if (circuit.role() == Circuit.Role.CONTROL) {
                    end("good 59", null);
                    controls++;
                }
                end("odd " + i, FakeLookup.failure(FailureKind.TRANSIENT));
                assertThat(circuit.state(now)).isEqualTo(Circuit.State.CLOSED);
            }
        }
        assertThat(controls).isBetween(1, 18);
    }

    @Test
    void shouldOpenWhenAControlFails() {
        end("good", null);
        fail(FailureKind.TRANSIENT, Circuit.FAILURES);
        assertThat(circuit.role()).isEqualTo(Circuit.Role.CONTROL);
        assertThat(circuit.state(now)).isEqualTo(Circuit.State.CLOSED);

        end("good", FakeLookup.failure(FailureKind.TRANSIENT));

        assertThat(circuit.state(now)).isEqualTo(Circuit.State.OPEN);
    }

    @Test
    void shouldNeedNoControlWhenWhatWasAnsweredFailsByItself() {
        end("good", null);
        end("good", FakeLookup.failure(FailureKind.TRANSIENT));
        fail(FailureKind.TRANSIENT, Circuit.FAILURES - 1);

        assertThat(circuit.state(now)).isEqualTo(Circuit.State.OPEN);
    }

    /** An API that flaps: those that failed before are in flight all of them, and must not use up their attempts. */
    @Test
    void shouldOpenForQueriesThatWereOddBefore() {
        end("good", null);
        for (int i = 0; i < 10; i++) {
            end("odd " + i, FakeLookup.failure(FailureKind.TRANSIENT));
        }
        end("good", null);
        for (int i = 0; i < 10; i++) {
            end("odd " + i, FakeLookup.failure(FailureKind.TRANSIENT));
        }
        assertThat(circuit.role()).isEqualTo(Circuit.Role.CONTROL);

        end("good", FakeLookup.failure(FailureKind.TRANSIENT));

        assertThat(circuit.state(now)).isEqualTo(Circuit.State.OPEN);
    }

    @Test
    void shouldWeighAQueryOnceHoweverOftenItFails() {
        for (int i = 0; i < FailureWindow.LEAST_QUERIES; i++) {
            end("good " + i, null);
            end("odd", FakeLookup.failure(FailureKind.TRANSIENT));
        }

        assertThat(circuit.state(now)).isEqualTo(Circuit.State.CLOSED);
        assertThat(circuit.isFaltering(now)).isFalse();
    }

    @ParameterizedTest
    @EnumSource(names = {"ACCOUNT", "SETUP"})
    void shouldOpenAfterOneRefusalThatHoldsForAControlToo(FailureKind kind) {
        answer(100);
        fail(kind, 1);
        assertThat(circuit.role()).isEqualTo(Circuit.Role.CONTROL);
        assertThat(circuit.isInDoubt()).isTrue();
        fail(kind, 1);

        assertThat(circuit.state(now)).isEqualTo(Circuit.State.OPEN);
        assertThat(circuit.isInDoubt()).isFalse();
        assertThat(circuit.blame()).isEqualTo(kind.blame());
        for (int seconds : new int[] {1, 2, 4, 8, 16, 30, 30}) {
            assertThat(circuit.waitNanos(now, 0))
                    .isEqualTo(Duration.ofSeconds(seconds).toNanos());
            probe(FakeLookup.failure(kind));
        }
    }

    /** A firewall that answers 406 for one name took a healthy API down, again and again. */
    @ParameterizedTest
    @EnumSource(names = {"ACCOUNT", "SETUP"})
    void shouldTakeOneQueryThatIsRefusedSoForOdd(FailureKind kind) {
        end("good", null);
        for (int attempt = 0; attempt < 5; attempt++) {
            end("odd", FakeLookup.failure(kind));
            assertThat(circuit.role())
                    .as("after refusal " + attempt)
                    .isEqualTo(attempt == 0 ? Circuit.Role.CONTROL : Circuit.Role.LOOKUP);
            end("good", null);
        }

        assertThat(circuit.state(now)).isEqualTo(Circuit.State.CLOSED);
    }

    @Test
    void shouldNotTakeAThrottledControlForAnAnswer() {
        end("good", null);
        for (int i = 0; i < Circuit.FAILURES; i++) {
            end("any " + i, FakeLookup.failure(FailureKind.TRANSIENT));
        }
        end("good", FakeLookup.failure(FailureKind.THROTTLED));
        now += Circuit.FIRST_THROTTLE.toNanos();
        assertThat(circuit.waitNanos(now, 0)).isZero();

        for (int i = 0; i < Circuit.RELAPSES; i++) {
            assertThat(circuit.role()).isEqualTo(Circuit.Role.LOOKUP);
            end("any " + i, FakeLookup.failure(FailureKind.TRANSIENT));
        }
        assertThat(circuit.role()).as("none of them is odd").isEqualTo(Circuit.Role.CONTROL);
        assertThat(circuit.waitNanos(now, 1)).as("nor allowed one more").isEqualTo(Circuit.UNTIL_A_CALL_ENDS);
    }

    @Test
    void shouldNotTakeTwoThrottlesFarApartForALongOne() {
        fail(FailureKind.THROTTLED, 1);
        now += Duration.ofMinutes(2).toNanos();
        assertThat(circuit.waitNanos(now, 0)).isZero();
        fail(FailureKind.THROTTLED, 1);

        assertThat(circuit.state(now)).isEqualTo(Circuit.State.PAUSED);
        assertThat(circuit.waitNanos(now, 0)).isEqualTo(Circuit.FIRST_THROTTLE.toNanos());
    }

    @Test
    void shouldAllowOneMoreForAnAnswerThatIsOfNoUse() {
        open();
        probe(null);
        fail(FailureKind.UNUSABLE, 1);

        assertThat(circuit.waitNanos(now, 1)).isZero();
    }

    @Test
    void shouldPauseLongerEachTimeThatAThrottleSaysNotForHowLong() {
        answer(1);
        for (int seconds : new int[] {1, 2, 4, 8, 10, 10}) {
            fail(FailureKind.THROTTLED, 1);
            assertThat(circuit.state(now)).isEqualTo(Circuit.State.PAUSED);
            assertThat(circuit.waitNanos(now, 0))
                    .isEqualTo(Duration.ofSeconds(seconds).toNanos());
            now += Duration.ofSeconds(seconds).toNanos();
            assertThat(circuit.waitNanos(now, 0)).isZero();
        }
        answer(1);
        fail(FailureKind.THROTTLED, 1);
        assertThat(circuit.waitNanos(now, 0)).isEqualTo(Duration.ofSeconds(1).toNanos());
    }

    /** {@code Retry-After: 0}, for ever, was a busy loop. */
    @Test
    void shouldPauseLongerThanAThrottleSaysWhenThatWasWrong() {
        end(FakeLookup.throttled(Duration.ZERO));
        assertThat(circuit.waitNanos(now, 0)).isZero();
        end(FakeLookup.throttled(Duration.ZERO));

        assertThat(circuit.waitNanos(now, 0)).isEqualTo(Duration.ofSeconds(2).toNanos());
    }

    @Test
    void shouldCountAsOneThrottleWhatWasUnderWayTogether() {
        Circuit.Start[] underWay = new Circuit.Start[50];
        Arrays.setAll(underWay, i -> circuit.started(Circuit.Role.LOOKUP, "query " + i));
        for (Circuit.Start start : underWay) {
            circuit.ended(start, FakeLookup.failure(FailureKind.THROTTLED), now);
        }

        assertThat(circuit.waitNanos(now, 0)).isEqualTo(Duration.ofSeconds(1).toNanos());
    }

    @Test
    void shouldOpenWhenEverythingIsThrottledForAMinute() {
        long start = now;
        while (now - start < Circuit.LONG_THROTTLE.toNanos()) {
            assertThat(circuit.state(now)).isEqualTo(Circuit.State.CLOSED);
            fail(FailureKind.THROTTLED, 1);
            now += circuit.waitNanos(now, 0);
        }
        fail(FailureKind.THROTTLED, 1);
        assertThat(circuit.state(now)).isEqualTo(Circuit.State.OPEN);
        assertThat(circuit.blame()).isEqualTo(FailureKind.Blame.THROTTLE);

        probe(FakeLookup.failure(FailureKind.THROTTLED));
        assertThat(circuit.state(now)).isEqualTo(Circuit.State.OPEN);
        probe(null);
        assertThat(circuit.state(now)).isEqualTo(Circuit.State.CLOSED);
    }

    @Test
    void shouldNotOpenForCallsFromBeforeTheOutageThatEndAfterIt() {
        Circuit.Start before = circuit.started(circuit.role(), "query " + queries++);
        open();
        probe(null);

        for (int i = 0; i < 100; i++) {
            circuit.ended(before, FakeLookup.failure(FailureKind.TRANSIENT), now);
        }

        assertThat(circuit.state(now)).isEqualTo(Circuit.State.CLOSED);
    }

    @Test
    void shouldNotShortenAPauseWhenItOpens() {
        Circuit.Start[] underWay = new Circuit.Start[Circuit.CONNECT_FAILURES];
        Arrays.setAll(underWay, i -> circuit.started(circuit.role(), "query " + queries++));
        end(FakeLookup.throttled(Duration.ofMinutes(1)));

        for (Circuit.Start start : underWay) {
            circuit.ended(start, FakeLookup.failure(FailureKind.UNREACHABLE), now);
        }

        assertThat(circuit.state(now)).isEqualTo(Circuit.State.OPEN);
        assertThat(circuit.waitNanos(now, 0)).isEqualTo(Duration.ofMinutes(1).toNanos());
    }

    @ParameterizedTest
    @EnumSource(names = {"REJECTED", "NO_SUCH_RESOURCE", "FORBIDDEN", "DENIED", "MISCONFIGURED"})
    void shouldNotTakeARefusalForAnOutage(FailureKind kind) {
        fail(kind, 1_000);

        assertThat(circuit.state(now)).isEqualTo(Circuit.State.CLOSED);
    }

    @Test
    void shouldStayClosedWhenThreeInTenFailAtRandom() {
        answer(FailureWindow.QUERIES);
        Random random = new Random(1);
        for (int i = 0; i < 20_000; i++) {
            if (random.nextInt(10) < 3) {
                fail(FailureKind.TRANSIENT, 1);
            } else {
                answer(1);
            }
            assertThat(circuit.state(now)).isEqualTo(Circuit.State.CLOSED);
        }
    }

    @Test
    void shouldProbeOneByOneAtGrowingIntervals() {
        open();

        for (int seconds : new int[] {1, 2, 4, 5, 5}) {
            assertThat(circuit.waitNanos(now, 0))
                    .isEqualTo(Duration.ofSeconds(seconds).toNanos());
            now += circuit.waitNanos(now, 0);
            assertThat(circuit.waitNanos(now, 0)).isZero();
            Circuit.Start probe = circuit.started(circuit.role(), "query " + queries++);
            assertThat(probe.isProbe()).isTrue();
            assertThat(circuit.waitNanos(now, 0)).isEqualTo(Circuit.UNTIL_A_CALL_ENDS);
            circuit.ended(probe, FakeLookup.failure(FailureKind.TRANSIENT), now);
        }
    }

    @Test
    void shouldCloseWhenAProbeIsAnsweredAndLetCallsGoGradually() {
        open();
        probe(null);

        assertThat(circuit.state(now)).isEqualTo(Circuit.State.CLOSED);
        assertThat(circuit.waitNanos(now, 0)).isZero();
        assertThat(circuit.waitNanos(now, 1)).isEqualTo(Circuit.UNTIL_A_CALL_ENDS);
        answer(9);
        assertThat(circuit.waitNanos(now, 9)).isZero();
        assertThat(circuit.waitNanos(now, 10)).isEqualTo(Circuit.UNTIL_A_CALL_ENDS);
    }

    /** An answer that says no is an answer. */
    @Test
    void shouldCloseWhenAProbeIsRejected() {
        open();
        probe(FakeLookup.failure(FailureKind.REJECTED));

        assertThat(circuit.state(now)).isEqualTo(Circuit.State.CLOSED);
    }

    @Test
    void shouldNotBeMovedByCallsFromBeforeTheOutage() {
        Circuit.Start before = circuit.started(circuit.role(), "query " + queries++);
        open();
        now += Circuit.FIRST_PROBE.toNanos();
        assertThat(circuit.waitNanos(now, 10)).isZero();
        assertThat(circuit.started(circuit.role(), "query " + queries++).isProbe())
                .isTrue();

        circuit.ended(before, null, now);

        assertThat(circuit.state(now)).isEqualTo(Circuit.State.HALF_OPEN);
        assertThat(circuit.waitNanos(now, 9)).isEqualTo(Circuit.UNTIL_A_CALL_ENDS);
    }

    @Test
    void shouldPauseForAsLongAsTheApiAsks() {
        end(FakeLookup.throttled(Duration.ofSeconds(3)));
        end(FakeLookup.throttled(Duration.ofSeconds(1)));

        assertThat(circuit.state(now)).isEqualTo(Circuit.State.PAUSED);
        assertThat(circuit.waitNanos(now, 0)).isEqualTo(Duration.ofSeconds(3).toNanos());
        now += Duration.ofSeconds(3).toNanos();
        assertThat(circuit.state(now)).isEqualTo(Circuit.State.CLOSED);
        assertThat(circuit.waitNanos(now, 0)).isZero();
        assertThat(circuit.waitNanos(now, 1)).as("gradually").isEqualTo(Circuit.UNTIL_A_CALL_ENDS);
    }

    @Test
    void shouldNotProbeBeforeThePauseThatAFailedProbeAskedFor() {
        open();
        probe(FakeLookup.failure(FailureKind.TRANSIENT).withRetryAfter(Duration.ofMinutes(1)));

        assertThat(circuit.state(now)).isEqualTo(Circuit.State.OPEN);
        assertThat(circuit.waitNanos(now, 0)).isEqualTo(Duration.ofMinutes(1).toNanos());
    }

    @Test
    void shouldKeepThePauseThatAThrottledProbeAskedFor() {
        open();
        probe(FakeLookup.throttled(Duration.ofSeconds(30)));

        assertThat(circuit.state(now)).isEqualTo(Circuit.State.PAUSED);
        assertThat(circuit.waitNanos(now, 0)).isEqualTo(Duration.ofSeconds(30).toNanos());
    }

    @Test
    void shouldSayHowLongTheApiWasNotToBeCalled() {
        now += Duration.ofSeconds(10).toNanos();
        assertThat(circuit.outageNanos(now)).isZero();

        open();
        probe(FakeLookup.failure(FailureKind.TRANSIENT));
        now += Duration.ofSeconds(1).toNanos();
        assertThat(circuit.outageNanos(now)).isEqualTo(Duration.ofSeconds(2).toNanos());
        assertThat(circuit.inStateNanos(now)).isEqualTo(Duration.ofSeconds(2).toNanos());

        now += Duration.ofSeconds(1).toNanos();
        probe(null);
        now += Duration.ofSeconds(10).toNanos();
        assertThat(circuit.outageNanos(now)).isEqualTo(Duration.ofSeconds(3).toNanos());
        assertThat(circuit.inStateNanos(now)).isEqualTo(Duration.ofSeconds(10).toNanos());
    }

    /** Nobody may ask for a while; lookups age from the end of the pause on, not from the next call. */
    @Test
    void shouldEndAPauseWhenItIsOverThoughNobodyAsks() {
        end(FakeLookup.throttled(Duration.ofMinutes(5)));
        long pause = Duration.ofMinutes(5).toNanos();

        now += pause - 1;
        assertThat(circuit.outageNanos(now)).isEqualTo(pause - 1);
        now += Duration.ofHours(1).toNanos();
        assertThat(circuit.outageNanos(now)).isEqualTo(pause);
        answer(1);
        assertThat(circuit.outageNanos(now)).isEqualTo(pause);
    }

    @Test
    void shouldLetTheNextProbeGoWhenOneIsCutShort() {
        open();
        probe(LookupFailure.of(FailureKind.CLOSED, "closed"));

        assertThat(circuit.waitNanos(now, 0)).isZero();
    }

    private void open() {
        fail(FailureKind.UNREACHABLE, Circuit.CONNECT_FAILURES);
    }

    private void probe(LookupFailure failure) {
        now += Math.max(0, circuit.waitNanos(now, 0));
        assertThat(circuit.waitNanos(now, 0)).isZero();
        Circuit.Start probe = circuit.started(circuit.role(), "query " + queries++);
        assertThat(probe.isProbe()).isTrue();
        circuit.ended(probe, failure, now);
    }

    private void answer(int times) {
        for (int i = 0; i < times; i++) {
            end(null);
        }
    }

    private void fail(FailureKind kind, int times) {
        for (int i = 0; i < times; i++) {
            end(FakeLookup.failure(kind));
        }
    }

    private void end(LookupFailure failure) {
        end("query " + queries++, failure);
    }

    private void end(String query, LookupFailure failure) {
        circuit.ended(circuit.started(circuit.role(), query), failure, now);
    }
}

package dev.venues.lookup.limit;

import dev.venues.lookup.LookupOptions;
import org.junit.jupiter.api.Test;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;

class CallBudgetTest {

    private static final YearMonth NOVEMBER = YearMonth.of(2026, 11);

    private final Calendar calendar = new Calendar();

    @Test
    void shouldAllowSoManyCallsAndNoMore() {
        Jvm jvm = new Jvm(100);
        jvm.begin(0, 1, 0);

        jvm.call(99);
        assertThat(jvm.budget.pause()).isZero();
        jvm.call(1);
        assertThat(jvm.budget.pause()).as("to the end of November in UTC").isEqualTo(Duration.ofHours(3));
    }

    @Test
    void shouldAllowThemAnewInTheNextMonth() {
        Jvm jvm = new Jvm(100);
        jvm.begin(0, 1, 100);
        assertThat(jvm.budget.pause()).isPositive();

        calendar.now = Instant.parse("2026-12-01T00:00:00Z");

        assertThat(jvm.budget.pause()).isZero();
        assertThat(jvm.budget.of(0)).isEqualTo(new MonthlyCalls(NOVEMBER.plusMonths(1), 0));
        assertThat(jvm.budget.made()).isEqualTo(new MonthlyCalls(NOVEMBER.plusMonths(1), 0));
    }

    @Test
    void shouldNotCountTheCallsOfAnotherMonth() {
        Jvm jvm = new Jvm(100);
        jvm.share.add(0, 1);
        jvm.budget.begin(0, new MonthlyCalls(NOVEMBER.minusMonths(1), 1_000));

        assertThat(jvm.budget.made().calls()).isZero();
        assertThat(jvm.budget.pause()).isZero();
    }

    @Test
    void shouldGoOnFromWhatTheCheckpointsKnow() {
        Jvm jvm = new Jvm(100);
        jvm.begin(0, 2, 40);
        jvm.begin(1, 2, 20);

        assertThat(jvm.callAll()).isEqualTo(40);
        assertThat(jvm.budget.made()).isEqualTo(new MonthlyCalls(NOVEMBER, 100));
    }

    /** So that none of them brings more calls elsewhere than its part of the budget is. */
    @Test
    void shouldPutTheSameNumberOfCallsDownToEachSubtask() {
        Jvm jvm = new Jvm(0);
        jvm.begin(0, 3, 5);
        jvm.begin(1, 3, 0);
        jvm.begin(2, 3, 1);

        jvm.call(12);

        assertThat(jvm.calls(0, 1, 2)).containsExactly(6L, 6L, 6L);
    }

    /** A TaskManager that has lost its JobManager gets the new attempt while it still ends the old one. */
    @Test
    void shouldCountASubtaskWhoseNewAttemptBeginsBeforeTheOldOneHasLeft() {
        Jvm jvm = new Jvm(100);
        jvm.begin(0, 1, 0);
        jvm.call(90);

        jvm.begin(0, 1, 90);
        jvm.leave(0, false);

        assertThat(jvm.callAll()).isEqualTo(10);
        assertThat(jvm.calls(0)).containsExactly(100L);
    }

    @Test
    void shouldTakeThePartOfOneThatEndedAlongWithItsCalls() {
        Jvm jvm = new Jvm(300);
        jvm.begin(0, 3, 90);
        jvm.begin(1, 3, 90);
        jvm.begin(2, 3, 90);

        jvm.leave(0, true);
        long heirs = jvm.calls(1, 2).indexOf(180L) + 1;
        jvm.leave((int) heirs, false);

        assertThat(jvm.callAll()).as("one part of three").isEqualTo(10);
    }

    /** Its checkpoint may be older than what this JVM has seen, or newer: another JVM may have had it meanwhile. */
    @Test
    void shouldBelieveWhoeverKnowsOfMoreCallsWhenOneSubtaskStartsAgainHere() {
        Jvm jvm = new Jvm(100);
        jvm.begin(0, 2, 0);
        jvm.begin(1, 2, 0);
        jvm.call(60);

        jvm.leave(0, false);
        jvm.begin(0, 2, 20);
        assertThat(jvm.calls(0, 1)).as("called after the checkpoint").containsExactly(30L, 30L);

        jvm.leave(0, false);
        jvm.begin(0, 2, 45);
        assertThat(jvm.calls(0, 1)).as("called elsewhere").containsExactly(45L, 30L);
        assertThat(jvm.callAll()).isEqualTo(25);
    }

    /** The first subtask used to speak for what was before of all, and the others for theirs, too. */
    @Test
    void shouldCountNothingTwiceAndForgetNothingWhenTheFirstSubtaskAloneStartsAgain() {
        Jvm one = new Jvm(100);
        Jvm two = new Jvm(100);
        one.begin(0, 2, 0);
        two.begin(1, 2, 0);
        one.call(30);
        two.call(20);

        one = new Jvm(100);
        one.begin(0, 2, 30);

        assertThat(one.calls(0)).containsExactly(30L);
        assertThat(two.calls(1)).containsExactly(20L);
        assertThat(one.callAll() + two.callAll()).isEqualTo(50);
    }

    /** Only the first subtask's word used to count, and this is another. */
    @Test
    void shouldForgetNothingWhenAnotherSubtaskAloneStartsAgain() {
        Jvm two = new Jvm(100);

        two.begin(1, 2, 20);

        assertThat(two.calls(1)).containsExactly(20L);
        assertThat(two.callAll()).isEqualTo(30);
    }

    /** Who came second to a JVM used to be taken for one that had been there before. */
    @Test
    void shouldCountASubtaskWhereItGoesOn() {
        Jvm one = new Jvm(100);
        Jvm two = new Jvm(100);
        one.begin(0, 2, 0);
        two.begin(1, 2, 0);
        one.call(30);
        two.call(20);

        two.begin(0, 2, 30);

        assertThat(two.calls(0, 1)).containsExactly(30L, 20L);
        assertThat(two.callAll()).isEqualTo(50);
    }

    @Test
    void shouldMakeNoMoreCallsInAllWhenASubtaskMovesAway() {
        Jvm one = new Jvm(100);
        Jvm two = new Jvm(100);
        one.begin(0, 2, 0);
        one.begin(1, 2, 0);
        one.call(80);

        one.leave(0, false);
        two.begin(0, 2, 40);

        assertThat(one.callAll() + two.callAll()).isEqualTo(20);
    }

    @Test
    void shouldMakeNoMoreCallsInAllWhenSubtasksOfOneJvmGoOnInTwo() {
        Jvm one = new Jvm(101);
        one.begin(0, 2, 0);
        one.begin(1, 2, 0);
        one.call(81);

        Jvm two = new Jvm(101);
        Jvm three = new Jvm(101);
        two.begin(0, 2, one.calls(0).get(0));
        three.begin(1, 2, one.calls(1).get(0));

        assertThat(81 + two.callAll() + three.callAll()).isBetween(100L, 101L);
    }

    /** Its checkpoint ends with it, so what it called would be forgotten over the next restart. */
    @Test
    void shouldLeaveItsPartAndItsCallsToAnotherWhenASubtaskHasEnded() {
        Jvm jvm = new Jvm(100);
        jvm.begin(0, 2, 0);
        jvm.begin(1, 2, 0);
        jvm.call(60);

        jvm.leave(0, true);

        assertThat(jvm.calls(0, 1)).containsExactly(0L, 60L);
        assertThat(jvm.callAll()).isEqualTo(40);
    }

    /** Ten tenths are a little less than one. */
    @Test
    void shouldGiveAJvmWithAllSubtasksTheWholeBudget() {
        Jvm jvm = new Jvm(100);
        for (int i = 0; i < 10; i++) {
            jvm.begin(i, 10, 0);
        }

        assertThat(jvm.callAll()).isEqualTo(100);
    }

    @Test
    void shouldGiveAJvmThePartOfItsSubtasks() {
        Jvm jvm = new Jvm(100);
        jvm.begin(3, 4, 5);

        assertThat(jvm.callAll()).isEqualTo(20);
    }

    @Test
    void shouldOnlyCountWhereNothingIsToStop() {
        Jvm none = new Jvm(LookupOptions.Budget.NONE);
        Jvm warning = new Jvm(new LookupOptions.Budget(5, false, 0));

        none.call(10);
        warning.call(10);

        assertThat(none.budget.pause()).isZero();
        assertThat(warning.budget.pause()).isZero();
        assertThat(warning.budget.made().calls()).isEqualTo(10);
    }

    /** One of those that run a job. */
    private final class Jvm {
        private final JobShare share =
                new JobShare(LookupOptions.builder().maxInFlight(10).build().calls());
        private final CallBudget budget;

        private Jvm(long callsPerMonth) {
            this(new LookupOptions.Budget(callsPerMonth, true, 0));
        }

        private Jvm(LookupOptions.Budget budget) {
            this.budget = new CallBudget(budget, share, calendar);
        }

        private void begin(int subtask, int parallelism, long restored) {
            share.add(subtask, parallelism);
            budget.begin(subtask, new MonthlyCalls(NOVEMBER, restored));
        }

        private void leave(int subtask, boolean ended) {
            share.remove(subtask, ended);
            budget.leave(subtask, ended);
        }

        private void call(int times) {
            for (int i = 0; i < times; i++) {
                budget.called();
            }
        }

        /** Calls until no more may be made, and tells how many were. */
        private long callAll() {
            long calls = 0;
            while (budget.pause().isZero()) {
                budget.called();
                calls++;
            }
            return calls;
        }

        private List<Long> calls(Integer... subtasks) {
            return Stream.of(subtasks)
                    .map(subtask -> budget.of(subtask).calls())
                    .toList();
        }
    }

    /** Stands still unless it is set. */
    private static final class Calendar extends Clock {
        private Instant now = Instant.parse("2026-11-30T21:00:00Z");

        @Override
        public Instant instant() {
            return now;
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
}

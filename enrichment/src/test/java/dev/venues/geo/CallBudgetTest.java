package dev.venues.geo;

import org.junit.jupiter.api.Test;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.ZoneOffset;

import static org.assertj.core.api.Assertions.assertThat;

class CallBudgetTest {

    private static final YearMonth NOVEMBER = YearMonth.of(2026, 11);

    private final Calendar calendar = new Calendar();
    private final InFlightShare share = new InFlightShare(new GeoSettings.Calls(
            Duration.ofSeconds(1), Duration.ofSeconds(5), 10, 0, 0, false, true, GeoSettings.OnOutage.WAIT));

    @Test
    void shouldAllowSoManyCallsAndNoMore() {
        CallBudget budget = stopping(100);
        share.add(1);

        call(budget, 99);
        assertThat(budget.pause()).isZero();
        call(budget, 1);
        assertThat(budget.pause()).as("to the end of November in UTC").isEqualTo(Duration.ofHours(3));
    }

    @Test
    void shouldAllowThemAnewInTheNextMonth() {
        CallBudget budget = stopping(100);
        budget.begin(new MonthlyCalls(NOVEMBER, 100));
        assertThat(budget.pause()).isPositive();

        calendar.now = Instant.parse("2026-12-01T00:00:00Z");

        assertThat(budget.pause()).isZero();
        assertThat(budget.before()).isZero();
        assertThat(budget.made()).isEqualTo(new MonthlyCalls(NOVEMBER.plusMonths(1), 0));
    }

    @Test
    void shouldGoOnFromWhatWasCalledBefore() {
        CallBudget budget = stopping(100);
        budget.begin(new MonthlyCalls(NOVEMBER, 60));
        budget.begin(new MonthlyCalls(NOVEMBER, 60));

        call(budget, 39);
        assertThat(budget.pause()).isZero();
        call(budget, 1);

        assertThat(budget.pause()).isPositive();
        assertThat(budget.before()).isEqualTo(60);
        assertThat(budget.made()).isEqualTo(new MonthlyCalls(NOVEMBER, 40));
    }

    /** Its checkpoint has the calls of those that went on. */
    @Test
    void shouldNotCountTwiceWhenOneSubtaskStartsAgain() {
        CallBudget budget = stopping(100);
        budget.begin(new MonthlyCalls(NOVEMBER, 0));
        call(budget, 60);

        budget.begin(new MonthlyCalls(NOVEMBER, 60));

        assertThat(budget.before()).isZero();
        assertThat(budget.pause()).isZero();
    }

    @Test
    void shouldLeaveItsPartToTheOthersWhenASubtaskEnds() {
        CallBudget budget = stopping(100);
        share.add(2);
        share.add(2);
        call(budget, 60);

        share.remove(2);

        assertThat(budget.pause()).isZero();
    }

    @Test
    void shouldNotCountTheCallsOfAnotherMonth() {
        CallBudget budget = stopping(100);
        budget.begin(new MonthlyCalls(NOVEMBER.minusMonths(1), 1_000));

        assertThat(budget.before()).isZero();
        assertThat(budget.pause()).isZero();
    }

    /** Ten tenths are a little less than one. */
    @Test
    void shouldGiveAJvmWithAllSubtasksTheWholeBudget() {
        CallBudget budget = stopping(100);
        for (int i = 0; i < 10; i++) {
            share.add(10);
        }

        call(budget, 99);
        assertThat(budget.pause()).isZero();
    }

    @Test
    void shouldGiveAJvmThePartOfItsSubtasks() {
        CallBudget budget = stopping(100);
        budget.begin(new MonthlyCalls(NOVEMBER, 20));
        share.add(4);

        call(budget, 19);
        assertThat(budget.pause()).isZero();
        call(budget, 1);
        assertThat(budget.pause()).isPositive();
    }

    @Test
    void shouldOnlyCountWhereNothingIsToStop() {
        CallBudget none = new CallBudget(GeoSettings.Budget.NONE, share, calendar);
        CallBudget warning = new CallBudget(new GeoSettings.Budget(5, false, 0), share, calendar);

        call(none, 10);
        call(warning, 10);

        assertThat(none.pause()).isZero();
        assertThat(warning.pause()).isZero();
        assertThat(warning.made().calls()).isEqualTo(10);
    }

    private CallBudget stopping(long calls) {
        return new CallBudget(new GeoSettings.Budget(calls, true, 0), share, calendar);
    }

    private static void call(CallBudget budget, int times) {
        for (int i = 0; i < times; i++) {
            budget.called();
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

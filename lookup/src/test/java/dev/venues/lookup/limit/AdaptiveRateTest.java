package dev.venues.lookup.limit;

import dev.venues.lookup.FailureKind;
import dev.venues.lookup.LookupOptions;
import dev.venues.lookup.testing.FakeLookup;
import org.junit.jupiter.api.Test;

import java.time.Duration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

class AdaptiveRateTest {

    private long now;
    private AdaptiveRate rate = rate(50);

    @Test
    void shouldBeTheLimitOfTheOptionsAtFirst() {
        assertThat(rate.perSecond(now)).isEqualTo(50);
        assertThat(rate.intervalNanos(now)).isEqualTo(20_000_000);
        assertThat(rate(0).intervalNanos(now)).isZero();
    }

    @Test
    void shouldHalveWhenTheApiThrottles() {
        throttle(now);

        assertThat(rate.perSecond(now)).isEqualTo(25);
    }

    @Test
    void shouldHalveOnceForAllThatWasUnderWay() {
        long start = now;
        for (int i = 0; i < 100; i++) {
            pass(Duration.ofMillis(1));
            throttle(start);
        }

        assertThat(rate.perSecond(now)).isEqualTo(25);
    }

    /** It lets nothing through: a lower rate would help nobody, and cost minutes afterwards. */
    @Test
    void shouldNotHalveAgainBeforeAnAnswer() {
        for (int i = 0; i < 10; i++) {
            throttle(now);
            pass(Duration.ofSeconds(1));
        }

        assertThat(rate.perSecond(now)).isEqualTo(25);
    }

    @Test
    void shouldComeBackWithinHalfAMinuteAndThenSlowly() {
        rate = rate(100);
        throttle(now);
        answer();
        throttle(now);
        assertThat(rate.perSecond(now)).isEqualTo(25);
        answer();

        pass(Duration.ofSeconds(15));
        assertThat(rate.perSecond(now)).isEqualTo(37.5, within(0.1));
        pass(Duration.ofSeconds(15));
        assertThat(rate.perSecond(now)).isEqualTo(50, within(0.1));
        pass(Duration.ofSeconds(30));
        assertThat(rate.perSecond(now)).isEqualTo(71, within(1.0));
        pass(Duration.ofSeconds(31));
        assertThat(rate.perSecond(now)).isEqualTo(100);
        pass(Duration.ofMinutes(10));
        assertThat(rate.perSecond(now)).isEqualTo(100);
    }

    @Test
    void shouldNotComeBackWithoutAnAnswer() {
        throttle(now);
        pass(Duration.ofHours(1));

        assertThat(rate.perSecond(now)).isEqualTo(25);
    }

    @Test
    void shouldFindARateWhereThereWasNone() {
        rate = rate(0);
        for (int i = 0; i < 300; i++) {
            pass(Duration.ofMillis(10));
            rate.started(now);
        }
        throttle(now);

        assertThat(rate.perSecond(now)).isEqualTo(50, within(1.0));
    }

    /** It doubled each minute for ever, and no lookup aged any more. */
    @Test
    void shouldHaveNoLimitAgainWhereThereWasNone() {
        rate = rate(0);
        throttle(now);
        answer();
        pass(Duration.ofMinutes(10));

        assertThat(rate.perSecond(now)).isZero();
        assertThat(rate.loweredNanos(now)).isLessThan(Duration.ofMinutes(5).toNanos());
    }

    /** A single call in a second says nothing about how many the API bears. */
    @Test
    void shouldNotFallToAFewCallsBecauseThereWereFew() {
        rate = rate(0);
        rate.started(now);
        throttle(now);

        assertThat(rate.perSecond(now)).isEqualTo(5);
    }

    @Test
    void shouldNeverStop() {
        for (int i = 0; i < 100; i++) {
            throttle(now);
            answer();
        }

        assertThat(rate.perSecond(now)).isEqualTo(0.1);
    }

    @Test
    void shouldKeepARateThatIsLowAnyway() {
        rate = rate(0.05);
        throttle(now);

        assertThat(rate.perSecond(now)).isEqualTo(0.05);
    }

    @Test
    void shouldSayForHowLongItWasLower() {
        pass(Duration.ofSeconds(10));
        throttle(now);
        answer();
        pass(Duration.ofSeconds(5));
        assertThat(rate.loweredNanos(now)).isEqualTo(Duration.ofSeconds(5).toNanos());

        pass(Duration.ofMinutes(10));
        rate.perSecond(now);
        long lowered = rate.loweredNanos(now);
        pass(Duration.ofMinutes(10));
        assertThat(rate.loweredNanos(now)).isEqualTo(lowered);
    }

    private void throttle(long start) {
        rate.ended(start, FakeLookup.failure(FailureKind.THROTTLED), now);
    }

    private void answer() {
        rate.ended(now, null, now);
    }

    private void pass(Duration time) {
        // In steps, as calls come.
        long end = now + time.toNanos();
        while (end - now > 100_000_000) {
            now += 100_000_000;
            rate.perSecond(now);
        }
        now = end;
    }

    private static AdaptiveRate rate(double perSecond) {
        JobShare share = new JobShare(
                LookupOptions.builder().ratePerSecond(perSecond).build().calls());
        share.add(0, 1);
        return new AdaptiveRate(share);
    }
}

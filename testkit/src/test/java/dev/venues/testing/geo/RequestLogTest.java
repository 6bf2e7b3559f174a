package dev.venues.testing.geo;

import org.junit.jupiter.api.Test;

import java.util.concurrent.TimeUnit;

import static org.assertj.core.api.Assertions.assertThat;

class RequestLogTest {

    private final RequestLog log = new RequestLog();

    @Test
    void shouldFindThePeakWhereverItsSecondBegins() {
        arriveAt(0, 700, 900, 1_500, 1_699, 1_700, 4_000);

        assertThat(log.peakPerSecond()).isEqualTo(4);
    }

    @Test
    void shouldCountFromTheFirstMomentUpToTheLast() {
        arriveAt(100, 200, 300);

        assertThat(log.requestsBetween(nanos(100), nanos(300))).isEqualTo(2);
    }

    @Test
    void shouldFindTheFirstSecondWithEnoughAnswers() {
        for (long millis : new long[] {0, 10, 20, 2_000, 2_900, 3_100, 3_200}) {
            log.answered(nanos(millis));
        }

        assertThat(log.firstSecondWith(3, nanos(1_000))).hasValue(nanos(3_200));
        assertThat(log.firstSecondWith(4, nanos(1_000))).isEmpty();
        assertThat(log.answersInTheSecondBefore(nanos(3_200))).isEqualTo(3);
    }

    private void arriveAt(long... millis) {
        for (long each : millis) {
            log.arrived(nanos(each));
        }
    }

    private static long nanos(long millis) {
        return TimeUnit.MILLISECONDS.toNanos(millis);
    }
}

package dev.venues.lookup;

import org.junit.jupiter.api.Test;

import java.util.concurrent.TimeUnit;

import static org.assertj.core.api.Assertions.assertThat;

class RecentTimesTest {

    private final RecentTimes times = new RecentTimes();

    @Test
    void shouldBeEmptyBeforeTheFirst() {
        assertThat(times.sortedMs()).isEmpty();
        assertThat(times.count()).isZero();
    }

    @Test
    void shouldGiveMillisecondsInTheirOrder() {
        times.add(TimeUnit.MICROSECONDS.toNanos(2_500));
        times.add(TimeUnit.MILLISECONDS.toNanos(1));

        assertThat(times.sortedMs()).containsExactly(1, 2.5);
    }

    @Test
    void shouldForgetTheOldestAndCountItStill() {
        for (int i = 0; i < RecentTimes.WINDOW + 3; i++) {
            times.add(TimeUnit.MILLISECONDS.toNanos(i));
        }

        assertThat(times.sortedMs())
                .hasSize(RecentTimes.WINDOW)
                .startsWith(3, 4)
                .endsWith(RecentTimes.WINDOW + 2);
        assertThat(times.count()).isEqualTo(RecentTimes.WINDOW + 3);
    }
}

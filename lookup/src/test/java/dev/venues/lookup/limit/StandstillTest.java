package dev.venues.lookup.limit;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class StandstillTest {

    private long now = 1_000;
    private long both;
    private final Standstill standstill = new Standstill(() -> now, () -> both);

    @Test
    void shouldStandStillForAsLongAsEitherLasts() {
        pass(100, 0);
        assertThat(standstill.nanos()).isZero();

        pass(100, 100);
        assertThat(standstill.nanos()).isEqualTo(100);

        pass(100, 30);
        assertThat(standstill.nanos()).isEqualTo(130);
    }

    /** A pause of a throttle is lowered time, too: lookups would grow younger. */
    @Test
    void shouldCountOnceWhatIsBoth() {
        pass(100, 200);

        assertThat(standstill.nanos()).isEqualTo(100);
    }

    private void pass(long time, long summed) {
        now += time;
        both += summed;
    }
}

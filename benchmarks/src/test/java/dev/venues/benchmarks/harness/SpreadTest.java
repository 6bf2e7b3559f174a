package dev.venues.benchmarks.harness;

import org.junit.jupiter.api.Test;

import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;

class SpreadTest {

    @Test
    void shouldTakeTheMiddleOneWhenTheyAreOdd() {
        assertThat(Spread.of(List.of(9.0, 1.0, 2.0))).isEqualTo(new Spread(1, 2, 9));
    }

    @Test
    void shouldTakeTheMeanOfTheMiddleTwoWhenTheyAreEven() {
        assertThat(Spread.of(List.of(9.0, 1.0, 2.0, 4.0))).isEqualTo(new Spread(1, 3, 9));
    }
}

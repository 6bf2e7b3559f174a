package dev.venues.testing.job;

import org.junit.jupiter.api.Test;

import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class AccountingTest {

    @Test
    void shouldCountWhatIsLostAndWhatCameTwice() {
        assertThat(Accounting.of(5, List.of(0, 3, 3, 3, 4))).isEqualTo(new Accounting(5, 5, 2, 2));
    }

    @Test
    void shouldRefuseAnOutcomeOfNoEvent() {
        assertThatThrownBy(() -> Accounting.of(5, List.of(0, 5)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("event 5");
    }
}

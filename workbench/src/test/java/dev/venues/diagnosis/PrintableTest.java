package dev.venues.diagnosis;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class PrintableTest {

    @ParameterizedTest
    @CsvSource({"Café 🎵, Café 🎵", "'a\tb\nc\u001b[1m', a?b?c?[1m", "'\u202eright', ?right", "'\ud800', ?", "'', ''"})
    void shouldLeaveOutWhatATerminalWouldObey(String text, String shown) {
        assertThat(Printable.of(text)).isEqualTo(shown);
    }

    @Test
    void shouldCutWhatIsLong() {
        assertThat(Printable.of("🎵".repeat(200))).isEqualTo("🎵".repeat(80) + "…");
        assertThat(Printable.of("x".repeat(80))).hasSize(80).endsWith("x");
    }
}

package dev.venues.lookup.http;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.time.Duration;
import java.time.Instant;

import static org.assertj.core.api.Assertions.assertThat;

class RetryAfterTest {

    private static final Instant NOW = Instant.parse("2026-11-01T12:00:00Z");

    @ParameterizedTest
    @CsvSource({
        "0, PT0S",
        "3, PT3S",
        "' 3 ', PT3S",
        "300, PT5M",
        "301, PT5M",
        "99999999999999999999, PT5M",
        "'Sun, 01 Nov 2026 12:00:30 GMT', PT30S",
        "'Sun, 01 Nov 2026 11:00:00 GMT', PT0S",
        "'Mon, 01 Nov 2027 12:00:30 GMT', PT5M",
    })
    void shouldReadSecondsAndDates(String header, Duration pause) {
        assertThat(RetryAfter.parse(header, null, NOW)).contains(pause);
    }

    @ParameterizedTest
    @CsvSource({"''", "soon", "-1", "1.5", "+3", "'Sun, 99 Nov 2026 12:00:30 GMT'", "0x10", "٣"})
    void shouldIgnoreWhatIsNeither(String header) {
        assertThat(RetryAfter.parse(header, null, NOW)).isEmpty();
    }

    @Test
    void shouldIgnoreAMissingHeader() {
        assertThat(RetryAfter.parse(null, null, NOW)).isEmpty();
    }

    @Test
    void shouldMeasureDatesByTheServersClock() {
        assertThat(RetryAfter.parse("Sun, 01 Nov 2026 15:00:30 GMT", "Sun, 01 Nov 2026 15:00:00 GMT", NOW))
                .contains(Duration.ofSeconds(30));
        assertThat(RetryAfter.parse("Sun, 01 Nov 2026 12:00:30 GMT", "nonsense", NOW))
                .contains(Duration.ofSeconds(30));
    }
}

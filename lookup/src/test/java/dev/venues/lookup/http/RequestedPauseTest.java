package dev.venues.lookup.http;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

import static org.assertj.core.api.Assertions.assertThat;

class RequestedPauseTest {

    /** 1793534400 seconds after 1970. */
    private static final Instant NOW = Instant.parse("2026-11-01T12:00:00Z");

    @ParameterizedTest
    @CsvSource({
        "0, PT0S",
        "3, PT3S",
        "' 3 ', PT3S",
        "4.5, PT4.5S",
        "0.25, PT0.25S",
        "1.0000000001, PT1S",
        "300, PT5M",
        "301, PT5M",
        "99999999999999999999, PT5M",
        "'Sun, 01 Nov 2026 12:00:30 GMT', PT30S",
        "'Sunday, 01-Nov-26 12:00:30 GMT', PT30S",
        "'Sun Nov  1 12:00:30 2026', PT30S",
        "'Tue Nov 10 12:00:30 2026', PT5M",
        "'Sunday, 06-Nov-94 08:49:37 GMT', PT0S",
        "'Sun, 01 Nov 2026 11:00:00 GMT', PT0S",
        "'Mon, 01 Nov 2027 12:00:30 GMT', PT5M",
    })
    void shouldReadSecondsAndDates(String header, Duration pause) {
        assertThat(pause(false, Map.of("Retry-After", header))).contains(pause);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "soon",
                "-1",
                "1,5",
                "1.",
                ".5",
                "1e3",
                "+3",
                "0x10",
                "٣",
                "NaN",
                "Sun, 99 Nov 2026 12:00:30 GMT",
                "Sunday, 99-Nov-26 12:00:30 GMT",
                "Sun Nov 99 12:00:30 2026"
            })
    void shouldIgnoreWhatIsNeither(String header) {
        assertThat(pause(true, Map.of("Retry-After", header))).isEmpty();
    }

    @Test
    void shouldIgnoreMissingHeaders() {
        assertThat(pause(true, Map.of())).isEmpty();
    }

    @Test
    void shouldMeasureDatesByTheServersClock() {
        assertThat(pause(
                        false,
                        Map.of(
                                "Retry-After",
                                "Sun, 01 Nov 2026 15:00:30 GMT",
                                "Date",
                                "Sun, 01 Nov 2026 15:00:00 GMT")))
                .contains(Duration.ofSeconds(30));
        assertThat(pause(false, Map.of("Retry-After", "Sun, 01 Nov 2026 12:00:30 GMT", "Date", "nonsense")))
                .contains(Duration.ofSeconds(30));
        assertThat(pause(true, Map.of("X-RateLimit-Reset", "1793545230", "Date", "Sun, 01 Nov 2026 15:00:00 GMT")))
                .contains(Duration.ofSeconds(30));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "RateLimit-Reset         | 7                                 | PT7S",
                "X-RateLimit-Reset       | 7.5                               | PT7.5S",
                "X-RateLimit-Reset       | 3600                              | PT5M",
                "X-RateLimit-Reset       | 1793534420                        | PT20S",
                "X-RateLimit-Reset       | 1793534420.5                      | PT20.5S",
                "X-RateLimit-Reset       | 1793534420500                     | PT20.5S",
                "X-RateLimit-Reset       | 1793534399                        | PT0S",
                "X-RateLimit-Reset       | 1793599999                        | PT5M",
                "X-RateLimit-Reset       | 999999999999999999999             | PT5M",
                "X-RateLimit-Reset       | 2026-11-01T12:00:20Z              | PT20S",
                "X-RateLimit-Reset       | 2026-11-01T13:00:20.500+01:00     | PT20.5S",
                "X-RateLimit-Reset       | Sun, 01 Nov 2026 12:00:20 GMT     | PT20S",
                "X-Rate-Limit-Reset      | 1793534420                        | PT20S",
                "X-RateLimit-Reset-After | 1.25                              | PT1.25S",
                "X-RateLimit-Retry-After | 9                                 | PT9S",
                "RateLimit-ResetTime     | Sun, 01 Nov 2026 12:00:20 GMT     | PT20S",
                "RateLimit               | limit=10, remaining=0, reset=5    | PT5S",
                "RateLimit               | limit=10;remaining=0;reset=5      | PT5S",
                "RateLimit               | \"default\";r=0;t=5               | PT5S",
                "RateLimit               | \"s\";r=9;t=1, \"day\";r=0;t=60   | PT1M",
                "RateLimit               | \"s\";r=0;t=1, \"day\";r=99;t=60  | PT1S",
                "RateLimit               | \"s\";r=0;t=1, \"min\";r=0;t=60   | PT1M",
                "Retry-After-Ms          | 1500                              | PT1.5S",
                "X-Ms-Retry-After-Ms     | 250                               | PT0.25S",
            })
    void shouldReadWhenAThrottleEnds(String name, String value, Duration pause) {
        assertThat(pause(true, Map.of(name, value))).contains(pause);
        assertThat(pause(false, Map.of(name, value)))
                .as("not of another failure")
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "X-RateLimit-Reset | soon",
                "X-RateLimit-Reset | -5",
                "X-RateLimit-Reset | 2026-11-01 12:00:20",
                "RateLimit         | nonsense",
                "RateLimit         | ;=,;;,=",
                "RateLimit         | \"default\";r=0",
                "RateLimit         | \"default\";r=5;t=60",
                "Retry-After-Ms    | soon",
            })
    void shouldIgnoreALimitThatDoesNotSay(String name, String value) {
        assertThat(pause(true, Map.of(name, value))).isEmpty();
    }

    @Test
    void shouldTakeTheFirstThatSays() {
        assertThat(pause(true, Map.of("Retry-After", "1", "Retry-After-Ms", "2000", "X-RateLimit-Reset", "3")))
                .contains(Duration.ofSeconds(1));
        assertThat(pause(true, Map.of("Retry-After", "soon", "Retry-After-Ms", "2000", "X-RateLimit-Reset", "3")))
                .contains(Duration.ofSeconds(2));
        assertThat(pause(true, Map.of("RateLimit-Reset", "3", "X-RateLimit-Reset", "4", "RateLimit", "reset=5")))
                .contains(Duration.ofSeconds(3));
    }

    /** The window that still has room is not the one that was exceeded. */
    @Test
    void shouldNotWaitForTheEndOfALimitThatIsNotUsedUp() {
        assertThat(pause(true, Map.of("X-RateLimit-Remaining", "900", "X-RateLimit-Reset", "3600")))
                .isEmpty();
        assertThat(pause(true, Map.of("X-RateLimit-Remaining", "0", "X-RateLimit-Reset", "60")))
                .contains(Duration.ofMinutes(1));
    }

    private static Optional<Duration> pause(boolean throttled, Map<String, String> headers) {
        Map<String, String> anyCase = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        anyCase.putAll(headers);
        return RequestedPause.of(anyCase::get, throttled, NOW);
    }
}

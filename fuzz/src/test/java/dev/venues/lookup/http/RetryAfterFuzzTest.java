package dev.venues.lookup.http;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.DictionaryEntries;
import com.code_intelligence.jazzer.junit.FuzzTest;

import java.time.Duration;
import java.time.Instant;

import static org.assertj.core.api.Assertions.assertThat;

/** Any Retry-After beside any Date: no pause, or one between nothing and the cap. */
class RetryAfterFuzzTest {

    private static final Instant NOW = Instant.parse("2026-11-01T12:00:00Z");

    @DictionaryEntries({
        "Sun, 01 Nov 2026 12:00:30 GMT",
        "Mon, 2 Jan 0001 00:00:00 +1800",
        "GMT",
        "+",
        "300",
        "99999999999"
    })
    @FuzzTest
    void shouldReadAnyHeader(FuzzedDataProvider data) {
        String date = data.consumeBoolean() ? data.consumeString(64) : null;
        String header = data.consumeRemainingAsString();

        RetryAfter.parse(header, date, NOW)
                .ifPresent(pause -> assertThat(pause).isBetween(Duration.ZERO, RetryAfter.MAX));
    }
}

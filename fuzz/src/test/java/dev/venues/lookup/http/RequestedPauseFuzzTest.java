package dev.venues.lookup.http;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.DictionaryEntries;
import com.code_intelligence.jazzer.junit.FuzzTest;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;

/** Any header that asks for a pause, beside any Date: no pause, or one between nothing and the cap. */
class RequestedPauseFuzzTest {

    private static final Instant NOW = Instant.parse("2026-11-01T12:00:00Z");

    private static final List<String> NAMES =
            List.of("Retry-After", "Retry-After-Ms", "X-RateLimit-Reset", "RateLimit");

    @DictionaryEntries({
        "Sunday, 01-Nov-26 12:00:30 GMT",
        "Sun Nov  1 12:00:30 2026",
        "2026-11-01T12:00:30Z",
        "limit=10, remaining=0, reset=5",
        "\"day\";r=0;t=5",
        "1793534420500",
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
        String name = data.pickValue(NAMES);
        String header = data.consumeRemainingAsString();

        RequestedPause.of(asked -> asked.equals(name) ? header : asked.equals("Date") ? date : null, true, NOW)
                .ifPresent(pause -> assertThat(pause).isBetween(Duration.ZERO, RequestedPause.MAX));
    }
}

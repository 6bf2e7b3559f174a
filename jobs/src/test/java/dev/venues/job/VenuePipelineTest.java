package dev.venues.job;

import dev.venues.lookup.LookupOptions;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.time.Duration;

import static org.assertj.core.api.Assertions.assertThat;

class VenuePipelineTest {

    /** At Nominatim's terms 60 lookups get their turn in half the default deadline, whatever the parallelism. */
    @ParameterizedTest
    @CsvSource({
        "100, 0,     120, 4,  200",
        "100, 50,    120, 4,  187",
        "100, 1,     120, 1,  15",
        "100, 1,     120, 4,  3",
        "100, 1,     120, 80, 1",
        "100, 0.25,  10,  1,  1",
        "10,  1000,  10,  2,  20",
    })
    void shouldHoldNoMoreEventsThanGetTheirTurnInTime(
            int maxInFlight, double rate, int deadlineSeconds, int parallelism, int places) {
        LookupOptions.Calls calls = LookupOptions.builder()
                .deadline(Duration.ofSeconds(deadlineSeconds))
                .maxInFlight(maxInFlight)
                .ratePerSecond(rate)
                .build()
                .calls();

        assertThat(VenuePipeline.queuePlaces(calls, parallelism)).isEqualTo(places);
    }
}

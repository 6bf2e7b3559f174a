package dev.venues.local;

import dev.venues.config.CommandLine;
import dev.venues.config.Settings;
import dev.venues.config.SettingsException;
import dev.venues.config.SettingsParser;
import dev.venues.config.SettingsParser.RunMode;
import dev.venues.flink.VenuesMetric;
import dev.venues.job.Connectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.time.Duration;
import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;

class SummaryTest {

    private final FakeMetrics fake = new FakeMetrics();
    private Long limit;

    @Test
    void shouldSayHowEveryEventEnded() throws SettingsException {
        count(VenuesMetric.EVENTS_IN, 2_400);
        count(VenuesMetric.FOUND, 2_000);
        count(VenuesMetric.NOT_FOUND, 200);
        count(VenuesMetric.PRESENT, 100);
        count(VenuesMetric.SKIPPED, 60);
        count(VenuesMetric.DEAD_LETTERS, 40);
        count(VenuesMetric.GEO_REQUESTS, 1_130);
        count(VenuesMetric.GEO_RETRIES, 5);
        count(VenuesMetric.GEO_ERRORS, 3);
        count(VenuesMetric.CACHE_HITS, 1_000);
        count(VenuesMetric.CACHE_MISSES, 900);
        count(VenuesMetric.COALESCED, 100);
        fake.latencies(10, 20, 30);

        assertThat(summary().text(Duration.ofMillis(3_260)))
                .isEqualTo(
                        """
                        events in            2,400  in 3.3 s
                          found              2,000
                          not found            200
                          present              100
                          skipped               60
                          dead letters          40
                        API calls            1,130  p50 20 ms, p99 30 ms; 5 retries, 3 without an answer
                        cache hits          50.0 %  of 2,000 lookups; 100 more shared a call
                        output        out/enriched (2,360 from this run)
                        dead letters  out/dead-letters (40 from this run)""");
    }

    @Test
    void shouldAccountForEveryEvent() throws SettingsException {
        count(VenuesMetric.EVENTS_IN, 15);
        count(VenuesMetric.FOUND, 1);
        count(VenuesMetric.NOT_FOUND, 2);
        count(VenuesMetric.PRESENT, 3);
        count(VenuesMetric.SKIPPED, 4);
        count(VenuesMetric.DEAD_LETTERS, 5);

        assertThat(summary().unaccounted()).isZero();
    }

    @Test
    void shouldSayHowManyEventsHaveNoOutcome() throws SettingsException {
        count(VenuesMetric.EVENTS_IN, 1_500);
        count(VenuesMetric.FOUND, 300);

        assertThat(summary().text(Duration.ofSeconds(1)))
                .containsPattern("\n  unaccounted +1,200  stopped or restarted\n");
    }

    @ParameterizedTest
    @CsvSource({"500, '; stopped at --limit 500, read by one subtask'", "501, ''", ", ''"})
    void shouldSayThatItWasLimitedWhenTheLimitWasReached(Long given, String remark) throws SettingsException {
        limit = given;
        count(VenuesMetric.EVENTS_IN, 500);
        count(VenuesMetric.FOUND, 499);
        count(VenuesMetric.DEAD_LETTERS, 1);

        assertThat(summary().text(Duration.ofSeconds(1)).lines().findFirst().orElseThrow())
                .endsWith("in 1.0 s" + remark);
    }

    @Test
    void shouldShowNoRatioWhenNothingWasLookedUp() throws SettingsException {
        assertThat(summary().text(Duration.ofSeconds(1)))
                .containsPattern("\ncache hits +-  of 0 lookups; 0 more shared a call\n");
    }

    @Test
    void shouldShowNoLatencyWhenNothingWasAsked() throws SettingsException {
        assertThat(summary().text(Duration.ofSeconds(1)))
                .containsPattern("\nAPI calls +0  0 retries, 0 without an answer\n");
    }

    @Test
    void shouldNameTheStreamsWhenTheOutputIsThere() throws SettingsException {
        count(VenuesMetric.FOUND, 7);
        count(VenuesMetric.DEAD_LETTERS, 1);

        assertThat(summary(
                                "--venues.sink=kinesis",
                                "--venues.sink.kinesis.stream=places",
                                "--venues.dead-letters.kinesis.stream=dead")
                        .text(Duration.ofSeconds(1)))
                .endsWith("output        Kinesis stream places (7 from this run)\n"
                        + "dead letters  Kinesis stream dead (1 from this run)");
    }

    private void count(VenuesMetric metric, long count) {
        fake.counter(metric, count);
    }

    private Summary summary(String... options) throws SettingsException {
        Settings settings = SettingsParser.parse(
                        CommandLine.parse(List.of(options)), RunMode.LOCAL, Connectors.standard())
                .settings();
        return new Summary(fake.reported(), settings, limit);
    }
}

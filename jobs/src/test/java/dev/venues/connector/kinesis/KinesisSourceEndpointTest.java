package dev.venues.connector.kinesis;

import org.junit.jupiter.api.Test;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Properties;

import static org.assertj.core.api.Assertions.assertThat;

class KinesisSourceEndpointTest {

    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-11-01T12:00:00.250Z"), ZoneOffset.UTC);
    private static final String POSITION = "flink.stream.initpos";
    private static final String TIMESTAMP = "flink.stream.initpos.timestamp";

    @Test
    void shouldStartAtTheOldestRecord() {
        assertThat(startAt(new StartPosition.TrimHorizon(), Map.of())).isEqualTo(Map.of(POSITION, "TRIM_HORIZON"));
    }

    /** LATEST is another place each time that it is asked for, so it is the moment at which the job is made. */
    @Test
    void shouldStartNowForLatest() {
        assertThat(startAt(new StartPosition.Latest(), Map.of()))
                .isEqualTo(Map.of(POSITION, "AT_TIMESTAMP", TIMESTAMP, "1.79353440025E9"));
    }

    @Test
    void shouldStartAtAnInstant() {
        assertThat(startAt(new StartPosition.AtTimestamp(Instant.EPOCH.plusSeconds(7)), Map.of()))
                .isEqualTo(Map.of(POSITION, "AT_TIMESTAMP", TIMESTAMP, "7.0"));
    }

    @Test
    void shouldKeepWhatTheUserPassesOn() {
        assertThat(startAt(new StartPosition.TrimHorizon(), Map.of(POSITION, "LATEST")))
                .isEqualTo(Map.of(POSITION, "LATEST"));
    }

    /** Kinesis says: The timestampInMillis parameter cannot be greater than the currentTimestampInMillis. */
    @Test
    void shouldWarnOfAStartThatIsYetToCome() {
        Instant now = CLOCK.instant();

        assertThat(warnings(now.plusMillis(1)))
                .containsExactly(
                        "venues.source.kinesis.start = 2026-11-01T12:00:00.251Z is in the future: Kinesis reads"
                                + " nothing from there before that time");
        assertThat(warnings(now)).isEmpty();
        assertThat(warnings(now.minusMillis(1))).isEmpty();
    }

    private static List<String> warnings(Instant start) {
        KinesisSettings connection = new KinesisSettings(null, null, Map.of(), Map.of());
        return new KinesisSourceEndpoint(List.of("events"), new StartPosition.AtTimestamp(start), connection)
                .warnings(CLOCK.instant());
    }

    @Test
    void shouldNameTheSettingsThatDecideWhatIsRead() {
        assertThat(new KinesisSourceEndpoint(List.of("a", "b"), new StartPosition.Latest(), null).whenEmpty())
                .isEqualTo("Kinesis: a, b had none from where reading began (venues.source.kinesis.stream,"
                        + " venues.source.kinesis.start)");
    }

    private static Map<Object, Object> startAt(StartPosition start, Map<String, String> users) {
        Properties properties = new Properties();
        properties.putAll(users);
        KinesisSourceEndpoint.startAt(start, CLOCK, properties);
        return properties;
    }
}

package dev.venues.connector.kinesis;

import org.junit.jupiter.api.Test;

import java.util.Map;
import java.util.Properties;

import static org.assertj.core.api.Assertions.assertThat;

class ShardWritesTest {

    private static final String TIMEOUT = "sink.flush-buffer.timeout";

    @Test
    void shouldLetARecordWaitForASecondAtMost() {
        assertThat(withDefaults(Map.of())).isEqualTo(Map.of(TIMEOUT, "1000"));
    }

    @Test
    void shouldKeepWhatTheUserSays() {
        assertThat(withDefaults(Map.of(TIMEOUT, "5000"))).isEqualTo(Map.of(TIMEOUT, "5000"));
    }

    private static Map<Object, Object> withDefaults(Map<String, String> users) {
        Properties properties = new Properties();
        properties.putAll(users);
        ShardWrites.setDefaults(properties);
        return properties;
    }
}

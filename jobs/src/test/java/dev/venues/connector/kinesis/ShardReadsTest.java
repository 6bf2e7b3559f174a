package dev.venues.connector.kinesis;

import org.junit.jupiter.api.Test;

import java.util.Map;
import java.util.Properties;

import static org.assertj.core.api.Assertions.assertThat;

class ShardReadsTest {

    private static final String INTERVAL = "flink.shard.getrecords.intervalmillis";
    private static final String COUNT = "flink.shard.getrecords.maxrecordcount";
    private static final String ADAPTIVE = "flink.shard.adaptivereads";

    @Test
    void shouldReadAsMuchAsAShardGivesInFourCallsASecond() {
        assertThat(withDefaults(Map.of())).isEqualTo(Map.of(INTERVAL, "250", ADAPTIVE, "true", COUNT, "20"));
    }

    @Test
    void shouldKeepTheUsersInterval() {
        assertThat(withDefaults(Map.of(INTERVAL, "1000")))
                .containsEntry(INTERVAL, "1000")
                .containsEntry(ADAPTIVE, "true");
    }

    @Test
    void shouldReadSoManyRecordsAsTheUserSays() {
        assertThat(withDefaults(Map.of(COUNT, "100"))).isEqualTo(Map.of(INTERVAL, "250", COUNT, "100"));
    }

    @Test
    void shouldLeaveAlmostAllToTheConnectorWhenTheUserWantsNoAdaptiveReads() {
        assertThat(withDefaults(Map.of(ADAPTIVE, "false"))).isEqualTo(Map.of(INTERVAL, "250", ADAPTIVE, "false"));
    }

    private static Map<Object, Object> withDefaults(Map<String, String> users) {
        Properties properties = new Properties();
        properties.putAll(users);
        ShardReads.setDefaults(properties);
        return properties;
    }
}

package dev.venues.connector.files;

import org.apache.flink.streaming.api.functions.sink.filesystem.BucketAssigner.Context;
import org.apache.flink.util.InstantiationUtil;
import org.junit.jupiter.api.Test;

import java.time.Instant;

import static org.assertj.core.api.Assertions.assertThat;

class HourlyFoldersTest {

    @Test
    void shouldNameTheHourInWhichARecordIsWritten() throws Exception {
        HourlyFolders<String> folders = InstantiationUtil.clone(new HourlyFolders<>());

        assertThat(folders.getBucketId("event", at("2026-11-22T09:00:00Z"))).isEqualTo("2026-11-22--09");
        assertThat(folders.getBucketId("event", at("2026-11-22T09:59:59.999Z"))).isEqualTo("2026-11-22--09");
        assertThat(folders.getBucketId("event", at("2026-11-22T10:00:00Z"))).isEqualTo("2026-11-22--10");
        assertThat(folders.getBucketId("event", at("2026-11-21T10:00:00Z"))).isEqualTo("2026-11-21--10");
        assertThat(folders.getBucketId("event", at("1970-01-01T00:00:00Z"))).isEqualTo("1970-01-01--00");
    }

    private static Context at(String instant) {
        return new Context() {
            @Override
            public long currentProcessingTime() {
                return Instant.parse(instant).toEpochMilli();
            }

            @Override
            public long currentWatermark() {
                return Long.MIN_VALUE;
            }

            @Override
            public Long timestamp() {
                return null;
            }
        };
    }
}

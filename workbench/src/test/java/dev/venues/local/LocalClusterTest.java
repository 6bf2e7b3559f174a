package dev.venues.local;

import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.RestOptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class LocalClusterTest {

    @TempDir
    private Path folder;

    /** That Flink does so is shown by LocalJarITCase. */
    @Test
    void shouldTryThePortThatIsWantedAndThenAnyOther() throws Exception {
        assertThat(LocalCluster.configuration(Map.of(), 9_999, folder).get(RestOptions.BIND_PORT))
                .isEqualTo("9999,0");
        assertThat(LocalCluster.configuration(Map.of(), null, folder).get(RestOptions.BIND_PORT))
                .isEqualTo("8081,0");
    }

    @Test
    void shouldTakeAnyPortWhenToldZero() throws Exception {
        assertThat(LocalCluster.configuration(Map.of(), 0, folder).get(RestOptions.BIND_PORT))
                .isEqualTo("0");
    }

    @Test
    void shouldTryThePortOfFlinksOwnSetting() throws Exception {
        assertThat(LocalCluster.configuration(Map.of("rest.port", "9998"), null, folder)
                        .get(RestOptions.BIND_PORT))
                .isEqualTo("9998,0");
    }

    @Test
    void shouldListenOnThisMachineOnly() throws Exception {
        assertThat(LocalCluster.configuration(Map.of(), 0, folder).get(RestOptions.BIND_ADDRESS))
                .isEqualTo("localhost");
    }

    @Test
    void shouldPreferFlinkSettingsOfTheUser() throws Exception {
        Configuration flink = LocalCluster.configuration(
                Map.of("execution.checkpointing.interval", "1 min", "state.backend.type", "rocksdb"), 0, folder);

        assertThat(flink.get(CheckpointingOptions.CHECKPOINTING_INTERVAL)).isEqualTo(Duration.ofMinutes(1));
        assertThat(flink.toMap()).containsEntry("state.backend.type", "rocksdb");
    }

    @Test
    void shouldRefuseAFlinkSettingThatCannotBeRead() {
        assertThatThrownBy(() -> LocalCluster.configuration(Map.of("parallelism.default", "many"), 0, folder))
                .isInstanceOf(IllegalFlinkSettingException.class)
                .hasMessageContaining("-Dparallelism.default = many: is not what Flink expects there");
    }

    @Test
    void shouldKeepItsOwnMetricsWhenReportersAreListed() throws Exception {
        assertThat(LocalCluster.configuration(Map.of("metrics.reporters", "prom"), 0, folder)
                        .toMap())
                .containsEntry("metrics.reporters", "prom,local,page");
    }
}

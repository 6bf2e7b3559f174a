package dev.venues.local;

import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.RestOptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class LocalClusterTest {

    @TempDir
    private Path folder;

    @Test
    void shouldTakeThePortThatIsWanted() throws Exception {
        int free = freePort();

        assertThat(LocalCluster.configuration(Map.of(), free, folder).get(RestOptions.PORT))
                .isEqualTo(free);
    }

    @Test
    void shouldTakeAnotherPortWhenSomebodyHasIt() throws Exception {
        try (ServerSocket somebody = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Configuration flink = LocalCluster.configuration(Map.of(), somebody.getLocalPort(), folder);

            assertThat(flink.get(RestOptions.PORT)).isPositive().isNotEqualTo(somebody.getLocalPort());
            assertThat(flink.get(RestOptions.BIND_PORT))
                    .isEqualTo(flink.get(RestOptions.PORT).toString());
        }
    }

    @Test
    void shouldTakeAnyPortWhenToldZero() throws Exception {
        assertThat(LocalCluster.configuration(Map.of(), 0, folder).get(RestOptions.PORT))
                .isPositive();
    }

    @Test
    void shouldTakeThePortOfFlinksOwnSetting() throws Exception {
        int free = freePort();

        assertThat(LocalCluster.configuration(Map.of("rest.port", Integer.toString(free)), null, folder)
                        .get(RestOptions.PORT))
                .isEqualTo(free);
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
                .containsEntry("metrics.reporters", "prom,local");
    }

    private static int freePort() throws Exception {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}

package dev.venues.flink;

import dev.venues.lookup.flink.SharedLookupClient;
import org.apache.flink.util.ChildFirstClassLoader;
import org.apache.flink.util.FlinkUserCodeClassLoader;
import org.junit.jupiter.api.Test;

import java.net.URL;

import static org.assertj.core.api.Assertions.assertThat;

class JvmMetricsTest {

    /** As a session cluster does for each job: the class of the job is another one in every loader. */
    @Test
    void shouldCountTheClassLoadersOfJobs() throws Exception {
        URL ours =
                SharedLookupClient.class.getProtectionDomain().getCodeSource().getLocation();
        long before = JvmMetrics.jobClassLoaders();
        try (ChildFirstClassLoader job = new ChildFirstClassLoader(
                new URL[] {ours},
                getClass().getClassLoader(),
                new String[0],
                FlinkUserCodeClassLoader.NOOP_EXCEPTION_HANDLER)) {
            Class<?> inJob = job.loadClass(SharedLookupClient.class.getName());
            assertThat(inJob).isNotSameAs(SharedLookupClient.class);

            assertThat(JvmMetrics.jobClassLoaders()).isEqualTo(before + 1);
        }
    }

    @Test
    void shouldTellTheHeapThatACollectionLeft() {
        byte[] held = new byte[8 << 20];
        System.gc();

        assertThat(JvmMetrics.heapAfterGc())
                .isGreaterThan(held.length)
                .isLessThanOrEqualTo(Runtime.getRuntime().maxMemory());
    }
}

package dev.venues.connector.kinesis;

import org.apache.flink.kinesis.shaded.com.amazonaws.metrics.AwsSdkMetrics;
import org.apache.flink.streaming.connectors.kinesis.config.ConsumerConfigConstants;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

import java.lang.management.ManagementFactory;
import java.util.Properties;
import java.util.Set;
import javax.management.MalformedObjectNameException;
import javax.management.ObjectName;

import static org.assertj.core.api.Assertions.assertThat;

/** That the class loader goes with these two is for {@code ClassLoaderLeakClusterITCase} to show. */
class KinesisConsumerTest {

    private static final String REAPER = "java-sdk-http-connection-reaper";

    @Test
    void shouldTakeBackWhatTheSdkGaveToTheJvm() throws MalformedObjectNameException {
        Properties properties = new Properties();
        properties.setProperty(ConsumerConfigConstants.AWS_REGION, "us-east-1");
        new PatientKinesisProxy(properties, new ShardLags(System::nanoTime));
        // What the first request would load registers itself.
        assertThat(AwsSdkMetrics.isMetricAdminMBeanRegistered()).isTrue();
        assertThat(beans()).hasSize(1);
        assertThat(isReaperAlive()).isTrue();

        KinesisConsumer.letGo();

        assertThat(beans()).isEmpty();
        Awaitility.await("the end of the thread").until(() -> !isReaperAlive());
    }

    private static Set<ObjectName> beans() throws MalformedObjectNameException {
        return ManagementFactory.getPlatformMBeanServer()
                .queryNames(new ObjectName("org.apache.flink.kinesis.shaded.*:*"), null);
    }

    private static boolean isReaperAlive() {
        return Thread.getAllStackTraces().keySet().stream()
                .anyMatch(thread -> thread.getName().equals(REAPER));
    }
}

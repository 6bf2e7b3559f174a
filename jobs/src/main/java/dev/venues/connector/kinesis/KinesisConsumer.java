package dev.venues.connector.kinesis;

import dev.venues.model.RawRecord;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.kinesis.shaded.com.amazonaws.http.IdleConnectionReaper;
import org.apache.flink.kinesis.shaded.com.amazonaws.metrics.AwsSdkMetrics;
import org.apache.flink.streaming.connectors.kinesis.FlinkKinesisConsumer;

import java.util.List;
import java.util.Properties;

/** The connector's consumer of raw records. It leaves nothing in a TaskManager when the job's last task there has ended. */
@SuppressWarnings("deprecation") // as KinesisSourceEndpoint says
class KinesisConsumer extends FlinkKinesisConsumer<RawRecord> {

    private static final long serialVersionUID = 1L;

    KinesisConsumer(List<String> streams, KinesisRecordSchema schema, Properties properties) {
        super(streams, schema, properties);
    }

    @Override
    public void open(OpenContext context) throws Exception {
        // Before the SDK is used: also an open that fails must leave nothing.
        getRuntimeContext()
                .registerUserCodeClassLoaderReleaseHookIfAbsent(
                        KinesisConsumer.class.getName(), KinesisConsumer::letGo);
        super.open(context);
    }

    /**
     * The SDK that reads is loaded with the job, and its first client hands the JVM a bean and a thread of its own. The
     * connector takes neither back, and each would keep the class loader, 32 MB of metaspace with it.
     */
    static void letGo() {
        IdleConnectionReaper.shutdown();
        AwsSdkMetrics.unregisterMetricAdminMBean();
    }
}

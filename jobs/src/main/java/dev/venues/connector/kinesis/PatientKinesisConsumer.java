package dev.venues.connector.kinesis;

import dev.venues.lookup.flink.LogContext;
import dev.venues.model.RawRecord;
import org.apache.flink.api.common.functions.RuntimeContext;
import org.apache.flink.streaming.api.functions.source.SourceFunction;
import org.apache.flink.streaming.connectors.kinesis.KinesisShardAssigner;
import org.apache.flink.streaming.connectors.kinesis.internals.KinesisDataFetcher;
import org.apache.flink.streaming.connectors.kinesis.proxy.KinesisProxyV2Factory;
import org.apache.flink.streaming.connectors.kinesis.serialization.KinesisDeserializationSchema;

import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicReference;

/** The connector's consumer on a {@link PatientKinesisProxy}: one raw record per Kinesis record, aggregates whole. */
@SuppressWarnings("deprecation") // as KinesisSourceEndpoint says
final class PatientKinesisConsumer extends KinesisConsumer {

    private static final long serialVersionUID = 1L;

    PatientKinesisConsumer(List<String> streams, KinesisRecordSchema schema, Properties properties) {
        super(streams, schema, properties);
    }

    @Override
    protected KinesisDataFetcher<RawRecord> createFetcher(
            List<String> streams,
            SourceFunction.SourceContext<RawRecord> context,
            RuntimeContext runtime,
            Properties properties,
            KinesisDeserializationSchema<RawRecord> schema) {
        // On the thread that reads, which is not the task's; its proxies take the context on to the threads of the
        // shards.
        LogContext.enter(runtime);
        ShardLags lags = new ShardLags(System::nanoTime).registeredIn(runtime.getMetricGroup());
        return new Fetcher(new Reading(streams, context, runtime, properties), schema, getShardAssigner(), lags);
    }

    private record Reading(
            List<String> streams,
            SourceFunction.SourceContext<RawRecord> context,
            RuntimeContext runtime,
            Properties properties) {}

    private static final class Fetcher extends KinesisDataFetcher<RawRecord> {

        Fetcher(
                Reading reading,
                KinesisDeserializationSchema<RawRecord> schema,
                KinesisShardAssigner assigner,
                ShardLags lags) {
            super(
                    reading.streams(),
                    reading.context(),
                    reading.context().getCheckpointLock(),
                    reading.runtime(),
                    reading.properties(),
                    schema,
                    assigner,
                    null,
                    null,
                    new AtomicReference<>(),
                    new ArrayList<>(),
                    createInitialSubscribedStreamsToLastDiscoveredShardsState(reading.streams()),
                    shard -> new PatientKinesisProxy(shard, lags),
                    KinesisProxyV2Factory::createKinesisProxyAsyncV2);
        }
    }
}

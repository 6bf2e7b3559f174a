package dev.venues.connector.kinesis;

import dev.venues.flink.RawRecordType;
import dev.venues.model.Origin;
import dev.venues.model.RawRecord;
import org.apache.flink.api.common.serialization.DeserializationSchema.InitializationContext;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.streaming.connectors.kinesis.serialization.KinesisDeserializationSchema;

/** What the connector read → raw record. Looks at no byte, so it cannot fail. */
final class KinesisRecordSchema implements KinesisDeserializationSchema<RawRecord> {

    private static final long serialVersionUID = 1L;

    private final boolean emulator;

    /**
     * @param emulator whether the connector's SDKs must speak JSON
     */
    KinesisRecordSchema(boolean emulator) {
        this.emulator = emulator;
    }

    @Override
    public void open(InitializationContext context) {
        if (emulator) {
            KinesisConnection.useJsonProtocol();
        }
    }

    @Override
    public RawRecord deserialize(
            byte[] data, String partitionKey, String sequence, long arrival, String stream, String shard) {
        // The connector made these bytes for this call, so the record may keep them.
        return new RawRecord(data, Origin.kinesis(stream, shard, sequence, partitionKey));
    }

    @Override
    public TypeInformation<RawRecord> getProducedType() {
        return RawRecordType.INSTANCE;
    }
}

package dev.venues.job;

import dev.venues.flink.RawRecordType;
import dev.venues.model.Origin;
import dev.venues.model.RawRecord;
import org.apache.flink.api.common.serialization.DeserializationSchema.InitializationContext;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.streaming.connectors.kinesis.serialization.KinesisDeserializationSchema;

import java.util.Arrays;

/** What the connector read → raw record. Looks at no byte, so it cannot fail. */
final class KinesisRecordSchema implements KinesisDeserializationSchema<RawRecord> {

    private static final long serialVersionUID = 1L;

    private final boolean emulator;
    private final int veil;

    /**
     * @param emulator whether the connector's SDKs must speak JSON
     * @param veil how many bytes stand before each record that are none of its own
     */
    KinesisRecordSchema(boolean emulator, int veil) {
        this.emulator = emulator;
        this.veil = veil;
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
        return new RawRecord(
                Arrays.copyOfRange(data, veil, data.length), Origin.kinesis(stream, shard, sequence, partitionKey));
    }

    @Override
    public TypeInformation<RawRecord> getProducedType() {
        return RawRecordType.INSTANCE;
    }
}

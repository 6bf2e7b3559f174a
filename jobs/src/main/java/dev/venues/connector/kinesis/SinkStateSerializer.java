package dev.venues.connector.kinesis;

import org.apache.flink.connector.kinesis.sink.KinesisStreamsStateSerializer;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/**
 * What the sink holds at a checkpoint. The connector's own serialiser writes the length of a partition key in characters
 * and then its bytes, so that a checkpoint with a key that is not ASCII cannot be read again.
 */
final class SinkStateSerializer extends KinesisStreamsStateSerializer {

    @Override
    protected void serializePartitionKeyToStream(String partitionKey, DataOutputStream out) throws IOException {
        byte[] bytes = partitionKey.getBytes(StandardCharsets.UTF_8);
        out.writeInt(bytes.length);
        out.write(bytes);
    }

    @Override
    protected String deserializePartitionKeyFromStream(DataInputStream in) throws IOException {
        byte[] bytes = new byte[in.readInt()];
        in.readFully(bytes);
        return new String(bytes, StandardCharsets.UTF_8);
    }
}

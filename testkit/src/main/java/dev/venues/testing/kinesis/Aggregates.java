package dev.venues.testing.kinesis;

import org.apache.flink.kinesis.shaded.com.amazonaws.services.kinesis.clientlibrary.types.Messages.AggregatedRecord;
import org.apache.flink.kinesis.shaded.com.amazonaws.services.kinesis.clientlibrary.types.Messages.Record;
import org.apache.flink.kinesis.shaded.com.google.protobuf.ByteString;

import java.io.ByteArrayOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.List;

import static java.nio.charset.StandardCharsets.UTF_8;

/** Aggregates as the Kinesis Producer Library makes them, and as it never would. */
public final class Aggregates {

    public static final byte[] MAGIC = {(byte) 0xf3, (byte) 0x89, (byte) 0x9a, (byte) 0xc2};

    private Aggregates() {}

    /** A message with these keys and no user record. */
    public static AggregatedRecord.Builder withKeys(String... keys) {
        return AggregatedRecord.newBuilder().addAllPartitionKeyTable(List.of(keys));
    }

    /** A user record under the key at an index, which may lie outside the table. */
    public static Record userRecord(int keyIndex, String data) {
        return Record.newBuilder()
                .setPartitionKeyIndex(keyIndex)
                .setData(ByteString.copyFrom(data, UTF_8))
                .build();
    }

    /** The bytes of an aggregate whose MD5 is right. */
    public static byte[] bytes(AggregatedRecord message) {
        return bytes(message.toByteArray());
    }

    /** Magic, anything, and its MD5. */
    public static byte[] bytes(byte[] message) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(MAGIC);
        out.writeBytes(message);
        out.writeBytes(md5(message));
        return out.toByteArray();
    }

    /** Magic and anything, without an MD5. */
    public static byte[] magicThen(byte[] rest) {
        byte[] out = Arrays.copyOf(MAGIC, MAGIC.length + rest.length);
        System.arraycopy(rest, 0, out, MAGIC.length, rest.length);
        return out;
    }

    private static byte[] md5(byte[] bytes) {
        try {
            return MessageDigest.getInstance("MD5").digest(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}

package dev.venues.connector.kinesis;

import org.apache.flink.kinesis.shaded.com.amazonaws.services.kinesis.clientlibrary.types.Messages.AggregatedRecord;
import org.apache.flink.kinesis.shaded.com.amazonaws.services.kinesis.clientlibrary.types.Messages.Record;
import org.apache.flink.kinesis.shaded.com.google.protobuf.CodedInputStream;
import org.apache.flink.kinesis.shaded.com.google.protobuf.UnsafeByteOperations;

import java.io.IOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Takes apart what the Kinesis Producer Library puts together: four bytes of magic, a protobuf message, its MD5.
 *
 * <p>Nothing is left out. The connector's own way goes on without the user records behind one with an unknown partition
 * key, and without aggregates in which one hashes to another shard (docs/design-decisions.md, "Aggregates").
 */
final class Aggregate {

    /**
     * One record as its producer wrote it.
     *
     * @param data never null
     * @param partitionKey never null, and one that Kinesis takes
     */
    record UserRecord(byte[] data, String partitionKey) {}

    private static final byte[] MAGIC = {(byte) 0xf3, (byte) 0x89, (byte) 0x9a, (byte) 0xc2};
    private static final int MD5_BYTES = 16;
    private static final int MAX_KEY_CHARACTERS = 256;

    private Aggregate() {}

    /** Whether the bytes begin as an aggregate does; all others are whole as they are. */
    static boolean mayBe(byte[] data) {
        return data.length > MAGIC.length + MD5_BYTES && Arrays.equals(data, 0, MAGIC.length, MAGIC, 0, MAGIC.length);
    }

    /**
     * The user records of a Kinesis record: those of an aggregate, or the record itself if it is none, is damaged or is
     * empty. Never an empty list.
     *
     * @param partitionKey of the Kinesis record; also of each user record whose own is unknown, or one that Kinesis does
     *     not take
     */
    static List<UserRecord> userRecords(byte[] data, String partitionKey) {
        AggregatedRecord aggregate = parse(data);
        if (aggregate == null || aggregate.getRecordsCount() == 0) {
            return List.of(new UserRecord(data, partitionKey));
        }
        List<String> keys = aggregate.getPartitionKeyTableList();
        List<UserRecord> records = new ArrayList<>(aggregate.getRecordsCount());
        for (Record each : aggregate.getRecordsList()) {
            long index = each.getPartitionKeyIndex();
            String key = index >= 0 && index < keys.size() ? keys.get((int) index) : "";
            records.add(new UserRecord(each.getData().toByteArray(), isKey(key) ? key : partitionKey));
        }
        return records;
    }

    /** Returns null if the bytes are no aggregate, or a damaged one. What it returns reads from these bytes. */
    private static AggregatedRecord parse(byte[] data) {
        if (!mayBe(data)) {
            return null;
        }
        int digestAt = data.length - MD5_BYTES;
        MessageDigest md5 = md5();
        md5.update(data, MAGIC.length, digestAt - MAGIC.length);
        if (!Arrays.equals(md5.digest(), 0, MD5_BYTES, data, digestAt, data.length)) {
            return null;
        }
        CodedInputStream message = UnsafeByteOperations.unsafeWrap(data, MAGIC.length, digestAt - MAGIC.length)
                .newCodedInput();
        message.enableAliasing(true);
        try {
            AggregatedRecord aggregate = AggregatedRecord.parseFrom(message);
            // Parsing also ends at a tag that closes what was never opened, whatever follows.
            message.checkLastTagWas(0);
            return aggregate;
        } catch (IOException e) {
            return null;
        }
    }

    /** Kinesis counts Unicode characters, not the units of a Java string. */
    private static boolean isKey(String key) {
        return !key.isEmpty() && key.codePointCount(0, key.length()) <= MAX_KEY_CHARACTERS;
    }

    private static MessageDigest md5() {
        try {
            return MessageDigest.getInstance("MD5");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has MD5", e);
        }
    }
}

package dev.venues.connector.kinesis;

import org.apache.flink.kinesis.shaded.com.amazonaws.services.kinesis.model.Record;

import java.time.Duration;
import java.util.List;

/**
 * How many records an adaptive read of one shard may ask for: as many as came to {@link #BYTES} last
 * time, or to more where the user lets more than a second pass between two reads. The connector
 * asks for what the time since the last read allows, and after a pause of seconds that is more than Kinesis gives without
 * refusing the next calls, and more than many shards have room for on a heap. For one thread.
 */
final class ReadSize {

    /** What Kinesis gives of a shard in a second. */
    static final long BYTES = 2 * 1024 * 1024;

    private static final double MILLIS = 1_000;

    private final long bytes;

    /** Of a record, on average; 0 as long as none came. */
    private long recordBytes;

    /**
     * @param interval from one read to the next
     */
    ReadSize(Duration interval) {
        bytes = (long) (BYTES * Math.max(1, interval.toMillis() / MILLIS));
    }

    int atMost(int wanted) {
        return recordBytes == 0 ? wanted : (int) Math.max(1, Math.min(wanted, bytes / recordBytes));
    }

    void learn(List<Record> records) {
        if (!records.isEmpty()) {
            long sum = records.stream()
                    .mapToLong(each -> each.getData().remaining())
                    .sum();
            recordBytes = sum / records.size();
        }
    }
}

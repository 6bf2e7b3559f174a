package dev.venues.job;

import org.apache.flink.kinesis.shaded.com.amazonaws.services.kinesis.model.Record;

import java.util.List;

/**
 * How many records an adaptive read of one shard may ask for: as many as came to {@link #BYTES} last time. The connector
 * asks for what the time since the last read allows, and after a pause of seconds that is more than Kinesis gives without
 * refusing the next calls, and more than many shards have room for on a heap. For one thread.
 */
final class ReadSize {

    /** What Kinesis gives of a shard in a second. */
    static final long BYTES = 2 * 1024 * 1024;

    /** Of a record, on average; 0 as long as none came. */
    private long recordBytes;

    int atMost(int wanted) {
        return recordBytes == 0 ? wanted : (int) Math.max(1, Math.min(wanted, BYTES / recordBytes));
    }

    void learn(List<Record> records) {
        if (!records.isEmpty()) {
            long bytes = records.stream()
                    .mapToLong(each -> each.getData().remaining())
                    .sum();
            recordBytes = bytes / records.size();
        }
    }
}

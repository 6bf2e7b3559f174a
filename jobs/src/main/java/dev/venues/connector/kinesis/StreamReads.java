package dev.venues.connector.kinesis;

import java.time.Instant;
import java.util.List;

/** The reads of one stream that Kinesis offers. Each fails as the AWS SDK does. Used by one thread. */
interface StreamReads extends AutoCloseable {

    /** Every shard of which something may still be read, the closed ones too. */
    List<String> shards();

    /**
     * A place in a shard.
     *
     * @param after the sequence number behind which it is; null for the start of the shard
     */
    String iterator(String shard, String after);

    Batch records(String iterator);

    @Override
    void close();

    /**
     * What one read gave.
     *
     * @param records may be none, though there are more
     * @param next null at the end of a closed shard
     * @param millisBehind 0 at the tip of the shard
     */
    record Batch(List<StreamRecord> records, String next, long millisBehind) {}

    /** A record, and when it arrived by the clock of Kinesis. */
    record StreamRecord(String sequence, byte[] data, Instant arrival) {}
}

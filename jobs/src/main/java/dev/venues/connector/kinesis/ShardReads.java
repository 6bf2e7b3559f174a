package dev.venues.connector.kinesis;

import org.apache.flink.streaming.connectors.kinesis.config.ConsumerConfigConstants;

import java.util.Properties;

/**
 * How often and how much the source reads of a shard by polling, unless the user says. Kinesis gives 5 GetRecords and
 * 2 MiB a second of each shard, to all its readers together.
 */
final class ShardReads {

    /** Four calls a second: one is left to whoever else reads the shard, and for calls that arrive early. */
    private static final String INTERVAL_MILLIS = "250";

    /** Of the first read, before the size of a record is known: with 25 KB each, half a MiB. */
    private static final String FIRST_READ = "20";

    private ShardReads() {}

    /** Adds what is missing. Who says how many records a read may bring gets that many. */
    static void setDefaults(Properties properties) {
        properties.putIfAbsent(ConsumerConfigConstants.SHARD_GETRECORDS_INTERVAL_MILLIS, INTERVAL_MILLIS);
        if (properties.containsKey(ConsumerConfigConstants.SHARD_GETRECORDS_MAX)
                || properties.containsKey(ConsumerConfigConstants.SHARD_USE_ADAPTIVE_READS)) {
            return;
        }
        // Reads as large as the 2 MiB allow. Without, a backlog is read in bites that Kinesis punishes with seconds of
        // refusals.
        properties.put(ConsumerConfigConstants.SHARD_USE_ADAPTIVE_READS, "true");
        properties.put(ConsumerConfigConstants.SHARD_GETRECORDS_MAX, FIRST_READ);
    }
}

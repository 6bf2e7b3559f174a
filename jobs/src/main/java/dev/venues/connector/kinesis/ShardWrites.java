package dev.venues.connector.kinesis;

import java.util.Properties;

/**
 * How the sinks gather records into calls, unless the user says. The connector's own defaults stay for the rest: 500
 * records a call, as many as Kinesis takes; 50 calls under way; 10,000 records held.
 */
final class ShardWrites {

    static final String TIMEOUT = "sink.flush-buffer.timeout";

    /**
     * How long a record may wait for others, in milliseconds. The connector would let one of a slow stream wait five
     * seconds; a full call leaves at once in any case, and Kinesis counts records and bytes, not calls.
     */
    private static final String TIMEOUT_MILLIS = "1000";

    private ShardWrites() {}

    /** Adds what is missing. */
    static void setDefaults(Properties properties) {
        properties.putIfAbsent(TIMEOUT, TIMEOUT_MILLIS);
    }
}

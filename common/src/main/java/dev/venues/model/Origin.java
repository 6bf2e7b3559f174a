package dev.venues.model;

/**
 * Where a record came from: a Kinesis shard or a file.
 *
 * <p>One flat record with nulls instead of two types, because Flink serialises it as part of its state and network
 * records, and a sealed hierarchy would fall back to Kryo (docs/design-decisions.md, "Flat records").
 *
 * @param stream the Kinesis stream, null for a file
 * @param shard the Kinesis shard id, null for a file
 * @param sequence the Kinesis sequence number; of the aggregate, for a record that the KPL aggregated; null for a file
 * @param partitionKey the Kinesis partition key of the (user) record, null for a file
 * @param file the file's path, null for Kinesis
 */
public record Origin(String stream, String shard, String sequence, String partitionKey, String file) {

    public static Origin kinesis(String stream, String shard, String sequence, String partitionKey) {
        return new Origin(stream, shard, sequence, partitionKey, null);
    }

    public static Origin file(String path) {
        return new Origin(null, null, null, null, path);
    }
}

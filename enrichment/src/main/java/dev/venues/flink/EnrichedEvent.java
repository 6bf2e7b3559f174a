package dev.venues.flink;

/**
 * An event on its way out.
 *
 * @param payload the bytes to write
 * @param partitionKey the Kinesis partition key that it came under; null if it came from a file
 */
public record EnrichedEvent(byte[] payload, String partitionKey) {}

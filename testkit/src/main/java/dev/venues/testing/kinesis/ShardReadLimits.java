package dev.venues.testing.kinesis;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * What Kinesis allows for each shard and no emulator cares about: 5 GetRecords a second and 2 MiB a second, of which one
 * second's worth may come at once. Safe for many threads.
 *
 * <p>Source: Amazon Kinesis Data Streams, quotas and GetRecords.
 */
final class ShardReadLimits {

    private static final int CALLS_PER_SECOND = 5;
    private static final double BYTES_PER_SECOND = 2 * 1024 * 1024;
    private static final long SECOND = Duration.ofSeconds(1).toNanos();

    private final JsonFactory json = new JsonFactory();
    private final Map<String, String> shardOfIterator = new HashMap<>();
    private final Map<String, Shard> shards = new HashMap<>();
    private final LongSupplier nanoTime;
    private int refused;
    private int mostCallsPerSecond;
    private long mostBytesAtOnce;

    /** @param nanoTime as {@link System#nanoTime} */
    ShardReadLimits(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    private static final class Shard {
        private final Deque<Long> calls = new ArrayDeque<>();
        private double bytes;
        private long at;

        Shard(long now) {
            at = now;
        }

        void drain(long now) {
            bytes = Math.max(0, bytes - BYTES_PER_SECOND * (now - at) / SECOND);
            at = now;
            while (!calls.isEmpty() && now - calls.peekFirst() >= SECOND) {
                calls.removeFirst();
            }
        }
    }

    /** Learns which shard an iterator reads, from the call that gave it. */
    synchronized void opened(byte[] request, byte[] answer) throws IOException {
        Map<String, String> asked = texts(request);
        shardOfIterator.put(texts(answer).get("ShardIterator"), asked.get("StreamName") + '/' + asked.get("ShardId"));
    }

    /** Whether a GetRecords may go through now. */
    synchronized boolean admits(byte[] request) throws IOException {
        Shard shard = shard(request);
        long now = nanoTime.getAsLong();
        shard.drain(now);
        shard.calls.addLast(now);
        mostCallsPerSecond = Math.max(mostCallsPerSecond, shard.calls.size());
        boolean admitted = shard.calls.size() <= CALLS_PER_SECOND && shard.bytes < BYTES_PER_SECOND;
        refused += admitted ? 0 : 1;
        return admitted;
    }

    /** Learns what a GetRecords that went through has brought. */
    synchronized void answered(byte[] request, byte[] answer) throws IOException {
        Shard shard = shard(request);
        String name = shardOfIterator.get(texts(request).get("ShardIterator"));
        long bytes = 0;
        try (JsonParser parser = json.createParser(answer)) {
            for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                if (token != JsonToken.VALUE_STRING) {
                    continue;
                }
                if ("NextShardIterator".equals(parser.currentName())) {
                    shardOfIterator.put(parser.getText(), name);
                } else if ("Data".equals(parser.currentName())) {
                    bytes += parser.getTextLength() * 3L / 4;
                }
            }
        }
        shard.bytes += bytes;
        mostBytesAtOnce = Math.max(mostBytesAtOnce, bytes);
    }

    synchronized int refused() {
        return refused;
    }

    /** The most GetRecords that one shard got within any second, those that were refused too. */
    synchronized int mostCallsPerSecond() {
        return mostCallsPerSecond;
    }

    synchronized long mostBytesAtOnce() {
        return mostBytesAtOnce;
    }

    private Shard shard(byte[] request) throws IOException {
        return shards.computeIfAbsent(
                shardOfIterator.get(texts(request).get("ShardIterator")), any -> new Shard(nanoTime.getAsLong()));
    }

    /** The texts of a flat object. */
    private Map<String, String> texts(byte[] object) throws IOException {
        Map<String, String> texts = new HashMap<>();
        try (JsonParser parser = json.createParser(object)) {
            for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                if (token == JsonToken.VALUE_STRING) {
                    texts.put(parser.currentName(), parser.getText());
                }
            }
        }
        return texts;
    }
}

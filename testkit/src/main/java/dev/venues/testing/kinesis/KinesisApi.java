package dev.venues.testing.kinesis;

import com.fasterxml.jackson.databind.JsonNode;
import org.awaitility.core.ConditionFactory;

import java.math.BigInteger;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.function.Supplier;

import static java.util.stream.StreamSupport.stream;
import static org.awaitility.Awaitility.await;

/**
 * A Kinesis client for emulators: what the tests need to set up streams, fill them and look at what came out.
 *
 * <p>Safe for many threads. Every refusal is an {@link IllegalStateException} with the operation and the answer.
 */
public final class KinesisApi {
    private static final Duration LIMIT = Duration.ofSeconds(30);

    private final KinesisHttp http;

    /** @param endpoint HTTP, or HTTPS with any certificate */
    public KinesisApi(URI endpoint) {
        this.http = new KinesisHttp(endpoint);
    }

    /** One record to write. */
    public record Entry(byte[] data, String partitionKey) {}

    /** One record as Kinesis holds it; one of the KPL's may hold many user records. */
    public record Rec(byte[] data, String partitionKey, String sequenceNumber, String shardId) {}

    /** Creates a stream and waits until it is active. */
    public void createStream(String name, int shards) {
        http.call("CreateStream", Map.of("StreamName", name, "ShardCount", shards));
        awaitActive(name);
    }

    /** Writes all entries in order, batch by batch; an entry that Kinesis turned down follows its batch. */
    public void putRecords(String stream, List<Entry> entries) {
        new KinesisWriter(http, stream).write(entries);
    }

    /** Reads from the trim horizon of every shard until all of them have nothing more to give. */
    public List<Rec> readAll(String stream) {
        return new KinesisReader(http, stream).read(shardIds(stream));
    }

    /** Reads as {@link #readAll} at the first call, and at each further one what has come since. For one thread. */
    public Supplier<List<Rec>> reader(String stream) {
        KinesisReader reader = new KinesisReader(http, stream);
        return () -> reader.read(shardIds(stream));
    }

    /** Every shard, the closed ones too, in the order of their creation. */
    public List<String> shardIds(String stream) {
        return shardIds(stream, shard -> true);
    }

    /** The shards that take records now. */
    public List<String> openShardIds(String stream) {
        return shardIds(stream, shard -> !shard.path("SequenceNumberRange").hasNonNull("EndingSequenceNumber"));
    }

    /** Splits an open shard in the middle of its hash keys and waits until its children are there. */
    public void splitShard(String stream, String shardId) {
        JsonNode keys = shards(stream).stream()
                .filter(shard -> shard.path("ShardId").asText().equals(shardId))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(stream + " has no " + shardId))
                .path("HashKeyRange");
        BigInteger first = new BigInteger(keys.path("StartingHashKey").asText());
        BigInteger last = new BigInteger(keys.path("EndingHashKey").asText());
        BigInteger middle = first.add(last).shiftRight(1);
        reshard(
                stream,
                "SplitShard",
                Map.of("StreamName", stream, "ShardToSplit", shardId, "NewStartingHashKey", middle.toString()));
    }

    /** Merges two open neighbours and waits until their child is there. */
    public void mergeShards(String stream, String shardId, String neighbour) {
        reshard(
                stream,
                "MergeShards",
                Map.of("StreamName", stream, "ShardToMerge", shardId, "AdjacentShardToMerge", neighbour));
    }

    private void reshard(String stream, String operation, Map<String, String> parameters) {
        int before = shardIds(stream).size();
        http.call(operation, parameters);
        poll().until(() -> shardIds(stream).size() > before);
        awaitActive(stream);
    }

    private void awaitActive(String stream) {
        poll().until(() -> http.call("DescribeStreamSummary", Map.of("StreamName", stream))
                .at("/StreamDescriptionSummary/StreamStatus")
                .asText()
                .equals("ACTIVE"));
    }

    private List<String> shardIds(String stream, Predicate<JsonNode> wanted) {
        return shards(stream).stream()
                .filter(wanted)
                .map(shard -> shard.path("ShardId").asText())
                .toList();
    }

    private List<JsonNode> shards(String stream) {
        JsonNode shards = http.call("ListShards", Map.of("StreamName", stream)).path("Shards");
        return stream(shards.spliterator(), false).toList();
    }

    static ConditionFactory poll() {
        return await().pollInSameThread().atMost(LIMIT).pollDelay(Duration.ZERO).pollInterval(Duration.ofMillis(50));
    }
}

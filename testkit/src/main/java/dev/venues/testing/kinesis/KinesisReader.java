package dev.venues.testing.kinesis;

import com.fasterxml.jackson.databind.JsonNode;
import dev.venues.testing.kinesis.KinesisApi.Rec;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads what one stream holds, from the trim horizon of its shards to their present end, and on from there. */
final class KinesisReader {
    private final KinesisHttp http;
    private final String stream;
    /** By shard; null for one that was read to its last record. */
    private final Map<String, String> iterators = new LinkedHashMap<>();

    KinesisReader(KinesisHttp http, String stream) {
        this.http = http;
        this.stream = stream;
    }

    /**
     * Reads what it has not read before. Ends after a pass over all shards that found no record and no shard behind; the
     * order is that of each shard.
     */
    List<Rec> read(List<String> shardIds) {
        shardIds.stream()
                .filter(shardId -> !iterators.containsKey(shardId))
                .forEach(shardId -> iterators.put(shardId, trimHorizon(shardId)));
        List<Rec> found = new ArrayList<>();
        boolean more = true;
        while (more) {
            more = false;
            for (String shardId : shardIds) {
                more |= iterators.get(shardId) != null && readOnce(shardId, found);
            }
        }
        return found;
    }

    /** Returns whether the shard may hold more. */
    private boolean readOnce(String shardId, List<Rec> found) {
        JsonNode answer = http.call("GetRecords", Map.of("ShardIterator", iterators.get(shardId)));
        JsonNode records = answer.path("Records");
        records.forEach(each -> found.add(record(shardId, each)));
        if (!answer.hasNonNull("NextShardIterator")) {
            iterators.put(shardId, null);
            return false;
        }
        iterators.put(shardId, answer.path("NextShardIterator").asText());
        return !records.isEmpty() || answer.path("MillisBehindLatest").asLong() > 0;
    }

    private String trimHorizon(String shardId) {
        return http.call(
                        "GetShardIterator",
                        Map.of("StreamName", stream, "ShardId", shardId, "ShardIteratorType", "TRIM_HORIZON"))
                .path("ShardIterator")
                .asText();
    }

    private static Rec record(String shardId, JsonNode json) {
        try {
            return new Rec(
                    json.path("Data").binaryValue(),
                    json.path("PartitionKey").asText(),
                    json.path("SequenceNumber").asText(),
                    shardId);
        } catch (IOException e) {
            throw new UncheckedIOException("data of " + json, e);
        }
    }
}

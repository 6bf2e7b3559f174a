package dev.venues.connector.kinesis;

import org.apache.flink.kinesis.shaded.software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import org.apache.flink.kinesis.shaded.software.amazon.awssdk.core.exception.SdkException;
import org.apache.flink.kinesis.shaded.software.amazon.awssdk.services.kinesis.model.ExpiredIteratorException;
import org.apache.flink.kinesis.shaded.software.amazon.awssdk.services.kinesis.model.ProvisionedThroughputExceededException;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import static java.nio.charset.StandardCharsets.UTF_8;

/** A stream in memory, with a switch for each failure. Its reads give one record each. */
final class FakeStream implements StreamReads {

    private final Map<String, List<StreamRecord>> shards = new LinkedHashMap<>();
    private final List<String> closedShards = new ArrayList<>();
    private int throttled;
    private int emptyReads;
    private String expiresAt;
    private SdkException fault;
    private boolean endless;
    private boolean closed;
    private int reads;

    FakeStream shard(String shard, StreamRecord... records) {
        shards.put(shard, new ArrayList<>(List.of(records)));
        return this;
    }

    FakeStream closedShard(String shard, StreamRecord... records) {
        closedShards.add(shard);
        return shard(shard, records);
    }

    /** The next calls, of whatever kind, are throttled. */
    FakeStream throttle(int calls) {
        throttled = calls;
        return this;
    }

    /** Every shard has so many reads without records before its first one. */
    FakeStream emptyReads(int count) {
        emptyReads = count;
        return this;
    }

    /** The iterator that points at this sequence number expires once. */
    FakeStream expireAt(String sequence) {
        expiresAt = sequence;
        return this;
    }

    /** Each call fails. */
    FakeStream failWith(SdkException fault) {
        this.fault = fault;
        return this;
    }

    /** Whenever a record is read, another one has just been written behind the last. */
    FakeStream endless() {
        endless = true;
        return this;
    }

    int reads() {
        return reads;
    }

    boolean isClosed() {
        return closed;
    }

    static StreamRecord record(String sequence, Instant arrival) {
        return new StreamRecord(sequence, sequence.getBytes(UTF_8), arrival);
    }

    @Override
    public List<String> shards() {
        failIfAsked();
        return List.copyOf(shards.keySet());
    }

    @Override
    public String iterator(String shard, String after) {
        failIfAsked();
        List<StreamRecord> records = shards.get(shard);
        int index = 0;
        while (after != null && !records.get(index++).sequence().equals(after)) {}
        return shard + " " + index + " " + (after == null ? emptyReads : 0);
    }

    @Override
    public Batch records(String iterator) {
        reads++;
        failIfAsked();
        String shard = iterator.split(" ")[0];
        int index = Integer.parseInt(iterator.split(" ")[1]);
        int empty = Integer.parseInt(iterator.split(" ")[2]);
        List<StreamRecord> records = shards.get(shard);
        if (empty > 0) {
            return new Batch(List.of(), shard + " " + index + " " + (empty - 1), 1_000);
        }
        if (index == records.size()) {
            return new Batch(List.of(), closedShards.contains(shard) ? null : iterator, 0);
        }
        StreamRecord next = records.get(index);
        if (next.sequence().equals(expiresAt)) {
            expiresAt = null;
            throw ExpiredIteratorException.builder().message("Iterator expired").build();
        }
        if (endless) {
            records.add(record(
                    Integer.toString(records.size() + 1),
                    records.get(records.size() - 1).arrival().plusSeconds(1)));
        }
        return new Batch(List.of(next), shard + " " + (index + 1) + " 0", 0);
    }

    private void failIfAsked() {
        if (fault != null) {
            throw fault;
        }
        if (throttled > 0) {
            throttled--;
            throw throttling();
        }
    }

    static SdkException throttling() {
        return ProvisionedThroughputExceededException.builder()
                .message("Rate exceeded")
                .statusCode(400)
                .awsErrorDetails(AwsErrorDetails.builder()
                        .errorCode("ProvisionedThroughputExceededException")
                        .errorMessage("Rate exceeded")
                        .build())
                .build();
    }

    @Override
    public void close() {
        closed = true;
    }
}

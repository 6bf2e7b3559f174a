package dev.venues.testing.kinesis;

import com.fasterxml.jackson.databind.JsonNode;
import dev.venues.testing.kinesis.KinesisApi.Entry;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;

/** Writes entries to one stream with PutRecords, within its limits. */
final class KinesisWriter {
    private static final int MAX_ENTRIES = 500;
    // Kinesis takes 5 MB; this leaves room in kinesalite's 7 MB for base64 and names.
    private static final long MAX_BYTES = 4_500_000;

    private final KinesisHttp http;
    private final String stream;

    KinesisWriter(KinesisHttp http, String stream) {
        this.http = http;
        this.stream = stream;
    }

    void write(List<Entry> entries) {
        List<Entry> batch = new ArrayList<>();
        long bytes = 0;
        for (Entry entry : entries) {
            int size = entry.data().length + entry.partitionKey().getBytes(StandardCharsets.UTF_8).length;
            if (batch.size() == MAX_ENTRIES || (!batch.isEmpty() && bytes + size > MAX_BYTES)) {
                writeBatch(batch);
                batch.clear();
                bytes = 0;
            }
            batch.add(entry);
            bytes += size;
        }
        if (!batch.isEmpty()) {
            writeBatch(batch);
        }
    }

    private void writeBatch(List<Entry> batch) {
        AtomicReference<List<Entry>> left = new AtomicReference<>(batch);
        KinesisApi.poll().until(() -> left.updateAndGet(this::put).isEmpty());
    }

    /** Returns the entries that Kinesis turned down. */
    private List<Entry> put(List<Entry> entries) {
        List<Map<String, Object>> records = entries.stream()
                .map(entry -> Map.<String, Object>of("Data", entry.data(), "PartitionKey", entry.partitionKey()))
                .toList();
        JsonNode results = http.call("PutRecords", Map.of("StreamName", stream, "Records", records))
                .path("Records");
        List<Entry> failed = new ArrayList<>();
        for (int i = 0; i < entries.size(); i++) {
            if (results.path(i).hasNonNull("ErrorCode")) {
                failed.add(entries.get(i));
            }
        }
        return failed;
    }
}

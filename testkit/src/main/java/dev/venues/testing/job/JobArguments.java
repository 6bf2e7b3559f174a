package dev.venues.testing.job;

import dev.venues.testing.geo.UnreliableGeoApi;

import java.net.URI;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The arguments of a job under test. Immutable. */
public record JobArguments(Map<String, String> values) {

    /** A job that asks an API as quickly as it answers, with a secret key. */
    public static JobArguments asking(UnreliableGeoApi api) {
        return new JobArguments(Map.of())
                .with("venues.geo.provider", "foursquare")
                .with("venues.geo.url", api.url())
                .with("venues.geo.api-key", "${env:TEST_API_KEY}")
                .with("venues.geo.rate-limit", "none");
    }

    public JobArguments with(String key, String value) {
        Map<String, String> more = new LinkedHashMap<>(values);
        more.put(key, value);
        return new JobArguments(more);
    }

    public JobArguments fromFiles(Path folder) {
        return with("venues.source.files.path", folder.toString());
    }

    /** Results into {@code enriched}, dead letters into {@code dead-letters}, both below a folder. */
    public JobArguments toFiles(Path folder) {
        return with("venues.sink.files.path", folder.resolve("enriched").toString())
                .with("venues.dead-letters", "files")
                .with(
                        "venues.dead-letters.files.path",
                        folder.resolve("dead-letters").toString());
    }

    /**
     * A source that looks for new shards every second, and reads little at once: it stops with a savepoint only when all
     * that it has read is on its way.
     */
    public JobArguments fromKinesis(URI endpoint, String stream) {
        return with("venues.source", "kinesis")
                .with("venues.source.kinesis.stream", stream)
                .with("venues.aws.endpoint", endpoint.toString())
                .with("venues.kinesis.consumer.flink.shard.discovery.intervalmillis", "1000")
                .with("venues.kinesis.consumer.flink.shard.getrecords.maxrecordcount", "100");
    }

    public JobArguments toKinesis(String stream) {
        return with("venues.sink", "kinesis").with("venues.sink.kinesis.stream", stream);
    }

    public List<String> list() {
        return values.entrySet().stream()
                .flatMap(entry -> Stream.of("--" + entry.getKey(), entry.getValue()))
                .toList();
    }
}

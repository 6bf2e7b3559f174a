package dev.venues.testing.job;

import com.fasterxml.jackson.databind.JsonNode;
import dev.venues.testing.JobProcess;
import dev.venues.testing.JsonLines;
import dev.venues.testing.geo.GeoApi;
import dev.venues.testing.geo.SyntheticEvents;
import dev.venues.testing.kinesis.KinesisApi;
import dev.venues.testing.kinesis.KinesisApi.Entry;
import dev.venues.testing.kinesis.KinesisApi.Rec;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.IntStream;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Map.entry;

/** A job from Kinesis to Kinesis on three streams of its own, and the sums over them. */
public final class KinesisJob implements AutoCloseable {

    private final KinesisApi kinesis;
    private final String name;
    private final Path folder;
    private final Supplier<List<Rec>> newOutput;
    private final Supplier<List<Rec>> newLetters;
    private final List<Rec> output = new ArrayList<>();
    private final List<Rec> letters = new ArrayList<>();
    private JobProcess process;

    /**
     * Creates the streams.
     *
     * @param name what the streams' names begin with
     * @param folder the working folder of the job
     */
    public KinesisJob(KinesisApi kinesis, String name, Path folder) {
        this.kinesis = kinesis;
        this.name = name;
        this.folder = folder;
        kinesis.createStream(events(), 2);
        kinesis.createStream(enriched(), 2);
        kinesis.createStream(deadLetters(), 1);
        newOutput = kinesis.reader(enriched());
        newLetters = kinesis.reader(deadLetters());
    }

    public String events() {
        return name + "-events";
    }

    public String enriched() {
        return name + "-enriched";
    }

    public String deadLetters() {
        return name + "-dead-letters";
    }

    /** Writes synthetic events from the first number to the last, exclusive, each under a key of its own. */
    public void write(int from, int to) {
        kinesis.putRecords(
                events(),
                IntStream.range(from, to)
                        .mapToObj(i -> new Entry(SyntheticEvents.event(i).getBytes(UTF_8), "kéy 🎵 " + i))
                        .toList());
    }

    /** Starts the job against an endpoint, with options on top of its own, or in their place. */
    public JobProcess start(URI endpoint, GeoApi geo, String... options) {
        Map<String, String> settings = Map.ofEntries(
                entry("venues.source", "kinesis"),
                entry("venues.source.kinesis.stream", events()),
                entry("venues.sink", "kinesis"),
                entry("venues.sink.kinesis.stream", enriched()),
                entry("venues.dead-letters.kinesis.stream", deadLetters()),
                entry("venues.aws.endpoint", endpoint.toString()),
                entry("venues.kinesis.consumer.flink.shard.discovery.intervalmillis", "500"),
                entry("venues.kinesis.producer.sink.flush-buffer.timeout", "200"));
        List<String> args =
                new ArrayList<>(List.of("enrich", "--web-port", "0", "-Dexecution.checkpointing.interval=500ms"));
        settings.forEach((key, value) -> {
            if (!List.of(options).contains("--" + key)) {
                args.addAll(List.of("--" + key, value));
            }
        });
        args.addAll(geo.options());
        args.addAll(List.of(options));
        process = JobProcess.start(folder, args.toArray(String[]::new));
        return process;
    }

    /** What has come out so far. */
    public List<Rec> output() {
        output.addAll(newOutput.get());
        return List.copyOf(output);
    }

    /** The dead letters so far. */
    public List<JsonNode> letters() {
        letters.addAll(newLetters.get());
        return letters.stream().map(KinesisJob::json).toList();
    }

    /** Waits until so many events have come out, dead letters included, duplicates not. */
    public void awaitOutcomes(int count) {
        process.await(
                count + " outcomes",
                () -> ids(output()).stream().distinct().count() + letters().size() >= count);
    }

    /** How often Flink has restarted the job. */
    public long restarts() {
        return logged("switched from state RUNNING to RESTARTING");
    }

    /** How many lines of the job's log contain a text. */
    public long logged(String text) {
        Path log = folder.resolve("out/venues.log");
        try {
            return !Files.exists(log)
                    ? 0
                    : Files.readAllLines(log).stream()
                            .filter(line -> line.contains(text))
                            .count();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The numbers of the events that came out, in the order of their shards. */
    public static List<Integer> ids(List<Rec> records) {
        return records.stream().map(each -> json(each).path("id").asInt()).toList();
    }

    private static JsonNode json(Rec each) {
        return JsonLines.parse(new String(each.data(), UTF_8));
    }

    @Override
    public void close() {
        if (process != null) {
            process.close();
        }
    }
}

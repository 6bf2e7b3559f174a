package dev.venues.testing.job;

import com.fasterxml.jackson.databind.JsonNode;
import dev.venues.testing.JsonLines;
import dev.venues.testing.geo.DistinctVenues;
import dev.venues.testing.kinesis.KinesisApi;

import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;

import static java.nio.charset.StandardCharsets.UTF_8;

/** What a job has written so far: results to files or to a stream, dead letters to files. */
public final class Outcomes {

    private final Supplier<List<String>> results;
    private final Path deadLetters;

    private Outcomes(Supplier<List<String>> results, Path deadLetters) {
        this.results = results;
        this.deadLetters = deadLetters;
    }

    /** Of a job with {@link JobArguments#toFiles}. */
    public static Outcomes inFiles(Path folder) {
        return new Outcomes(() -> JsonLines.lines(folder.resolve("enriched")), folder.resolve("dead-letters"));
    }

    /** Of a job with {@link JobArguments#toFiles} and then {@link JobArguments#toKinesis}. */
    public static Outcomes inKinesis(KinesisApi kinesis, String stream, Path folder) {
        return new Outcomes(
                () -> kinesis.readAll(stream).stream()
                        .map(record -> new String(record.data(), UTF_8))
                        .toList(),
                folder.resolve("dead-letters"));
    }

    public List<String> results() {
        return results.get();
    }

    public List<JsonNode> deadLetters() {
        return JsonLines.read(deadLetters);
    }

    /** How many events have a result, however often. */
    public int located() {
        return (int) results().stream().map(DistinctVenues::id).distinct().count();
    }

    public Accounting accounting(int eventsIn) {
        return Accounting.of(
                eventsIn,
                Stream.concat(results().stream(), deadLetters().stream().map(letter -> letter.path("payload")
                                .asText()))
                        .map(DistinctVenues::id)
                        .toList());
    }
}

package dev.venues.connector.files;

import dev.venues.codec.DeadLetterJson;
import dev.venues.connector.FinishedOutput;
import dev.venues.connector.Location;
import dev.venues.connector.SinkEndpoint;
import dev.venues.connector.SinkRole;
import dev.venues.flink.EnrichedEvent;
import dev.venues.model.DeadLetter;
import org.apache.flink.connector.file.sink.FileSink;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.functions.sink.filesystem.OutputFileConfig;

import java.util.Optional;

/**
 * Files of JSON lines in a folder per hour.
 *
 * @param path the folder
 */
public record FilesSinkEndpoint(String path) implements SinkEndpoint {

    @Override
    public void enriched(DataStream<EnrichedEvent> events) {
        events.sinkTo(files(EnrichedEvent::payload)).name("sink: files").uid("sink-enriched-files");
    }

    @Override
    public void deadLetters(DataStream<DeadLetter> letters) {
        letters.sinkTo(files(DeadLetterJson::write)).name("dead letters: files").uid("sink-dead-letters-files");
    }

    /** A file is rolled at every checkpoint, which is what makes it exactly once. */
    private <T> FileSink<T> files(JsonLinesWriter.Bytes<T> bytes) {
        return FileSink.forBulkFormat(OutputFiles.place(path), JsonLinesWriter.factory(bytes))
                .withBucketAssigner(new HourlyFolders<>())
                .withOutputFileConfig(
                        OutputFileConfig.builder().withPartSuffix(".jsonl").build())
                .build();
    }

    @Override
    public int maxEventBytes() {
        return FilesConnector.MAX_EVENT_BYTES;
    }

    @Override
    public String connector() {
        return FilesConnector.NAME;
    }

    @Override
    public String key(SinkRole role) {
        return FilesConnector.path(role).key();
    }

    @Override
    public Location location() {
        return FilesConnector.location(path);
    }

    @Override
    public String described() {
        return path;
    }

    @Override
    public String destination() {
        return path;
    }

    @Override
    public String medium() {
        return "files";
    }

    @Override
    public Optional<FinishedOutput> finished() {
        return Optional.of(new FinishedFiles(path));
    }
}

package dev.venues.connector.files;

import dev.venues.connector.Location;
import dev.venues.connector.SourceEndpoint;
import dev.venues.model.RawRecord;
import dev.venues.option.Shown;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.connector.file.src.FileSource;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.function.LongSupplier;

/**
 * The lines of a file, or of the files in a folder.
 *
 * @param path a file or folder; null for the bundled samples
 * @param watch whether to go on with files that appear later
 */
public record FilesSourceEndpoint(String path, boolean watch) implements SourceEndpoint {

    private static final Duration WATCH_INTERVAL = Duration.ofSeconds(1);

    @Override
    public DataStream<RawRecord> records(StreamExecutionEnvironment env, boolean leavesTask) {
        FileSource.FileSourceBuilder<RawRecord> source =
                FileSource.forBulkFileFormat(new JsonLinesFormat(), OutputFiles.place(path));
        if (watch) {
            source.monitorContinuously(WATCH_INTERVAL);
        }
        return env.fromSource(source.build(), WatermarkStrategy.noWatermarks(), "source: files")
                .uid("source-files");
    }

    @Override
    public int maxEventBytes() {
        return FilesConnector.MAX_EVENT_BYTES;
    }

    @Override
    public List<Location> locations() {
        return path == null ? List.of() : List.of(FilesConnector.location(path));
    }

    @Override
    public String ownOutputRule() {
        return "lies in the folder that the job reads";
    }

    @Override
    public String described() {
        return path == null ? "the bundled samples" : path;
    }

    @Override
    public boolean isSamples() {
        return path == null;
    }

    @Override
    public List<Shown> derived() {
        return path == null
                ? List.of(new Shown(FilesOptions.SOURCE_PATH.key(), "the bundled samples", "default"))
                : List.of();
    }

    @Override
    public List<RawRecord> first(int limit) throws IOException {
        return path == null ? List.of() : FirstLines.of(OutputFiles.place(path), limit);
    }

    @Override
    public String whenEmpty() {
        if (path == null) {
            return SourceEndpoint.super.whenEmpty();
        }
        String key = FilesOptions.SOURCE_PATH.key();
        try {
            return OutputFiles.below(OutputFiles.place(path)).isEmpty()
                    ? path + " holds no file whose name does not begin with . or _ (" + key + ")"
                    : "nothing is in what " + path + " holds (" + key + ")";
        } catch (IOException e) {
            return path + " cannot be looked at (" + key + ")";
        }
    }

    @Override
    public LongSupplier bytesLeft() {
        return watch ? () -> -1 : FileBacklog.of(path);
    }
}

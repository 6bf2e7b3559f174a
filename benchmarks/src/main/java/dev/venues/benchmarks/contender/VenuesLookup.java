package dev.venues.benchmarks.contender;

import dev.venues.config.CommandLine;
import dev.venues.config.Settings;
import dev.venues.config.SettingsException;
import dev.venues.config.SettingsParser;
import dev.venues.config.SettingsParser.RunMode;
import dev.venues.flink.EnrichedEvent;
import dev.venues.flink.RawRecordType;
import dev.venues.job.VenuePipeline;
import dev.venues.model.DeadLetter;
import dev.venues.model.Origin;
import dev.venues.model.RawRecord;
import org.apache.flink.api.common.functions.MapFunction;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Our pipeline on the settings of a run: the defaults, but for the API and for what its terms forbid by default. */
final class VenuesLookup implements Lookup {

    private static final Origin ORIGIN = Origin.file("in memory");

    private final RunMode mode;

    /**
     * @param mode local, where one JVM runs all subtasks, or on a cluster, where the events of a venue go to one of them
     */
    VenuesLookup(RunMode mode) {
        this.mode = mode;
    }

    private static final class NoDeadLetters implements MapFunction<DeadLetter, DeadLetter> {

        private static final long serialVersionUID = 1;

        @Override
        public DeadLetter map(DeadLetter letter) {
            throw new IllegalStateException("a dead letter: " + letter);
        }
    }

    @Override
    public DataStream<byte[]> locate(DataStream<byte[]> events, Setting setting) throws IOException, SettingsException {
        DataStream<RawRecord> records = events.map(payload -> new RawRecord(payload, ORIGIN))
                .returns(RawRecordType.INSTANCE)
                .name("record");
        VenuePipeline.Outputs outputs = VenuePipeline.apply(records, settings(setting));
        outputs.deadLetters().map(new NoDeadLetters()).sinkTo(new DiscardingSink<>());
        return outputs.enriched()
                .map(EnrichedEvent::payload)
                .returns(byte[].class)
                .name("payload");
    }

    private Settings settings(Setting setting) throws IOException, SettingsException {
        Path key = Files.writeString(Files.createTempFile("api-key", null), "none\n");
        try {
            // The source is another here; but on a cluster one must be named.
            List<String> words = new ArrayList<>(List.of(
                    "--venues.source.files.path",
                    key.toString(),
                    "--venues.geo.provider",
                    "foursquare",
                    "--venues.geo.url",
                    setting.api().toString(),
                    "--venues.geo.api-key-file",
                    key.toString(),
                    "--venues.geo.rate-limit",
                    "none",
                    "--venues.geo.cache.ttl",
                    "1 d"));
            if (setting.inFlight() > 0) {
                words.addAll(List.of("--venues.geo.max-in-flight", Integer.toString(setting.inFlight())));
            }
            return SettingsParser.parse(CommandLine.parse(words), mode).settings();
        } finally {
            Files.delete(key);
        }
    }
}

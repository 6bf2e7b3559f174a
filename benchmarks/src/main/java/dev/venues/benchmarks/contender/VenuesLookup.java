package dev.venues.benchmarks.contender;

import dev.venues.config.SettingsException;
import dev.venues.config.SettingsParser.RunMode;
import dev.venues.flink.RawRecordType;
import dev.venues.job.VenuePipeline;
import dev.venues.model.DeadLetter;
import dev.venues.model.Origin;
import dev.venues.model.RawRecord;
import org.apache.flink.api.common.functions.MapFunction;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;

import java.io.IOException;
import java.util.Map;

/** Our pipeline on the settings of a run: the defaults, but for the API and for what its terms forbid by default. */
public final class VenuesLookup implements Lookup {

    private static final Origin ORIGIN = Origin.file("in memory");

    private final RunMode mode;
    private final Map<String, String> settings;

    /**
     * @param mode local, where one JVM runs all subtasks, or on a cluster, where the events of a venue go to one of them
     */
    VenuesLookup(RunMode mode) {
        this(mode, Map.of());
    }

    /**
     * @param settings that win over those of a run
     */
    public VenuesLookup(RunMode mode, Map<String, String> settings) {
        this.mode = mode;
        this.settings = settings;
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
        // Flat maps: the job has one map of its own, and more of them would cost it the inlining of that one.
        DataStream<RawRecord> records = events.<RawRecord>flatMap(
                        (payload, out) -> out.collect(new RawRecord(payload, ORIGIN)))
                .returns(RawRecordType.INSTANCE)
                .name("record");
        VenuePipeline.Outputs outputs =
                VenuePipeline.apply(records, VenuesSettings.of(mode, setting.api(), setting.inFlight(), settings));
        outputs.deadLetters().map(new NoDeadLetters()).sinkTo(new DiscardingSink<>());
        return outputs.enriched()
                .<byte[]>flatMap((event, out) -> out.collect(event.payload()))
                .returns(byte[].class)
                .name("payload");
    }
}

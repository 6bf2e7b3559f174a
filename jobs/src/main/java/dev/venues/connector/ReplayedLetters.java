package dev.venues.connector;

import dev.venues.flink.RawRecordType;
import dev.venues.model.RawRecord;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

import java.util.List;
import java.util.function.LongSupplier;

/**
 * The payloads of dead letters as a source.
 *
 * @param letters gives the dead letters, all of which can be replayed; null before a replay has collected them
 */
public record ReplayedLetters(SourceEndpoint letters) implements SourceEndpoint {

    /** Dead letters that are still to be collected. */
    public static ReplayedLetters toBeCollected() {
        return new ReplayedLetters(null);
    }

    @Override
    public DataStream<RawRecord> records(StreamExecutionEnvironment env, boolean leavesTask)
            throws ConnectorStartupException {
        return letters.records(env, leavesTask)
                .map(new UnwrapFunction())
                .returns(RawRecordType.INSTANCE)
                .name("unwrap")
                .uid("unwrap");
    }

    /** Whoever collects them leaves out what is too large. */
    @Override
    public int maxEventBytes() {
        return Integer.MAX_VALUE;
    }

    /** None: the file is a copy. */
    @Override
    public List<Location> locations() {
        return List.of();
    }

    @Override
    public String ownOutputRule() {
        return "is what is replayed";
    }

    @Override
    public String described() {
        return "dead letters, replayed";
    }

    @Override
    public LongSupplier bytesLeft() {
        return letters.bytesLeft();
    }
}

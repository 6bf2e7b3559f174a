package dev.venues.connector;

import dev.venues.model.RawRecord;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

import java.io.IOException;
import java.util.List;
import java.util.function.LongSupplier;

/**
 * The first events of a source; all that it reads behind them is passed over. A source that has no end goes on reading, so
 * whoever runs the job stops it when {@link #REACHED} says so.
 *
 * @param source gives the events
 * @param limit how many of them, at least 1
 */
public record LimitedSource(SourceEndpoint source, long limit) implements SourceEndpoint {

    /** The name of the gauge that is {@code true} once the limit is reached. */
    public static final String REACHED = "limitReached";

    /** Runs the whole job as one subtask, so that one counts. */
    @Override
    public DataStream<RawRecord> records(StreamExecutionEnvironment env, boolean leavesTask)
            throws ConnectorStartupException {
        env.setParallelism(1);
        return source.records(env, leavesTask)
                .filter(new FirstRecords(limit))
                .name("limit")
                .uid("limit");
    }

    @Override
    public int maxEventBytes() {
        return source.maxEventBytes();
    }

    @Override
    public List<Location> locations() {
        return source.locations();
    }

    @Override
    public String ownOutputRule() {
        return source.ownOutputRule();
    }

    @Override
    public String described() {
        return source.described();
    }

    @Override
    public List<String> warnings() {
        return source.warnings();
    }

    @Override
    public void preflight() throws ConnectorStartupException {
        source.preflight();
    }

    @Override
    public List<RawRecord> first(int records) throws IOException {
        return source.first((int) Math.min(limit, records));
    }

    @Override
    public String whenEmpty() {
        return source.whenEmpty();
    }

    @Override
    public LongSupplier bytesLeft() {
        return source.bytesLeft();
    }
}

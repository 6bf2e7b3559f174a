package dev.venues.connector.memory;

import dev.venues.connector.ConnectorStartupException;
import dev.venues.connector.Location;
import dev.venues.connector.SourceEndpoint;
import dev.venues.flink.RawRecordType;
import dev.venues.model.Origin;
import dev.venues.model.RawRecord;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

import java.util.List;

/** What is in a list when the job is built. */
record MemorySource(String list) implements SourceEndpoint {

    @Override
    public DataStream<RawRecord> records(StreamExecutionEnvironment env, boolean leavesTask) {
        List<RawRecord> records = MemoryLists.named(list).stream()
                .map(bytes -> new RawRecord(bytes, Origin.file(list)))
                .toList();
        return env.fromData(records, RawRecordType.INSTANCE)
                .name("source: memory")
                .uid("source-memory");
    }

    @Override
    public int maxEventBytes() {
        return MemoryConnector.MAX_EVENT_BYTES;
    }

    @Override
    public List<Location> locations() {
        return list == null ? List.of() : List.of(MemoryConnector.location(list));
    }

    @Override
    public String ownOutputRule() {
        return "is a list that the job reads";
    }

    @Override
    public String described() {
        return "Memory: " + list;
    }

    @Override
    public List<String> warnings() {
        return List.of("venues.source is memory: it is gone with the process");
    }

    @Override
    public void preflight() throws ConnectorStartupException {
        if (!MemoryLists.exists(list)) {
            throw new ConnectorStartupException("No list named " + list + ".", null);
        }
    }
}

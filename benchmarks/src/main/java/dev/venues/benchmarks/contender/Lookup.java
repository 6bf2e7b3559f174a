package dev.venues.benchmarks.contender;

import org.apache.flink.streaming.api.datastream.DataStream;

import java.io.Serializable;
import java.net.URI;

/** A way to add places to events: events in, located events out, none lost. */
public interface Lookup {

    /**
     * Whom to ask, and how much at once.
     *
     * @param api the base URL
     * @param inFlight lookups at once per subtask; 0 for what the contender has as its default
     */
    record Setting(URI api, int inFlight) implements Serializable {

        int inFlightOr(int ownDefault) {
            return inFlight == 0 ? ownDefault : inFlight;
        }
    }

    DataStream<byte[]> locate(DataStream<byte[]> events, Setting setting) throws Exception;
}

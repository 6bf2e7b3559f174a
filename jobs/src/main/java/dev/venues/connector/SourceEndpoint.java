package dev.venues.connector;

import dev.venues.model.RawRecord;
import dev.venues.option.Shown;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

import java.io.IOException;
import java.util.List;
import java.util.function.LongSupplier;

/** Where the events of a job come from. Equal if they come from the same place in the same way. */
public interface SourceEndpoint {

    /**
     * Adds the source, with a name and a uid.
     *
     * @param leavesTask whether every record goes on to another task; what can be done with records once they are there is
     *     then left to that one
     * @throws ConnectorStartupException if the place cannot be used as the settings say
     */
    DataStream<RawRecord> records(StreamExecutionEnvironment env, boolean leavesTask) throws ConnectorStartupException;

    /** The largest event that may come. */
    int maxEventBytes();

    /** What it reads; none that must not be written. */
    List<Location> locations();

    /** What is wrong with a sink that writes to one of them, for example {@code is a stream that the job reads}. */
    String ownOutputRule();

    /** For people, as the report names it. */
    String described();

    /** Whether it stands for the samples of a local run, which has them. */
    default boolean isSamples() {
        return false;
    }

    /** What follows where an option of it has no value. */
    default List<Shown> derived() {
        return List.of();
    }

    /** What is allowed but deserves a second look. */
    default List<String> warnings() {
        return List.of();
    }

    /**
     * Looks whether the place is there, before the job starts. Runs where {@code main} runs.
     *
     * @throws ConnectorStartupException if it is not, or cannot be asked about
     */
    default void preflight() throws ConnectorStartupException {}

    /**
     * Reads anew what it begins with, beside the job. Runs where {@code main} runs.
     *
     * @param limit how many records at most; a megabyte, and the record that passes it, are the other bound
     * @return none where that cannot be done
     * @throws IOException if it cannot be read
     */
    default List<RawRecord> first(int limit) throws IOException {
        return List.of();
    }

    /** Why there may be no event in it, with the settings to look at; for people, the part of a sentence. */
    default String whenEmpty() {
        return described() + " had none";
    }

    /** Bytes that this JVM has still to read, from now on; negative where they are not known. */
    default LongSupplier bytesLeft() {
        return () -> -1;
    }
}

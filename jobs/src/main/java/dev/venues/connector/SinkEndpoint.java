package dev.venues.connector;

import dev.venues.flink.EnrichedEvent;
import dev.venues.model.DeadLetter;
import org.apache.flink.streaming.api.datastream.DataStream;

import java.util.Optional;

/** Where records of a job go. Equal if they go to the same place in the same way. */
public interface SinkEndpoint {

    /**
     * Adds the sink of located events, with a name and a uid.
     *
     * @throws ConnectorStartupException if the place cannot be used as the settings say
     */
    void enriched(DataStream<EnrichedEvent> events) throws ConnectorStartupException;

    /**
     * Adds the sink of dead letters, with a name and a uid. One that is too large to be written goes without its payload.
     *
     * @throws ConnectorStartupException if the place cannot be used as the settings say
     */
    void deadLetters(DataStream<DeadLetter> letters) throws ConnectorStartupException;

    /** The largest event that it takes, with its partition key. */
    int maxEventBytes();

    /** The name of its connector. */
    String connector();

    /** The key of the setting that names the place. */
    String key(SinkRole role);

    /** Where it writes; null if the settings do not say, which is a problem of theirs. */
    Location location();

    /** For people, as the report names it. */
    String described();

    /** For people, as the summary names it. */
    String destination();

    /** For people, where all records of this kind of sink go, for example {@code files}. */
    String medium();

    /**
     * Looks whether the place is there, before the job starts. Runs where {@code main} runs.
     *
     * @throws ConnectorStartupException if it is not, or cannot be asked about
     */
    default void preflight() throws ConnectorStartupException {}

    /** What it has written, to be read again; empty if that is not possible. */
    default Optional<FinishedOutput> finished() {
        return Optional.empty();
    }
}

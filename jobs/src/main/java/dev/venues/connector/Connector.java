package dev.venues.connector;

import java.util.Optional;

/**
 * One kind of place that events come from and go to. It holds no state: what the settings say of it is in its endpoints.
 * Everything else asks an endpoint and does not know what kind it is; which connectors there are stands in one list.
 */
public interface Connector {

    /** As it stands in {@code venues.source}, {@code venues.sink} and {@code venues.dead-letters}. */
    String name();

    ConnectorOptions options();

    /**
     * Reads what the settings say of it as a source. What is wrong is reported, and something harmless stands in for it.
     */
    SourceEndpoint source(Reading reading);

    /** The same for a sink. */
    SinkEndpoint sink(SinkRole role, Reading reading);

    /** Where dead letters can be read again; empty if they cannot. */
    default Optional<LetterPlaces> letters() {
        return Optional.empty();
    }
}

package dev.venues.connector.memory;

import dev.venues.connector.Connector;
import dev.venues.connector.ConnectorOptions;
import dev.venues.connector.ConnectorOptions.PassedOn;
import dev.venues.connector.ConnectorOptions.Shared;
import dev.venues.connector.Location;
import dev.venues.connector.Reading;
import dev.venues.connector.SinkEndpoint;
import dev.venues.connector.SinkRole;
import dev.venues.connector.SourceEndpoint;
import dev.venues.job.Connectors;
import org.apache.flink.configuration.ConfigOption;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

import static org.apache.flink.configuration.ConfigOptions.key;

/** Lists in memory, for tests in one JVM. */
public final class MemoryConnector implements Connector {

    static final String NAME = "memory";
    static final int MAX_EVENT_BYTES = 1_000;

    static final ConfigOption<String> SOURCE = list("venues.source.memory.list", "list to read");
    static final ConfigOption<String> ENRICHED = list("venues.sink.memory.list", "list to write");
    static final ConfigOption<String> DEAD_LETTERS = list("venues.dead-letters.memory.list", "list to write");

    /** Those of the job, and this one. */
    public static List<Connector> besideTheOthers() {
        List<Connector> all = new ArrayList<>(Connectors.standard());
        all.add(new MemoryConnector());
        return all;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public ConnectorOptions options() {
        PassedOn extras = new PassedOn("venues.memory.extra.", "for nobody");
        return new ConnectorOptions(
                List.of(SOURCE),
                List.of(ENRICHED),
                List.of(DEAD_LETTERS),
                new Shared(List.of(), List.of(extras), Set.of()));
    }

    @Override
    public SourceEndpoint source(Reading reading) {
        return new MemorySource(name(SOURCE, reading));
    }

    @Override
    public SinkEndpoint sink(SinkRole role, Reading reading) {
        return new MemorySink(name(option(role), reading));
    }

    private static String name(ConfigOption<String> option, Reading reading) {
        String name = reading.options().get(option);
        if (name == null && reading.chosen()) {
            reading.rules().missing(option.key(), reading.because());
        }
        return name;
    }

    static ConfigOption<String> option(SinkRole role) {
        return role == SinkRole.ENRICHED ? ENRICHED : DEAD_LETTERS;
    }

    static Location location(String name) {
        return new Location(name, List.of(NAME, name));
    }

    private static ConfigOption<String> list(String key, String description) {
        return key(key).stringType().noDefaultValue().withDescription(description);
    }
}

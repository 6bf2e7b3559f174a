package dev.venues.connector;

import org.apache.flink.configuration.ConfigOption;

import java.util.List;
import java.util.Set;

/**
 * The settings of a connector, in the order of the documentation.
 *
 * @param source of events
 * @param enriched of located events
 * @param deadLetters of dead letters
 * @param shared whatever it is used for
 */
public record ConnectorOptions(
        List<ConfigOption<?>> source,
        List<ConfigOption<?>> enriched,
        List<ConfigOption<?>> deadLetters,
        Shared shared) {

    /**
     * Settings of all its endpoints.
     *
     * @param passedOn what is handed on unread
     * @param harmless keys that sound like those of secrets, and are none
     */
    public record Shared(List<ConfigOption<?>> options, List<PassedOn> passedOn, Set<String> harmless) {

        public static final Shared NONE = new Shared(List.of(), List.of(), Set.of());
    }

    /**
     * Settings that a connector hands on as they are; one whose key sounds like a secret's is masked.
     *
     * @param prefix ends with a dot
     * @param description in one sentence, as those of options
     */
    public record PassedOn(String prefix, String description) {}
}

package dev.venues.benchmarks.contender;

import dev.venues.config.CommandLine;
import dev.venues.config.Settings;
import dev.venues.config.SettingsException;
import dev.venues.config.SettingsParser;
import dev.venues.config.SettingsParser.RunMode;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A run's settings: the defaults, but for the API and for what Foursquare's terms forbid by default. */
public final class VenuesSettings {

    private VenuesSettings() {}

    /**
     * Reads them as a run does.
     *
     * @param mode local, where one JVM runs all subtasks, or on a cluster, where the events of a venue go to one of them
     * @param inFlight as in {@code venues.geo.max-in-flight}; 0 leaves it at its default
     */
    public static Settings of(RunMode mode, URI api, int inFlight) throws IOException, SettingsException {
        Path key = Files.writeString(Files.createTempFile("api-key", null), "none\n");
        try {
            List<String> words = new ArrayList<>();
            words.addAll(List.of("--venues.geo.provider", "foursquare"));
            words.addAll(List.of("--venues.geo.url", api.toString()));
            words.addAll(List.of("--venues.geo.api-key-file", key.toString()));
            words.addAll(List.of("--venues.geo.rate-limit", "none"));
            words.addAll(List.of("--venues.geo.cache.ttl", "1 d"));
            // Not what is read here; but on a cluster one must be named.
            words.addAll(List.of("--venues.source.files.path", key.toString()));
            if (inFlight > 0) {
                words.addAll(List.of("--venues.geo.max-in-flight", Integer.toString(inFlight)));
            }
            return SettingsParser.parse(CommandLine.parse(words), mode).settings();
        } finally {
            Files.delete(key);
        }
    }
}

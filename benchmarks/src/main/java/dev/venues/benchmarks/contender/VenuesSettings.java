package dev.venues.benchmarks.contender;

import dev.venues.config.CommandLine;
import dev.venues.config.Settings;
import dev.venues.config.SettingsException;
import dev.venues.config.SettingsParser;
import dev.venues.config.SettingsParser.RunMode;
import dev.venues.job.Connectors;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

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
        return of(mode, api, inFlight, Map.of());
    }

    /** The same, with settings that win over these. */
    static Settings of(RunMode mode, URI api, int inFlight, Map<String, String> more)
            throws IOException, SettingsException {
        Path key = Files.writeString(Files.createTempFile("api-key", null), "none\n");
        try {
            Map<String, String> settings = new LinkedHashMap<>();
            settings.put("venues.geo.provider", "foursquare");
            settings.put("venues.geo.url", api.toString());
            settings.put("venues.geo.api-key-file", key.toString());
            settings.put("venues.geo.rate-limit", "none");
            settings.put("venues.geo.cache.ttl", "1 d");
            // Not what is read here; but on a cluster one must be named.
            settings.put("venues.source.files.path", key.toString());
            if (inFlight > 0) {
                settings.put("venues.geo.max-in-flight", Integer.toString(inFlight));
            }
            settings.putAll(more);
            List<String> words = new ArrayList<>();
            settings.forEach((name, value) -> words.addAll(List.of("--" + name, value)));
            return SettingsParser.parse(CommandLine.parse(words), mode, Connectors.standard())
                    .settings();
        } finally {
            Files.delete(key);
        }
    }
}

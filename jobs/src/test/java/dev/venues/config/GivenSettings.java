package dev.venues.config;

import dev.venues.config.SettingsParser.RunMode;
import dev.venues.job.Connectors;
import dev.venues.option.Problem;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a user gives, and what comes of it. Knows nothing of the machine: no environment, no file unless given. */
final class GivenSettings {

    /** A file that exists, seen from the module. */
    static final String EVENTS = "pom.xml";

    private final Map<String, String> commandLine = new LinkedHashMap<>();
    private final Map<String, String> environment = new HashMap<>();
    private Path configFile;
    private Path propertyGroups = Path.of("no", "such", "file");
    private RunMode mode = RunMode.LOCAL;

    private GivenSettings() {}

    /** Nothing at all, which stands for the bundled samples. */
    static GivenSettings nothing() {
        return new GivenSettings();
    }

    /** The least that a run on one's own events needs. */
    static GivenSettings ownEvents() {
        return nothing().with("venues.source.files.path", EVENTS).with("venues.geo.provider", "photon");
    }

    GivenSettings with(String key, String value) {
        commandLine.put(key, value);
        return this;
    }

    GivenSettings without(String key) {
        commandLine.remove(key);
        return this;
    }

    GivenSettings environment(String name, String value) {
        environment.put(name, value);
        return this;
    }

    GivenSettings configFile(Path file) {
        configFile = file;
        return this;
    }

    GivenSettings propertyGroups(Path file) {
        propertyGroups = file;
        return this;
    }

    GivenSettings onCluster() {
        mode = RunMode.CLUSTER;
        return this;
    }

    EffectiveSettings effective() {
        try {
            return parse();
        } catch (SettingsException e) {
            throw new AssertionError("these settings should be valid", e);
        }
    }

    Settings settings() {
        return effective().settings();
    }

    /** The refusal of settings that are not valid. */
    SettingsException refusal() {
        try {
            parse();
        } catch (SettingsException e) {
            return e;
        }
        throw new AssertionError("these settings should be refused");
    }

    /** One line for each problem; none if the settings are valid. */
    List<String> problems() {
        try {
            parse();
            return List.of();
        } catch (SettingsException e) {
            return e.problems().stream().map(Problem::toString).toList();
        }
    }

    private EffectiveSettings parse() throws SettingsException {
        CommandLine arguments = new CommandLine(configFile, commandLine, Map.of(), List.of());
        return SettingsParser.parse(
                arguments,
                mode,
                Connectors.standard(),
                new SettingsParser.Surroundings(environment::get, propertyGroups));
    }
}

package dev.venues.connector.files;

import dev.venues.connector.Connector;
import dev.venues.connector.ConnectorOptions;
import dev.venues.connector.LetterPlaces;
import dev.venues.connector.Location;
import dev.venues.connector.Reading;
import dev.venues.connector.SinkEndpoint;
import dev.venues.connector.SinkRole;
import dev.venues.connector.SourceEndpoint;
import dev.venues.option.Rules;
import org.apache.flink.configuration.ConfigOption;

import java.io.File;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Files of JSON lines: of the machine, or of any file system that Flink has a plugin for. */
public final class FilesConnector implements Connector {

    /**
     * The largest event in a file. Files have no limit of their own; but what a line holds is held in memory whole, and
     * what is moved from files to a stream, or from there to files, shall not be refused on the way.
     */
    public static final int MAX_EVENT_BYTES = 1 << 20;

    static final String NAME = "files";

    /** What shells take for more than itself. */
    private static final Pattern PATTERN = Pattern.compile("[*?\\[{]");

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public ConnectorOptions options() {
        return FilesOptions.ALL;
    }

    @Override
    public SourceEndpoint source(Reading reading) {
        String key = FilesOptions.SOURCE_PATH.key();
        String path = reading.options().get(FilesOptions.SOURCE_PATH);
        boolean watch = reading.options().get(FilesOptions.SOURCE_WATCH);
        if (reading.chosen()) {
            if (path == null && !reading.local()) {
                reading.rules().broken(key, null, "must be set: the bundled samples are for local runs");
            }
            if (path != null && reading.local()) {
                exists(key, path, reading.rules());
            }
            if (path == null && watch) {
                reading.rules().missing(key, FilesOptions.SOURCE_WATCH.key() + " = true");
            }
        }
        return new FilesSourceEndpoint(path, watch);
    }

    private static void exists(String key, String path, Rules rules) {
        if (PATTERN.matcher(path).find() && !path.contains("://") && !new File(path).exists()) {
            rules.broken(key, path, "does not exist: patterns are not taken, name the folder");
            return;
        }
        rules.exists(key, path);
    }

    @Override
    public SinkEndpoint sink(SinkRole role, Reading reading) {
        ConfigOption<String> option = path(role);
        String path = reading.options().get(option);
        reading.rules().path(option.key(), path);
        return new FilesSinkEndpoint(path);
    }

    @Override
    public Optional<LetterPlaces> letters() {
        return Optional.of(new FileLetterPlaces());
    }

    static ConfigOption<String> path(SinkRole role) {
        return switch (role) {
            case ENRICHED -> FilesOptions.ENRICHED_PATH;
            case DEAD_LETTERS -> FilesOptions.DEAD_LETTERS_PATH;
        };
    }

    static Location location(String path) {
        List<String> steps = new ArrayList<>(List.of(NAME));
        try {
            Path.of(path).toAbsolutePath().normalize().forEach(name -> steps.add(name.toString()));
        } catch (InvalidPathException e) {
            // Reported where the path is read.
            steps.add(path);
        }
        return new Location(path, steps);
    }
}

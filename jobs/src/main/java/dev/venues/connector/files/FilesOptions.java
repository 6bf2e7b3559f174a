package dev.venues.connector.files;

import dev.venues.connector.ConnectorOptions;
import dev.venues.connector.ConnectorOptions.Shared;
import org.apache.flink.configuration.ConfigOption;

import java.util.List;

import static org.apache.flink.configuration.ConfigOptions.key;

/** The settings of files. */
final class FilesOptions {

    static final ConfigOption<String> SOURCE_PATH = key("venues.source.files.path")
            .stringType()
            .noDefaultValue()
            .withDescription("file or folder of JSON lines, `.gz` too; the bundled samples when not set");
    static final ConfigOption<Boolean> SOURCE_WATCH = key("venues.source.files.watch")
            .booleanType()
            .defaultValue(false)
            .withDescription("keep watching the folder for new files");
    static final ConfigOption<String> ENRICHED_PATH = key("venues.sink.files.path")
            .stringType()
            .defaultValue("out/enriched")
            .withDescription("folder of JSON lines, a subfolder per hour, exactly once");
    static final ConfigOption<String> DEAD_LETTERS_PATH = key("venues.dead-letters.files.path")
            .stringType()
            .defaultValue("out/dead-letters")
            .withDescription("folder of JSON lines, a subfolder per hour, exactly once");

    static final ConnectorOptions ALL = new ConnectorOptions(
            List.of(SOURCE_PATH, SOURCE_WATCH), List.of(ENRICHED_PATH), List.of(DEAD_LETTERS_PATH), Shared.NONE);

    private FilesOptions() {}
}

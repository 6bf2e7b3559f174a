package dev.venues.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.venues.option.GivenValue;
import dev.venues.option.Problem;

import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;

/**
 * Merges the places that settings come from: {@code --config FILE} < AWS Managed Flink's property groups < the command
 * line. A later one wins.
 */
final class SettingSources {

    /** Where AWS Managed Service for Apache Flink puts an application's runtime properties. */
    static final Path PROPERTY_GROUPS = Path.of("/etc/flink/application_properties.json");

    private SettingSources() {}

    static Map<String, GivenValue> merge(CommandLine commandLine, Path propertyGroups, List<Problem> problems) {
        Map<String, GivenValue> values = new TreeMap<>();
        if (commandLine.configFile() != null) {
            readFile(commandLine.configFile(), values, problems);
        }
        if (Files.exists(propertyGroups)) {
            readPropertyGroups(propertyGroups, values, problems);
        }
        commandLine.settings().forEach((key, text) -> values.put(key, new GivenValue(text, "command line")));
        return values;
    }

    private static void readFile(Path file, Map<String, GivenValue> values, List<Problem> problems) {
        Properties properties = new Properties();
        if (!Files.exists(file)) {
            problems.add(new Problem("--config", file.toString(), "does not exist"));
            return;
        }
        try {
            String text = Files.readString(file);
            // Some editors put a byte order mark in front.
            properties.load(new StringReader(text.startsWith("\ufeff") ? text.substring(1) : text));
        } catch (IOException | IllegalArgumentException e) {
            problems.add(new Problem("--config", file.toString(), "is not a readable properties file"));
            return;
        }
        for (String key : properties.stringPropertyNames()) {
            values.put(key, new GivenValue(properties.getProperty(key), file.toString()));
        }
    }

    private static void readPropertyGroups(Path file, Map<String, GivenValue> values, List<Problem> problems) {
        try {
            for (JsonNode group : new ObjectMapper().readTree(Files.readAllBytes(file))) {
                String origin =
                        "property group " + group.path("PropertyGroupId").asText();
                for (Map.Entry<String, JsonNode> property :
                        group.path("PropertyMap").properties()) {
                    // Groups may hold properties of others; only ours are ours to judge.
                    if (property.getKey().startsWith(VenuesOptions.PREFIX)) {
                        values.put(
                                property.getKey(),
                                new GivenValue(property.getValue().asText(), origin));
                    }
                }
            }
        } catch (IOException e) {
            problems.add(new Problem(file.toString(), null, "is not a readable file of property groups"));
        }
    }
}

package dev.venues.testing.monitoring;

import com.fasterxml.jackson.databind.JsonNode;
import dev.venues.testing.Checkout;
import dev.venues.testing.JsonLines;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;

/**
 * A Grafana dashboard from {@code conf/grafana/dashboards}.
 *
 * @param panels those that show something
 */
public record Dashboard(String title, List<Panel> panels) {

    /**
     * A panel.
     *
     * @param expressions as Prometheus gets them when all jobs are chosen
     */
    public record Panel(String title, List<String> expressions) {}

    public static Dashboard read(String file) {
        JsonNode json;
        try {
            json = JsonLines.parse(Files.readString(
                    Checkout.root().resolve("conf/grafana/dashboards").resolve(file)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        List<Panel> panels = new ArrayList<>();
        for (JsonNode panel : json.path("panels")) {
            List<String> expressions = new ArrayList<>();
            panel.path("targets")
                    .forEach(target ->
                            expressions.add(target.path("expr").asText().replace("$job", ".*")));
            if (!panel.path("type").asText().equals("row")) {
                panels.add(new Panel(panel.path("title").asText(), expressions));
            }
        }
        return new Dashboard(json.path("title").asText(), panels);
    }
}

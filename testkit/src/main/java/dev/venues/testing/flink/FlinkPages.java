package dev.venues.testing.flink;

import com.fasterxml.jackson.databind.JsonNode;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** All that Flink's REST API, which is all that its web UI shows, tells about a cluster and its jobs. */
public final class FlinkPages {

    private static final List<String> CLUSTER = List.of(
            "/config",
            "/overview",
            "/jobs",
            "/jobs/overview",
            "/jars",
            "/datasets",
            "/jobmanager/config",
            "/jobmanager/environment",
            "/jobmanager/logs",
            "/jobmanager/log",
            "/jobmanager/stdout",
            "/jobmanager/thread-dump",
            "/taskmanagers");
    private static final List<String> TASK_MANAGER = List.of("", "/logs", "/log", "/stdout", "/thread-dump");
    private static final List<String> JOB = List.of(
            "",
            "/status",
            "/config",
            "/exceptions",
            "/plan",
            "/accumulators?includeSerializedValue=true",
            "/execution-result",
            "/checkpoints",
            "/checkpoints/config",
            "/jobmanager/config",
            "/jobmanager/environment",
            "/jobmanager/log-url");
    private static final List<String> VERTEX = List.of(
            "",
            "/accumulators",
            "/subtasks/accumulators",
            "/subtasks/0",
            "/subtasktimes",
            "/taskmanagers",
            "/backpressure",
            "/watermarks",
            "/jm-operator-metrics");

    /** A URL holds only so many. */
    private static final int METRICS_AT_ONCE = 50;

    private final FlinkRest rest;
    private final Map<String, String> pages = new LinkedHashMap<>();

    private FlinkPages(FlinkRest rest) {
        this.rest = rest;
    }

    /** Path → text, of errors too. */
    public static Map<String, String> all(FlinkRest rest) {
        FlinkPages pages = new FlinkPages(rest);
        CLUSTER.forEach(pages::add);
        pages.addMetrics("/jobmanager/metrics");
        for (JsonNode taskManager : rest.get("/taskmanagers").get("taskmanagers")) {
            String path = "/taskmanagers/" + taskManager.get("id").asText();
            TASK_MANAGER.forEach(page -> pages.add(path + page));
            pages.addMetrics(path + "/metrics");
        }
        for (JsonNode job : rest.get("/jobs").get("jobs")) {
            pages.addJob("/jobs/" + job.get("id").asText());
        }
        return pages.pages;
    }

    private void addJob(String path) {
        JOB.forEach(page -> add(path + page));
        addMetrics(path + "/metrics");
        for (JsonNode vertex : rest.get(path).get("vertices")) {
            String at = path + "/vertices/" + vertex.get("id").asText();
            VERTEX.forEach(page -> add(at + page));
            addMetrics(at + "/metrics");
            addMetrics(at + "/subtasks/metrics");
        }
    }

    /** The names, and the value of each. */
    private void addMetrics(String path) {
        add(path);
        List<String> ids = new ArrayList<>();
        rest.get(path).forEach(metric -> ids.add(metric.get("id").asText()));
        for (int from = 0; from < ids.size(); from += METRICS_AT_ONCE) {
            List<String> some = ids.subList(from, Math.min(from + METRICS_AT_ONCE, ids.size()));
            add(path + "?get=" + String.join(",", some));
        }
    }

    private void add(String path) {
        pages.put(path, rest.page(path));
    }
}

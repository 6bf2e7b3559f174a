package dev.venues.testing.monitoring;

import com.fasterxml.jackson.databind.JsonNode;
import dev.venues.testing.Checkout;
import dev.venues.testing.DebianProgram;
import dev.venues.testing.JsonLines;
import dev.venues.testing.LoopbackPort;
import org.awaitility.Awaitility;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import static java.nio.charset.StandardCharsets.UTF_8;

/** A Prometheus with the configuration in {@code conf/prometheus}, on a free port of the loopback interface, in a hurry. */
public final class Prometheus implements AutoCloseable {

    private static final Duration LIMIT = Duration.ofSeconds(30);

    private final HttpClient http = HttpClient.newHttpClient();
    private final Process process;
    private final Path log;
    private final String url;

    private Prometheus(Process process, Path log, String url) {
        this.process = process;
        this.log = log;
        this.url = url;
    }

    /**
     * Starts it and waits until it answers.
     *
     * @param folder for its configuration and its data
     * @param target host and port of what it reads
     */
    public static Prometheus start(Path folder, String target) {
        Path conf = Checkout.root().resolve("conf/prometheus");
        int port = LoopbackPort.free();
        try {
            for (String file : List.of("prometheus.yml", "alerts.yml")) {
                String text = Files.readString(conf.resolve(file));
                Files.writeString(folder.resolve(file), text.replaceAll("interval: 15s", "interval: 1s"));
            }
            Files.createDirectory(folder.resolve("targets"));
            Files.writeString(folder.resolve("targets/test.json"), "[{\"targets\":[\"" + target + "\"]}]");
            Path log = folder.resolve("prometheus.log");
            Process process = new ProcessBuilder(
                            DebianProgram.find("prometheus", "prometheus").toString(),
                            "--config.file=" + folder.resolve("prometheus.yml"),
                            "--storage.tsdb.path=" + folder.resolve("data"),
                            "--web.listen-address=127.0.0.1:" + port,
                            "--log.level=warn")
                    .directory(folder.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile())
                    .start();
            Prometheus prometheus = new Prometheus(process, log, "http://127.0.0.1:" + port);
            prometheus.awaitReady();
            return prometheus;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void awaitReady() {
        try {
            Awaitility.await("Prometheus")
                    .atMost(LIMIT)
                    .pollInterval(Duration.ofMillis(100))
                    .ignoreExceptions()
                    .until(() -> !process.isAlive() || get("/-/ready").statusCode() == 200);
        } finally {
            if (!process.isAlive()) {
                throw new IllegalStateException("Prometheus ended at its start:\n" + log());
            }
        }
    }

    /**
     * What an expression gives now: one node for each series.
     *
     * @throws AssertionError if Prometheus does not understand it
     */
    public List<JsonNode> query(String expression) {
        JsonNode answer = api("/api/v1/query?query=" + URLEncoder.encode(expression, UTF_8), expression);
        List<JsonNode> series = new ArrayList<>();
        answer.path("data").path("result").forEach(series::add);
        return series;
    }

    /** The value of an expression that gives one series; NaN if it gives none. */
    public double value(String expression) {
        return values(expression).stream().findFirst().orElse(Double.NaN);
    }

    /** The values of an expression now: one for each series, some of them NaN or infinite. */
    public List<Double> values(String expression) {
        return query(expression).stream()
                .map(series -> series.path("value").path(1).asText().replace("Inf", "Infinity"))
                .map(Double::valueOf)
                .toList();
    }

    /** The names of all metrics that it has read. */
    public List<String> names() {
        List<String> names = new ArrayList<>();
        api("/api/v1/label/__name__/values", "the names").path("data").forEach(name -> names.add(name.asText()));
        return names;
    }

    /** All alerting and recording rules with their health. */
    public List<JsonNode> rules() {
        List<JsonNode> rules = new ArrayList<>();
        api("/api/v1/rules", "the rules").path("data").path("groups").forEach(group -> group.path("rules")
                .forEach(rules::add));
        return rules;
    }

    private JsonNode api(String path, String what) {
        try {
            JsonNode answer = JsonLines.parse(get(path).body());
            if (!answer.path("status").asText().equals("success")) {
                throw new AssertionError(what + ": " + answer);
            }
            return answer;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private HttpResponse<String> get(String path) throws IOException {
        try {
            return http.send(
                    HttpRequest.newBuilder(URI.create(url + path))
                            .timeout(LIMIT)
                            .build(),
                    BodyHandlers.ofString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    private String log() {
        try {
            return Files.readString(log);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Kills it. */
    @Override
    public void close() {
        process.destroyForcibly();
        Awaitility.await("the end of Prometheus").atMost(LIMIT).until(() -> !process.isAlive());
    }
}

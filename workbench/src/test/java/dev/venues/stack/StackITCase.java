package dev.venues.stack;

import com.fasterxml.jackson.databind.JsonNode;
import dev.venues.testing.DebianProgram;
import dev.venues.testing.JsonLines;
import dev.venues.testing.RawHttp;
import dev.venues.testing.StackProcess;
import dev.venues.testing.kinesis.KinesisApi;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import java.util.stream.Stream;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/**
 * What {@code docker-compose.yml} describes, started as processes from the same files. One run shows all of it, because a
 * start is what takes long.
 */
@Tag("system")
class StackITCase {

    private static final String VENUES = "flink_taskmanager_job_task_operator_venues_";
    private static final Duration LIMIT = Duration.ofSeconds(60);

    private final HttpClient http = HttpClient.newHttpClient();

    @TempDir
    private Path folder;

    @BeforeAll
    static void requirePrograms() {
        DebianProgram.find("prometheus", "prometheus");
        DebianProgram.find("prometheus-alertmanager", "prometheus-alertmanager");
    }

    @Test
    void shouldCarryEventsAndShowAnAlertThatFiresAndIsResolved() throws Exception {
        List<ProcessHandle> processes = new ArrayList<>();
        Map<String, String> switches =
                Map.of("VENUES_LOG", "json", "VENUES_FLIGHT_RECORDER", "on", "VENUES_GEO_API_KEY", "real-key");
        StackProcess ended;
        try (StackProcess stack =
                StackProcess.start(folder, switches, "--scale", "taskmanager=2", "--speed-up", "20")) {
            ended = stack;
            URI prometheus = stack.url("Prometheus");

            await("data in Prometheus", () -> sum(prometheus, "sum(" + VENUES + "found)") > 0);
            await("a JobManager and two TaskManagers in Prometheus", () -> sum(prometheus, "count(up == 1)") == 3);
            assertThat(sum(prometheus, "sum(" + VENUES + "geoRequests)")).isPositive();
            Supplier<List<KinesisApi.Rec>> enriched = new KinesisApi(stack.url("Kinesis")).reader("enriched");
            await("located events", () -> enriched.get().stream()
                    .map(event -> new String(event.data(), UTF_8))
                    .anyMatch(event -> event.contains("\"provider\":\"foursquare\",\"via\":\"api\"")));

            String status = stack.run("status");
            processes.addAll(pids(status));
            assertThat(processes).hasSize(8).allMatch(ProcessHandle::isAlive);
            assertThat(status).containsPattern("(?m)^job-1 .* done ").contains(prometheus.toString());
            assertThatThrownBy(() -> stack.run("down")).hasMessageContaining("bin/stack run (process ");
            assertThat(folder.resolve("stack/state.json")).content().doesNotContain("real-key");

            assertThatForeignPagesAreRefused(stack);

            assertThat(stack.run("alert"))
                    .containsSubsequence(
                            "producer stopped",
                            "Prometheus: firing, Alertmanager: active",
                            "producer started",
                            "Prometheus: inactive, Alertmanager: none",
                            "is resolved");
            // The producer is another one now.
            processes.addAll(pids(stack.run("status")));

            assertThat(stack.log("taskmanager-1")).extracting(JsonLines::parse).anySatisfy(line -> {
                assertThat(line.path("message").asText()).startsWith("Lookups start: Venues ");
                assertThat(line.path("operator").asText()).contains("locate");
                assertThat(line.path("subtask").asText()).matches("\\d");
            });
        }

        assertThat(processes).noneMatch(ProcessHandle::isAlive);
        assertThat(ended.output()).contains("taskmanager-2: ended", "Nothing of it runs any more");
        try (Stream<Path> left = Files.walk(folder.resolve("stack"))) {
            assertThat(left.filter(Files::isRegularFile))
                    .allMatch(file -> file.toString().matches(".*\\.(log|jfr)|.*/lock"));
        }
        try (Stream<Path> recordings = Files.list(folder.resolve("stack/volumes/diagnostics"))) {
            assertThat(recordings).hasSize(3).allSatisfy(file -> assertThat(file)
                    .isNotEmptyFile());
        }
    }

    /** As a page asks that a browser on this machine shows. */
    private void assertThatForeignPagesAreRefused(StackProcess stack) throws IOException {
        String origin = "Origin: http://evil.example";
        URI flink = stack.url("Flink");
        assertThat(RawHttp.ask(flink, "GET /config").body()).contains("\"web-submit\":false");
        assertThat(RawHttp.ask(flink, "GET /").status()).isEqualTo(200);
        assertThat(RawHttp.ask(flink, "GET /jars").status()).isEqualTo(404);
        assertThat(RawHttp.ask(flink, "GET /overview").head())
                .doesNotContainIgnoringCase("access-control-allow-origin");
        assertThat(RawHttp.ask(flink, "GET /overview", origin).status()).isEqualTo(403);
        assertThat(RawHttp.ask(flink, "GET /overview", "Host: evil.example").status())
                .isEqualTo(403);
        assertThat(RawHttp.send(flink, "POST /jobs", "{}", origin).status()).isEqualTo(403);

        assertThat(RawHttp.ask(stack.url("Kinesis"), "OPTIONS /", origin).status())
                .isEqualTo(403);
        assertThat(RawHttp.ask(stack.url("Prometheus"), "GET /api/v1/labels", origin)
                        .head())
                .doesNotContainIgnoringCase("access-control-allow-origin: http");

        int port = JsonLines.parse(Files.readString(folder.resolve("stack/state.json")))
                .at("/ports/geo-api/0/8080")
                .asInt();
        URI geoApi = URI.create("http://127.0.0.1:" + port);
        assertThat(RawHttp.ask(geoApi, "GET /__admin/mappings").status()).isEqualTo(401);
        assertThat(RawHttp.send(geoApi, "POST /__admin/settings", "{}", origin).status())
                .isEqualTo(401);
    }

    private static List<ProcessHandle> pids(String status) {
        return status.lines()
                .filter(line -> line.contains(" runs "))
                .map(line -> Long.parseLong(line.strip().split("\\s+")[1]))
                .map(pid -> ProcessHandle.of(pid).orElseThrow())
                .toList();
    }

    /** The value of an expression that has one; 0 while it has none. */
    private double sum(URI prometheus, String expression) throws IOException, InterruptedException {
        URI uri = URI.create(prometheus + "/api/v1/query?query=" + URLEncoder.encode(expression, UTF_8));
        String body = http.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString())
                .body();
        JsonNode result = JsonLines.parse(body).at("/data/result");
        assertThat(result.isArray()).as(body).isTrue();
        return result.path(0).path("value").path(1).asDouble();
    }

    private static void await(String what, Callable<Boolean> condition) {
        Awaitility.await(what)
                .atMost(LIMIT)
                .pollInterval(Duration.ofMillis(500))
                .until(condition);
    }
}

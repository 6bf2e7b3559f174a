package dev.venues.job;

import com.fasterxml.jackson.databind.JsonNode;
import dev.venues.testing.Checkout;
import dev.venues.testing.JobProcess;
import dev.venues.testing.JsonLines;
import dev.venues.testing.Search;
import dev.venues.testing.flink.FlinkCluster;
import dev.venues.testing.flink.FlinkPages;
import dev.venues.testing.geo.EchoingApi;
import dev.venues.testing.geo.SyntheticEvents;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Runs that fail in every way that could spill the key, and then a search for it in all that a cluster shows or stores. */
class SecretsClusterITCase {

    private static final String KEY = JobProcess.API_KEY;
    private static final String KEY_FROM_ENVIRONMENT = "${env:TEST_API_KEY}";

    @TempDir
    private Path folder;

    private FlinkCluster cluster;
    private String jar;

    @BeforeEach
    void startCluster() throws Exception {
        cluster = FlinkCluster.start(folder, 2);
        jar = cluster.rest().upload(Checkout.jobJar());
        Files.write(folder.resolve("in.jsonl"), SyntheticEvents.events(20));
    }

    @AfterEach
    void stopCluster() {
        cluster.close();
    }

    @Test
    void shouldShowAndStoreNoKeyWhateverFails() throws Exception {
        Path keyFile = Files.writeString(folder.resolve("key"), KEY + "\n");
        try (EchoingApi moving = new EchoingApi(302);
                EchoingApi denying = new EchoingApi(200);
                EchoingApi busy = new EchoingApi(503)) {
            String lost = run(
                    "lost",
                    "google",
                    closedPort(),
                    "--venues.geo.api-key-file",
                    keyFile.toString(),
                    "--venues.geo.on-outage",
                    "dead-letter",
                    "--venues.geo.deadline",
                    "6 s");
            awaitState(lost, "FINISHED");
            String moved = run("moved", "google", moving.url(), "--venues.geo.api-key", KEY_FROM_ENVIRONMENT);
            cluster.await("the stop", () -> exceptions(moved).contains("GeoMisconfiguredException"));
            String denied = run("denied", "google", denying.url(), "--venues.geo.api-key", KEY_FROM_ENVIRONMENT);
            cluster.await("the failure", () -> exceptions(denied).contains("GeoAccessDeniedException"));
            String waiting = run(
                    "waiting",
                    "foursquare",
                    busy.url(),
                    "--venues.geo.api-key",
                    KEY_FROM_ENVIRONMENT,
                    // Flink takes no checkpoint while an input that has ended waits for its last lookups.
                    "--venues.source.files.watch",
                    "true",
                    "--venues.geo.deadline",
                    "10 min",
                    "--venues.geo.retries",
                    "1000");
            cluster.await(
                    "a checkpoint with lookups under way",
                    () -> !busy.echoes().isEmpty() && completedCheckpoints(waiting) >= 2);

            assertThat(List.of(moving, denying, busy))
                    .allMatch(api -> api.echoes().stream().anyMatch(echo -> echo.contains(KEY)));
            assertThat(deadLetters("lost")).hasSize(20).anyMatch(letter -> letter.contains("cannot connect"));
            assertThat(exceptions(moved)).contains("the API answered 302");
            // Flink collects metrics when somebody asks, for those who ask later.
            cluster.await("metrics", () -> FlinkPages.all(cluster.rest()).keySet().stream()
                    .anyMatch(page -> page.contains("venues.geoErrors")));
            Map<String, String> pages = FlinkPages.all(cluster.rest());
            assertThat(pages.get("/jobs/" + denied + "/exceptions")).contains("refuses access (the API answered");
            assertThat(pages.get("/jobs/" + waiting + "/config")).contains("\"venues.geo.api-key\":\"******\"");
            pages.forEach((path, page) -> assertThat(page).as(path).doesNotContain(KEY));
            assertThat(cluster.logs()).contains("refuses access").doesNotContain(KEY);
            assertThat(folder.resolve("checkpoints/" + waiting)).isNotEmptyDirectory();
            assertThat(Search.filesWith(KEY, folder)).containsExactly(keyFile);
        }
    }

    /** Flink keeps nothing of a program's arguments but what the program itself says. */
    @Test
    void shouldNotRepeatAKeyThatStandsInTheArguments() throws Exception {
        assertThatThrownBy(() -> run("none", "google", closedPort(), "--venues.geo.api-key", KEY))
                .hasMessageContaining("must be ${env:NAME}: a secret does not stand in settings")
                .hasMessageNotContaining(KEY);

        FlinkPages.all(cluster.rest())
                .forEach((path, page) -> assertThat(page).as(path).doesNotContain(KEY));
        assertThat(Search.filesWith(KEY, folder)).isEmpty();
    }

    private String run(String name, String provider, String url, String... more) {
        List<String> args = new ArrayList<>(List.of(
                "--venues.source.files.path",
                folder.resolve("in.jsonl").toString(),
                "--venues.sink.files.path",
                folder.resolve(name).toString(),
                "--venues.dead-letters.files.path",
                folder.resolve(name + "-dead-letters").toString(),
                "--venues.geo.provider",
                provider,
                "--venues.geo.url",
                url));
        args.addAll(List.of(more));
        if (!args.contains("--venues.geo.retries")) {
            args.addAll(List.of("--venues.geo.retries", "0"));
        }
        return cluster.rest().run(jar, args);
    }

    private List<String> deadLetters(String name) {
        return JsonLines.lines(folder.resolve(name + "-dead-letters"));
    }

    private void awaitState(String job, String state) {
        cluster.await(state, () -> cluster.state(job).equals(state));
    }

    private String exceptions(String job) {
        return cluster.rest().text("/jobs/" + job + "/exceptions");
    }

    private int completedCheckpoints(String job) {
        JsonNode checkpoints = cluster.rest().get("/jobs/" + job + "/checkpoints");
        return checkpoints.at("/counts/completed").asInt();
    }

    private static String closedPort() throws Exception {
        try (EchoingApi api = new EchoingApi(200)) {
            return api.url();
        }
    }
}

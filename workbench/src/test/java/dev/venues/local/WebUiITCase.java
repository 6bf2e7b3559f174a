package dev.venues.local;

import dev.venues.testing.RawHttp;
import dev.venues.testing.RawHttp.Answer;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;

/** Flink's web UI of a local run, asked as its own pages ask, and as a page of somebody else's would. */
class WebUiITCase {

    private static final String JOB = "00000000000000000000000000000000";
    private static final String UPLOAD =
            """
            --b\r
            Content-Disposition: form-data; name="jarfile"; filename="any.jar"\r
            Content-Type: application/x-java-archive\r
            \r
            no jar\r
            --b--\r
            """;
    private static final String MULTIPART = "Content-Type: multipart/form-data; boundary=b";

    @TempDir
    private static Path folder;

    private static MiniCluster cluster;
    private static URI ui;

    @BeforeAll
    static void start() throws Exception {
        cluster = LocalCluster.start(LocalCluster.configuration(Map.of(), 0, folder));
        ui = cluster.getRestAddress().get();
        awaitLeader(ui);
    }

    /** Until then Flink answers 503. */
    private static void awaitLeader(URI address) {
        Awaitility.await("a leader")
                .until(() ->
                        RawHttp.ask(address, "GET /overview", "Host: localhost").status() == 200);
    }

    @AfterAll
    static void stop() throws Exception {
        cluster.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/index.html", "/overview", "/jobs", "/jobs/overview", "/config", "/taskmanagers"})
    void shouldShowItsOwnPages(String path) {
        assertThat(RawHttp.ask(ui, "GET " + path, "Sec-Fetch-Site: same-origin", "Referer: " + ui + "/")
                        .status())
                .isEqualTo(200);
    }

    @Test
    void shouldAnswerProgramsThatAreNoBrowser() {
        assertThat(RawHttp.ask(ui, "GET /overview").status()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"localhost:1234", "localhost", "127.0.0.1:9000", "[::1]:8081", "192.168.1.7:8081"})
    void shouldBeFoundUnderNamesThatNobodyElseCanHave(String host) {
        assertThat(RawHttp.ask(ui, "GET /overview", "Host: " + host).status()).isEqualTo(200);
    }

    /** A link to the UI: the other page learns nothing. */
    @Test
    void shouldOpenFromALink() {
        assertThat(RawHttp.ask(
                                ui,
                                "GET /",
                                "Sec-Fetch-Site: cross-site",
                                "Sec-Fetch-Mode: navigate",
                                "Sec-Fetch-Dest: document")
                        .status())
                .isEqualTo(200);
    }

    @Test
    void shouldLetItsOwnPagesCancelAJob() {
        // 404: there is none of that id.
        assertThat(RawHttp.ask(ui, "GET /jobs/" + JOB + "/yarn-cancel", "Referer: " + ui + "/")
                        .status())
                .isEqualTo(404);
        assertThat(RawHttp.ask(ui, "GET /jobs/" + JOB + "/yarn-cancel", "Sec-Fetch-Site: same-origin")
                        .status())
                .isEqualTo(404);
        assertThat(RawHttp.ask(ui, "PATCH /jobs/" + JOB, "Origin: " + ui).status())
                .isEqualTo(404);
    }

    @Test
    void shouldTakeNoJarFromAnybody() {
        assertThat(RawHttp.send(ui, "POST /jars/upload", UPLOAD, MULTIPART).status())
                .isBetween(400, 499);
        assertThat(RawHttp.send(ui, "POST /jars/upload", UPLOAD, MULTIPART, "Origin: " + ui)
                        .status())
                .isBetween(400, 499);
        assertThat(RawHttp.ask(ui, "GET /jars").status()).isEqualTo(404);
        assertThat(RawHttp.ask(ui, "GET /config").body()).contains("\"web-submit\":false");
    }

    /** Flink takes job graphs, which are programs too, with {@code web.submit.enable} off. */
    @ParameterizedTest
    @ValueSource(strings = {"/jobs", "/v1/jobs", "/jobs/", "//jobs", "/%6aobs", "/jobs?any=thing"})
    void shouldTakeNoJobGraphFromAnybody(String path) {
        assertThat(RawHttp.send(ui, "POST " + path, UPLOAD, MULTIPART).status()).isEqualTo(403);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/overview", "/jobs", "/jobs/overview", "/config", "/jobmanager/config"})
    void shouldTellAForeignPageNothing(String path) {
        Answer answer = RawHttp.ask(ui, "GET " + path, "Origin: http://evil.example");

        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.head()).doesNotContainIgnoringCase("access-control-allow-origin");
    }

    @Test
    void shouldAllowNoOriginToReadWhatItAnswers() {
        assertThat(RawHttp.ask(ui, "GET /overview").head().lines())
                .noneMatch(line -> line.matches("(?i)access-control-allow-origin:.*"))
                .anyMatch(line -> line.matches("(?i)x-frame-options: SAMEORIGIN"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://evil.example", "null", "http://localhost:3000", "http://127.0.0.1", "file://"})
    void shouldRefuseWhatAForeignPageSends(String origin) {
        for (String request : List.of(
                "POST /jobs/" + JOB + "/savepoints",
                "POST /jobs/" + JOB + "/stop",
                "POST /jars/upload",
                "PATCH /jobs/" + JOB + "?mode=cancel",
                "DELETE /cluster",
                "OPTIONS /jobs")) {
            assertThat(RawHttp.send(ui, request, "{}", "Origin: " + origin, "Content-Type: text/plain")
                            .status())
                    .as(request)
                    .isEqualTo(403);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"yarn-cancel", "yarn-stop", "yarn%2Dcancel", "yarn-cancel/"})
    void shouldNotCancelAJobForAForeignPage(String path) {
        String request = "GET /jobs/" + JOB + "/" + path;
        assertThat(Stream.of(
                                "Origin: http://evil.example",
                                "Referer: http://evil.example/",
                                "Referer: not a URI",
                                "Sec-Fetch-Site: cross-site",
                                "Sec-Fetch-Site: none",
                                "Accept: */*")
                        .map(header -> RawHttp.ask(ui, request, header).status()))
                .containsOnly(403);
        assertThat(RawHttp.ask(
                                ui,
                                request,
                                "Sec-Fetch-Site: cross-site",
                                "Sec-Fetch-Mode: navigate",
                                "Sec-Fetch-Dest: document")
                        .status())
                .isEqualTo(403);
    }

    @ParameterizedTest
    @CsvSource({"no-cors, image", "cors, empty", "navigate, iframe", "no-cors, script"})
    void shouldNotBePartOfAForeignPage(String mode, String destination) {
        for (String site : List.of("cross-site", "same-site")) {
            assertThat(RawHttp.ask(
                                    ui,
                                    "GET /overview",
                                    "Sec-Fetch-Site: " + site,
                                    "Sec-Fetch-Mode: " + mode,
                                    "Sec-Fetch-Dest: " + destination)
                            .status())
                    .as(site)
                    .isEqualTo(403);
        }
    }

    /** The page's own name leads to this machine once it is loaded: DNS rebinding. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "evil.example",
                "evil.example:8081",
                "localhost.evil.example",
                "127.0.0.1.evil.example",
                "",
                "[evil]"
            })
    void shouldRefuseAForeignHost(String host) {
        assertThat(RawHttp.ask(ui, "GET /overview", "Host: " + host).status()).isEqualTo(403);
        assertThat(RawHttp.ask(ui, "GET /overview", "Host: " + host, "Origin: http://" + host)
                        .status())
                .isEqualTo(403);
    }

    @Test
    void shouldRefuseTwoHosts() {
        assertThat(RawHttp.ask(ui, "GET /overview", "Host: localhost", "Host: evil.example")
                        .status())
                .isBetween(400, 403);
    }

    @Test
    void shouldWriteNothingOfARefusedUploadToDisk() throws Exception {
        assertThat(RawHttp.send(ui, "POST /jobs", UPLOAD, MULTIPART, "Origin: http://evil.example")
                        .status())
                .isEqualTo(403);

        try (Stream<Path> files = Files.walk(folder)) {
            assertThat(files.filter(file -> file.getFileName().toString().equals("any.jar")))
                    .isEmpty();
        }
    }

    /** Who opens the UI to his network gives it a name, and may let a page of his own read. */
    @Test
    void shouldTakeTheNamesAndTheOriginThatTheUserSet() throws Exception {
        Map<String, String> opened = Map.of(
                "rest.bind-address", "127.0.0.1",
                "rest.address", "desk.example",
                "web.access-control-allow-origin", "https://proxy.example");
        MiniCluster other = LocalCluster.start(LocalCluster.configuration(opened, 0, folder));
        try {
            URI address = other.getRestAddress().get();
            awaitLeader(address);
            assertThat(RawHttp.ask(address, "GET /overview", "Host: desk.example:80", "Origin: http://desk.example:80")
                            .status())
                    .isEqualTo(200);
            Answer read = RawHttp.ask(address, "GET /overview", "Origin: https://proxy.example");
            assertThat(read.status()).isEqualTo(200);
            assertThat(read.head()).containsIgnoringCase("access-control-allow-origin: https://proxy.example");
            assertThat(RawHttp.ask(address, "GET /overview", "Host: proxy.example", "Origin: https://proxy.example")
                            .status())
                    .isEqualTo(200);
            assertThat(RawHttp.ask(address, "GET /overview", "Origin: http://evil.example")
                            .status())
                    .isEqualTo(403);
        } finally {
            other.close();
        }
    }
}

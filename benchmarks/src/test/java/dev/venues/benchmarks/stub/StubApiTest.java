package dev.venues.benchmarks.stub;

import org.junit.jupiter.api.Test;

import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;

import static org.assertj.core.api.Assertions.assertThat;

class StubApiTest {

    @Test
    void shouldAnswerWithTheSamePlaceAndCountWhenAskedTwice() throws Exception {
        try (StubApi api = new StubApi(Duration.ofMillis(1))) {
            String first = ask(api, "Caf%C3%A9+%22Two%22");
            String second = ask(api, "Caf%C3%A9+%22Two%22");

            assertThat(first)
                    .contains("\"name\":\"Café \\\"Two\\\"\"")
                    .containsPattern("\"latitude\":-?\\d+\\.\\d{3},\"longitude\":-?\\d+\\.\\d{3}");
            assertThat(second).isEqualTo(first);
            assertThat(api.asked()).isEqualTo(new StubCounts.Asked(2, 1));
        }
    }

    @Test
    void shouldAnswerWithAnotherPlaceWhenAskedForAnotherName() throws Exception {
        try (StubApi api = new StubApi(Duration.ZERO)) {
            assertThat(ask(api, "Berghain")).isNotEqualTo(ask(api, "Tresor"));
        }
    }

    @Test
    void shouldTellWhatWasAskedAndBeginAgainWhenResetByRequest() throws Exception {
        try (StubApi api = new StubApi(Duration.ZERO)) {
            ask(api, "Berghain");
            ask(api, "Tresor");
            ask(api, "Tresor");

            assertThat(get(api, "/counts")).isEqualTo("3 2");
            assertThat(get(api, "/counts?reset")).isEqualTo("3 2");
            assertThat(get(api, "/counts")).isEqualTo("0 0");
        }
    }

    @Test
    void shouldAnswerEachAfterItsLatencyWhenManyAskAtOnce() throws Exception {
        Duration latency = Duration.ofMillis(50);
        try (StubApi api = new StubApi(latency)) {
            HttpClient client = HttpClient.newHttpClient();
            long start = System.nanoTime();

            List<CompletableFuture<String>> answers = IntStream.range(0, 100)
                    .mapToObj(i -> client.sendAsync(request(api, search("Hall" + i)), BodyHandlers.ofString())
                            .thenApply(HttpResponse::body))
                    .toList();

            for (int i = 0; i < answers.size(); i++) {
                assertThat(answers.get(i).get()).contains("\"name\":\"Hall" + i + "\"");
            }
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThanOrEqualTo(latency);
            assertThat(api.asked()).isEqualTo(new StubCounts.Asked(100, 100));
        }
    }

    @Test
    void shouldAnswerEachRequestWhenTheyComeInPiecesAndTogether() throws Exception {
        try (StubApi api = new StubApi(Duration.ZERO);
                Socket socket = new Socket(InetAddress.getLoopbackAddress(), api.port())) {
            String request = "GET " + search("Tresor") + " HTTP/1.1\r\nHost: stub\r\n\r\n";
            OutputStream out = socket.getOutputStream();

            out.write(request.substring(0, 20).getBytes(StandardCharsets.US_ASCII));
            out.flush();
            out.write(
                    (request.substring(20) + request + "POST / HTTP/1.1\r\n\r\n").getBytes(StandardCharsets.US_ASCII));

            // The third is no GET, so the connection ends.
            String answers = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(answers.split("\"name\":\"Tresor\"", -1)).hasSize(3);
        }
    }

    @Test
    void shouldAnswerNotFoundWhenAskedForAnotherPath() throws Exception {
        try (StubApi api = new StubApi(Duration.ZERO)) {
            assertThat(HttpClient.newHttpClient()
                            .send(request(api, "/geocode"), BodyHandlers.discarding())
                            .statusCode())
                    .isEqualTo(404);
            assertThat(api.asked().requests()).isZero();
        }
    }

    private static String ask(StubApi api, String name) throws Exception {
        return get(api, search(name));
    }

    private static String search(String name) {
        return "/places/search?query=" + name + "&near=Berlin&limit=1";
    }

    private static String get(StubApi api, String target) throws Exception {
        return HttpClient.newHttpClient()
                .send(request(api, target), BodyHandlers.ofString())
                .body();
    }

    private static HttpRequest request(StubApi api, String target) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + api.port() + target))
                .build();
    }
}

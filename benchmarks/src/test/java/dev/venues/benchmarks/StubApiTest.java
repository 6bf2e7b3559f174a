package dev.venues.benchmarks;

import org.junit.jupiter.api.Test;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

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
            assertThat(api.requests()).isEqualTo(2);
        }
    }

    @Test
    void shouldAnswerWithAnotherPlaceWhenAskedForAnotherName() throws Exception {
        try (StubApi api = new StubApi(Duration.ZERO)) {
            assertThat(ask(api, "Berghain")).isNotEqualTo(ask(api, "Tresor"));
        }
    }

    private static String ask(StubApi api, String name) throws Exception {
        URI uri =
                URI.create("http://127.0.0.1:" + api.port() + "/places/search?query=" + name + "&near=Berlin&limit=1");
        return HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString())
                .body();
    }
}

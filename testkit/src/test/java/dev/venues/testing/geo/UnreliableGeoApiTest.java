package dev.venues.testing.geo;

import dev.venues.testing.JobProcess;
import dev.venues.testing.JsonLines;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** The faults of the cluster tests are what they say. */
class UnreliableGeoApiTest {

    private final UnreliableGeoApi api = new UnreliableGeoApi();
    private final HttpClient http = HttpClient.newHttpClient();

    @AfterEach
    void stop() {
        api.close();
    }

    @Test
    void shouldPlaceAVenueWhereItsNameSays() throws Exception {
        HttpResponse<String> answer = ask();

        assertThat(JsonLines.parse(answer.body()).at("/results/0/latitude").asDouble())
                .isEqualTo(DistinctVenues.latitude("Café 7"));
        assertThat(api.log().requests()).isEqualTo(1);
        assertThat(api.log().answers()).isEqualTo(1);
    }

    @Test
    void shouldRefuseWhoHasNoKey() throws Exception {
        assertThat(ask("another key", Duration.ofSeconds(10)).statusCode()).isEqualTo(401);
    }

    @Test
    void shouldFailForAboutTheShareThatIsAskedFor() throws Exception {
        api.failing(0.3, 500);

        List<Integer> statuses = new ArrayList<>();
        for (int i = 0; i < 1_000; i++) {
            statuses.add(ask().statusCode());
        }

        assertThat(statuses.stream().filter(status -> status == 500).count()).isBetween(250L, 350L);
    }

    @Test
    void shouldHangOnEveryThird() throws Exception {
        api.hangingOnEvery(3);

        assertThat(ask().statusCode()).isEqualTo(200);
        assertThat(ask().statusCode()).isEqualTo(200);
        assertThatThrownBy(() -> ask(JobProcess.API_KEY, Duration.ofMillis(200)))
                .isInstanceOf(HttpTimeoutException.class);
        assertThat(ask().statusCode()).isEqualTo(200);
    }

    @Test
    void shouldSayHowLongToWaitWhileItThrottles() throws Exception {
        api.throttle(Duration.ofSeconds(30));

        HttpResponse<String> answer = ask();

        assertThat(answer.statusCode()).isEqualTo(429);
        assertThat(answer.headers().firstValue("Retry-After")).hasValue("30");
        assertThat(api.log().answers()).isZero();
    }

    @Test
    void shouldComeBackOnTheSamePort() throws Exception {
        ask();

        api.goDown();
        assertThatThrownBy(this::ask).isInstanceOf(ConnectException.class);
        api.comeBack();

        assertThat(ask().statusCode()).isEqualTo(200);
    }

    private HttpResponse<String> ask() throws IOException, InterruptedException {
        return ask(JobProcess.API_KEY, Duration.ofSeconds(10));
    }

    private HttpResponse<String> ask(String key, Duration timeout) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create(api.url() + "/places/search?query=Caf%C3%A9%207&near=K%C3%B6ln"))
                .header("Authorization", "Bearer " + key)
                .timeout(timeout)
                .build();
        return http.send(request, HttpResponse.BodyHandlers.ofString());
    }
}

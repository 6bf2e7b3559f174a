package dev.venues.stranger;

import dev.venues.lookup.Endpoint;
import dev.venues.lookup.FailureKind;
import dev.venues.lookup.Failures;
import dev.venues.lookup.LookupFailure;
import dev.venues.lookup.Request;
import dev.venues.lookup.Response;
import dev.venues.lookup.client.LookupClient;
import dev.venues.lookup.testing.Answer;
import dev.venues.lookup.testing.FakeLookup;
import dev.venues.lookup.testing.MisbehavingServer;
import dev.venues.lookup.testing.PlacesEndpoint;
import dev.venues.lookup.testing.Question;
import dev.venues.lookup.testing.VirtualTimer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

import static org.assertj.core.api.Assertions.assertThat;

/** What a stranger has of the fakes in his own tests, with a question and an answer of his own. */
class FakesTest {

    private final FakeLookup<String, Double> fake = new FakeLookup<>(21.5, Double.NaN);

    @Test
    void shouldAnswerAndFailAsTheTestSays() {
        fake.failNext(FailureKind.THROTTLED, 1);

        assertThat(fake.lookUp("Berlin").toCompletableFuture())
                .failsWithin(Duration.ZERO)
                .withThrowableThat()
                .havingCause()
                .isInstanceOfSatisfying(LookupFailure.class, failure -> assertThat(failure.kind())
                        .isEqualTo(FailureKind.THROTTLED));
        assertThat(fake.lookUp("Berlin").toCompletableFuture()).isCompletedWithValue(21.5);
        assertThat(fake.knowNothing().lookUp("Atlantis").toCompletableFuture()).isCompletedWithValue(Double.NaN);
        assertThat(fake.calls()).isEqualTo(3);
    }

    @Test
    void shouldLetTimePassWhenTheTestSaysSo() {
        VirtualTimer timer = new VirtualTimer();
        timer.schedule(() -> fake.lookUp("Berlin"), Duration.ofHours(1).toNanos());

        timer.advance(Duration.ofMinutes(59));
        assertThat(fake.calls()).isZero();

        timer.advance(Duration.ofMinutes(1));
        assertThat(fake.calls()).isEqualTo(1);
        assertThat(timer.now()).isEqualTo(Duration.ofHours(1).toNanos());
    }

    @Test
    void shouldMisbehaveTowardsAClientOfHisOwn() throws Exception {
        Endpoint<String, Double> weather = new Endpoint<>() {
            @Override
            public Request request(String city) {
                return Request.get("/weather").param("city", city);
            }

            @Override
            public Double read(Response response) throws LookupFailure {
                return response.json().path("temperature").doubleValue();
            }
        };
        try (MisbehavingServer server = MisbehavingServer.saying("HTTP/1.1 422 No\r\nContent-Length: 0\r\n\r\n");
                LookupClient<String, Double> client = LookupClient.of(weather, URI.create(server.url()))
                        .options(options -> options.retries(0))
                        .open()) {
            Throwable failure = client.lookUp("Berlin")
                    .toCompletableFuture()
                    .handle((degrees, thrown) -> Failures.unwrap(thrown))
                    .get(60, TimeUnit.SECONDS);

            assertThat(failure).isInstanceOfSatisfying(LookupFailure.class, refusal -> assertThat(refusal.kind())
                    .isEqualTo(FailureKind.REJECTED));
            assertThat(server.requests()).hasSize(1);
        }
    }

    @ParameterizedTest
    @ValueSource(classes = {FakeLookup.class, VirtualTimer.class, MisbehavingServer.class})
    void shouldNeedNothingThatOnlyTheTestsOfTheLibraryNeed(Class<?> fake) throws IOException {
        try (InputStream in = fake.getResourceAsStream(fake.getSimpleName() + ".class")) {
            String names = new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);

            for (Class<?> ours : new Class<?>[] {Question.class, Answer.class, PlacesEndpoint.class}) {
                assertThat(names.contains(ours.getName().replace('.', '/')))
                        .as("%s in %s", ours.getSimpleName(), fake.getSimpleName())
                        .isFalse();
            }
        }
    }
}

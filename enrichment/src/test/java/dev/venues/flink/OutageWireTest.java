package dev.venues.flink;

import dev.venues.codec.Located;
import dev.venues.geo.GeoSettings;
import dev.venues.geo.GeoSettings.OnOutage;
import dev.venues.geo.SharedGeoClient;
import dev.venues.model.FailureKind;
import dev.venues.model.GeoFailure;
import dev.venues.model.VenueQuery;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** The whole client stack while the API is down for longer than a lookup may take. */
class OutageWireTest {

    private static final Duration DEADLINE = Duration.ofSeconds(1);
    private static final int LOOKUPS = 60;

    private StubGeoApi api;

    @BeforeEach
    void openApi() throws Exception {
        api = new StubGeoApi();
        api.answerWith(503);
    }

    @AfterEach
    void closeApi() {
        api.close();
    }

    @Test
    void shouldAnswerEveryLookupWhenTheApiIsBack() {
        try (SharedGeoClient client = client(OnOutage.WAIT)) {
            List<CompletableFuture<Located>> lookups = ask(client);

            await().until(() -> client.reportedCircuitOpen() == 1);
            await().until(() -> client.reportedCircuitStateSeconds() > 2 * DEADLINE.toSeconds());
            int requests = api.requests();
            await().until(() -> api.requests() > requests);
            assertThat(api.requests()).as("probes go one by one").isEqualTo(requests + 1);
            assertThat(lookups).noneMatch(CompletableFuture::isDone);
            api.answerWith(200);

            assertThat(lookups).allSatisfy(lookup -> assertThat(lookup)
                    .succeedsWithin(Duration.ofSeconds(20))
                    .extracting(Located::isFound)
                    .isNotNull());
            assertThat(client.reportedCircuitOpen()).isZero();
        }
    }

    @Test
    void shouldFailLookupsAtTheirDeadlineWhenTheyAreNotToWait() {
        try (SharedGeoClient client = client(OnOutage.DEAD_LETTER)) {
            List<CompletableFuture<Located>> lookups = ask(client);

            assertThat(lookups).allSatisfy(lookup -> assertThat(lookup)
                    .failsWithin(Duration.ofSeconds(20))
                    .withThrowableOfType(ExecutionException.class)
                    .havingCause()
                    .isInstanceOfSatisfying(GeoFailure.class, failure -> assertThat(failure.kind())
                            .isEqualTo(FailureKind.TIMED_OUT)));
        }
    }

    private static List<CompletableFuture<Located>> ask(SharedGeoClient client) {
        List<CompletableFuture<Located>> lookups = new ArrayList<>();
        for (int i = 0; i < LOOKUPS; i++) {
            lookups.add(
                    client.locate(new VenueQuery("Venue " + i, "Berlin", "DE")).toCompletableFuture());
        }
        return lookups;
    }

    private SharedGeoClient client(OnOutage onOutage) {
        GeoSettings settings = api.settings();
        return SharedGeoClient.acquire(
                "job " + onOutage,
                new GeoSettings(
                        settings.provider(),
                        new GeoSettings.Calls(Duration.ofMillis(500), DEADLINE, 20, 0, 1_000, true, true, onOutage),
                        settings.cache()),
                1);
    }
}

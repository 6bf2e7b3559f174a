package dev.venues.flink;

import dev.venues.codec.Located;
import dev.venues.geo.VenueLookups;
import dev.venues.lookup.FailureKind;
import dev.venues.lookup.LookupFailure;
import dev.venues.lookup.LookupOptions.OnOutage;
import dev.venues.lookup.LookupStatistics.Health;
import dev.venues.lookup.client.LookupClient;
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
        try (LookupClient<VenueQuery, Located> client = client(OnOutage.WAIT)) {
            List<CompletableFuture<Located>> lookups = ask(client);

            await().until(() -> health(client) == Health.DOWN);
            await().until(() -> client.statistics().state().healthSeconds() > 2 * DEADLINE.toSeconds());
            int requests = api.requests();
            await().until(() -> api.requests() > requests);
            assertThat(api.requests()).as("probes go one by one").isEqualTo(requests + 1);
            assertThat(lookups).noneMatch(CompletableFuture::isDone);
            api.answerWith(200);

            assertThat(lookups).allSatisfy(lookup -> assertThat(lookup)
                    .succeedsWithin(Duration.ofSeconds(20))
                    .extracting(Located::isFound)
                    .isNotNull());
            assertThat(health(client)).isEqualTo(Health.UP);
        }
    }

    @Test
    void shouldFailLookupsAtTheirDeadlineWhenTheyAreNotToWait() {
        try (LookupClient<VenueQuery, Located> client = client(OnOutage.FAIL)) {
            List<CompletableFuture<Located>> lookups = ask(client);

            assertThat(lookups).allSatisfy(lookup -> assertThat(lookup)
                    .failsWithin(Duration.ofSeconds(20))
                    .withThrowableOfType(ExecutionException.class)
                    .havingCause()
                    .isInstanceOfSatisfying(LookupFailure.class, failure -> assertThat(failure.kind())
                            .isEqualTo(FailureKind.TIMED_OUT)));
        }
    }

    private static List<CompletableFuture<Located>> ask(LookupClient<VenueQuery, Located> client) {
        List<CompletableFuture<Located>> lookups = new ArrayList<>();
        for (int i = 0; i < LOOKUPS; i++) {
            lookups.add(
                    client.lookUp(new VenueQuery("Venue " + i, "Berlin", "DE")).toCompletableFuture());
        }
        return lookups;
    }

    private static Health health(LookupClient<VenueQuery, Located> client) {
        return client.statistics().state().health();
    }

    private LookupClient<VenueQuery, Located> client(OnOutage onOutage) {
        return VenueLookups.of(api.settings())
                .options(options -> options.requestTimeout(Duration.ofMillis(500))
                        .deadline(DEADLINE)
                        .maxInFlight(20)
                        .retries(1_000)
                        .adaptiveConcurrency(true)
                        .onOutage(onOutage))
                .open();
    }
}

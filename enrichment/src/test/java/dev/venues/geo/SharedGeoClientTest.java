package dev.venues.geo;

import dev.venues.codec.Located;
import dev.venues.geo.provider.ProviderName;
import dev.venues.model.GeoAnswer;
import dev.venues.model.VenueQuery;
import org.junit.jupiter.api.Test;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

class SharedGeoClientTest {

    private static final VenueQuery BERGHAIN = new VenueQuery("Berghain", "Berlin", "DE");
    private static final Located PAST =
            new Located(new GeoAnswer.Found(FakeGeoClient.BERGHAIN), "photon", Located.Via.API);
    private static final String KNOWS_NOTHING = "HTTP/1.1 200 OK\r\nContent-Length: 15\r\n\r\n{\"features\":[]}";

    @Test
    void shouldOpenOneHttpClientForAllSubtasksOfAJob() {
        List<SharedGeoClient> subtasks = IntStream.range(0, 4)
                .mapToObj(i -> SharedGeoClient.acquire("job", settings(8080), 4))
                .toList();

        assertThat(HttpClients.live()).isEqualTo(1);
        assertThat(subtasks.stream().mapToInt(SharedGeoClient::reportedHttpClients))
                .containsExactly(1, 0, 0, 0);

        subtasks.forEach(SharedGeoClient::close);
        assertThat(HttpClients.live()).isZero();
    }

    @Test
    void shouldTellTheThreadsAndTheMemoryOfItsClients() throws Exception {
        // Threads of a client that another test has closed may still be there.
        await().until(() -> SharedGeoClient.httpThreads() == 0);
        try (MisbehavingServer api = MisbehavingServer.saying(KNOWS_NOTHING);
                SharedGeoClient client = SharedGeoClient.acquire(
                        "job", settings(URI.create(api.url()).getPort()), 1)) {
            for (int i = 0; i < 4; i++) {
                VenueQuery query = new VenueQuery("Venue " + i, "Berlin", "DE");
                assertThat(client.locate(query).toCompletableFuture()).succeedsWithin(Duration.ofSeconds(10));
            }

            assertThat(SharedGeoClient.httpThreads()).isBetween(1L, 3L);
            assertThat(SharedGeoClient.directBytes()).isPositive();
        }
        await().until(() -> SharedGeoClient.httpThreads() == 0);
    }

    @Test
    void shouldKeepJobsAndSettingsApart() {
        try (SharedGeoClient one = SharedGeoClient.acquire("job 1", settings(8080), 1);
                SharedGeoClient two = SharedGeoClient.acquire("job 2", settings(8080), 1);
                SharedGeoClient three = SharedGeoClient.acquire("job 1", settings(8081), 1)) {
            assertThat(List.of(one, two, three)).allMatch(client -> client.reportedHttpClients() == 3);
        }
        assertThat(HttpClients.live()).isZero();
    }

    @Test
    void shouldHandTheReportingOnWhenTheReporterLeaves() {
        SharedGeoClient first = SharedGeoClient.acquire("job", settings(8080), 2);
        SharedGeoClient second = SharedGeoClient.acquire("job", settings(8080), 2);

        first.close();

        assertThat(first.reportedHttpClients()).isZero();
        assertThat(second.reportedHttpClients()).isEqualTo(1);
        second.close();
    }

    /** Else a rate over the new reporter's series would count again all that the old one had counted. */
    @Test
    void shouldGoOnCountingFromWhereTheLastReporterStopped() {
        SharedGeoClient first = SharedGeoClient.acquire("job", settings(8080), 3);
        SharedGeoClient second = SharedGeoClient.acquire("job", settings(8080), 3);
        SharedGeoClient third = SharedGeoClient.acquire("job", settings(8080), 3);
        first.warm(taker -> taker.take(BERGHAIN, PAST, Duration.ZERO));
        List<SharedGeoClient> all = List.of(first, second, third);

        hit(first, 1);
        hit(third, 4);
        assertThat(hits(all)).containsExactly(5, 0, 0);

        first.close();
        assertThat(hits(all)).containsExactly(5, 0, 0);
        hit(third, 2);
        assertThat(hits(all)).containsExactly(5, 2, 0);

        second.close();
        hit(third, 3);
        third.close();
        assertThat(hits(all)).containsExactly(5, 2, 3);
    }

    @Test
    void shouldGoOnCountingWhenOneLeavesThatDoesNotReport() {
        SharedGeoClient first = SharedGeoClient.acquire("job", settings(8080), 2);
        SharedGeoClient second = SharedGeoClient.acquire("job", settings(8080), 2);
        first.warm(taker -> taker.take(BERGHAIN, PAST, Duration.ZERO));

        hit(second, 4);
        second.close();
        hit(first, 1);

        assertThat(hits(List.of(first, second))).containsExactly(5, 0);
        first.close();
    }

    private static void hit(SharedGeoClient client, int times) {
        for (int i = 0; i < times; i++) {
            assertThat(client.known(BERGHAIN)).isNotNull();
        }
    }

    private static List<Integer> hits(List<SharedGeoClient> clients) {
        return clients.stream()
                .map(client -> (int) client.reported(GeoStats::cacheHits))
                .toList();
    }

    @Test
    void shouldCloseOnceHoweverOftenItIsClosed() {
        SharedGeoClient first = SharedGeoClient.acquire("job", settings(8080), 2);
        SharedGeoClient second = SharedGeoClient.acquire("job", settings(8080), 2);

        first.close();
        first.close();

        assertThat(HttpClients.live()).isEqualTo(1);
        second.close();
        assertThat(HttpClients.live()).isZero();
    }

    @Test
    void shouldReadPastAnswersOnceForAllSubtasks() {
        List<String> readings = new ArrayList<>();
        try (SharedGeoClient first = SharedGeoClient.acquire("job", settings(8080), 2);
                SharedGeoClient second = SharedGeoClient.acquire("job", settings(8080), 2)) {
            first.warm(taker -> {
                readings.add("first");
                taker.take(BERGHAIN, PAST, Duration.ZERO);
            });
            second.warm(taker -> readings.add("second"));

            assertThat(readings).containsExactly("first");
            assertThat(second.known(BERGHAIN)).isEqualTo(PAST.fromCache());
            assertThat(first.reportedCacheSize()).isEqualTo(1);
            assertThat(first.reportedCacheBytes()).isPositive();
        }
    }

    private static GeoSettings settings(int port) {
        return new GeoSettings(
                new GeoSettings.Provider(
                        ProviderName.PHOTON, URI.create("http://127.0.0.1:" + port), null, "venues/test"),
                new GeoSettings.Calls(
                        Duration.ofSeconds(1), Duration.ofSeconds(5), 10, 0, 0, false, true, GeoSettings.OnOutage.WAIT),
                new GeoSettings.Cache(100, Duration.ofHours(1), Duration.ofHours(1)));
    }
}

package dev.venues.lookup.flink;

import dev.venues.lookup.client.LookupClient;
import dev.venues.lookup.http.HttpClients;
import dev.venues.lookup.testing.Answer;
import dev.venues.lookup.testing.MisbehavingServer;
import dev.venues.lookup.testing.PlacesEndpoint;
import dev.venues.lookup.testing.Question;
import org.junit.jupiter.api.Test;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

class SharedLookupClientTest {

    private static final Question BERGHAIN = new Question("Berghain", "Berlin", "DE");
    private static final Answer PAST = new Answer("4b", Answer.Via.API);
    private static final double RATE = 40;
    private static final String KNOWS_NOTHING = "HTTP/1.1 200 OK\r\nContent-Length: 14\r\n\r\n{\"results\":[]}";

    @Test
    void shouldOpenOneHttpClientForAllSubtasksOfAJob() {
        List<SharedLookupClient<Question, Answer>> subtasks =
                IntStream.range(0, 4).mapToObj(i -> acquire("job", 8080, i, 4)).toList();

        assertThat(HttpClients.live()).isEqualTo(1);
        assertThat(subtasks.stream().mapToInt(SharedLookupClientTest::clients)).containsExactly(1, 0, 0, 0);

        subtasks.forEach(SharedLookupClient::close);
        assertThat(HttpClients.live()).isZero();
    }

    @Test
    void shouldTellTheThreadsAndTheMemoryOfItsClients() throws Exception {
        // Threads of a client that another test has closed may still be there.
        await().until(() -> HttpClients.threads() == 0);
        try (MisbehavingServer api = MisbehavingServer.saying(KNOWS_NOTHING);
                SharedLookupClient<Question, Answer> client =
                        acquire("job", URI.create(api.url()).getPort(), 0, 1)) {
            for (int i = 0; i < 4; i++) {
                Question query = new Question("Venue " + i, "Berlin", "DE");
                assertThat(client.lookUp(query).toCompletableFuture()).succeedsWithin(Duration.ofSeconds(10));
            }

            assertThat(HttpClients.threads()).isBetween(1L, 3L);
            assertThat(HttpClients.directBytes()).isPositive();
        }
        await().until(() -> HttpClients.threads() == 0);
    }

    @Test
    void shouldKeepJobsAndSettingsApart() {
        try (SharedLookupClient<Question, Answer> one = acquire("job 1", 8080, 0, 1);
                SharedLookupClient<Question, Answer> two = acquire("job 2", 8080, 0, 1);
                SharedLookupClient<Question, Answer> three = acquire("job 1", 8081, 0, 1)) {
            assertThat(List.of(one, two, three)).allMatch(client -> clients(client) == 3);
        }
        assertThat(HttpClients.live()).isZero();
    }

    @Test
    void shouldHandTheReportingOnWhenTheReporterLeaves() {
        SharedLookupClient<Question, Answer> first = acquire("job", 8080, 0, 2);
        SharedLookupClient<Question, Answer> second = acquire("job", 8080, 1, 2);

        first.close();

        assertThat(clients(first)).isZero();
        assertThat(clients(second)).isEqualTo(1);
        second.close();
    }

    /** Else a rate over the new reporter's series would count again all that the old one had counted. */
    @Test
    void shouldGoOnCountingFromWhereTheLastReporterStopped() {
        SharedLookupClient<Question, Answer> first = acquire("job", 8080, 0, 3);
        SharedLookupClient<Question, Answer> second = acquire("job", 8080, 1, 3);
        SharedLookupClient<Question, Answer> third = acquire("job", 8080, 2, 3);
        first.warm(taker -> taker.take(BERGHAIN, PAST, Duration.ZERO));
        List<SharedLookupClient<Question, Answer>> all = List.of(first, second, third);

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
        SharedLookupClient<Question, Answer> first = acquire("job", 8080, 0, 2);
        SharedLookupClient<Question, Answer> second = acquire("job", 8080, 1, 2);
        first.warm(taker -> taker.take(BERGHAIN, PAST, Duration.ZERO));

        hit(second, 4);
        second.close();
        hit(first, 1);

        assertThat(hits(List.of(first, second))).containsExactly(5, 0);
        first.close();
    }

    private static void hit(SharedLookupClient<Question, Answer> client, int times) {
        for (int i = 0; i < times; i++) {
            assertThat(client.known(BERGHAIN)).isNotNull();
        }
    }

    private static List<Integer> hits(List<SharedLookupClient<Question, Answer>> clients) {
        return clients.stream()
                .map(client -> (int) client.reported().answers().cacheHits())
                .toList();
    }

    /** One file and four subtasks: three of them end at once, and must not take three quarters of the limits along. */
    @Test
    void shouldLeaveThePartOfASubtaskThatHasEndedToTheOthersHere() {
        List<SharedLookupClient<Question, Answer>> subtasks =
                IntStream.range(0, 4).mapToObj(i -> acquire("job", 8080, i, 4)).toList();
        for (SharedLookupClient<Question, Answer> each : subtasks.subList(1, 4)) {
            each.end();
            each.close();
        }

        assertThat(subtasks.get(0).reported().state().ratePerSecond()).isEqualTo(RATE);
        assertThat(subtasks.get(0).reported().state().concurrencyLimit()).isEqualTo(40);
        subtasks.get(0).close();
    }

    /** One that had nothing to do may have come and gone before the next is there. */
    @Test
    void shouldLeaveThePartOfASubtaskThatHasEndedToOneThatComesLater() {
        SharedLookupClient<Question, Answer> first = acquire("job", 8080, 0, 2);
        first.end();
        first.close();

        try (SharedLookupClient<Question, Answer> second = acquire("job", 8080, 1, 2)) {
            assertThat(second.reported().state().ratePerSecond()).isEqualTo(RATE);
        }
    }

    /** It goes on somewhere else, with its part. */
    @Test
    void shouldTakeThePartAlongOfASubtaskThatHasNotEnded() {
        SharedLookupClient<Question, Answer> first = acquire("job", 8080, 0, 2);
        SharedLookupClient<Question, Answer> second = acquire("job", 8080, 1, 2);

        first.close();

        assertThat(second.reported().state().ratePerSecond()).isEqualTo(RATE / 2);
        second.close();
    }

    /** When a job starts again, subtasks that had ended here may be elsewhere. */
    @Test
    void shouldForgetPartsWhenTheJobStartsAgain() {
        SharedLookupClient<Question, Answer> first = acquire("job", 8080, 0, 2);
        SharedLookupClient<Question, Answer> second = acquire("job", 8080, 1, 2);
        first.end();
        first.close();
        second.close();

        try (SharedLookupClient<Question, Answer> again = acquire("job", 8080, 1, 2)) {
            assertThat(again.reported().state().ratePerSecond()).isEqualTo(RATE / 2);
        }
    }

    /** Two of four had ended here; of two, this one has half. */
    @Test
    void shouldForgetPartsOfAnotherParallelism() {
        SharedLookupClient<Question, Answer> first = acquire("job", 8080, 0, 4);
        SharedLookupClient<Question, Answer> second = acquire("job", 8080, 1, 4);
        first.end();
        first.close();
        second.end();
        second.close();

        try (SharedLookupClient<Question, Answer> rescaled = acquire("job", 8080, 0, 2)) {
            assertThat(rescaled.reported().state().ratePerSecond()).isEqualTo(RATE / 2);
        }
    }

    /** All that was here had ended; in the next attempt of the job it may be elsewhere. */
    @Test
    void shouldForgetPartsInTheNextAttempt() {
        SharedLookupClient<Question, Answer> first = acquire("job", 8080, 0, 2);
        first.end();
        first.close();

        try (SharedLookupClient<Question, Answer> again =
                acquire(new SharedLookupClient.Subtask("job", 1, 2, 1), URI.create("http://127.0.0.1:8080"))) {
            assertThat(again.reported().state().ratePerSecond()).isEqualTo(RATE / 2);
        }
    }

    /** A subtask that begins again after its end has one part, not two. */
    @Test
    void shouldCountASubtaskThatComesAgainOnce() {
        SharedLookupClient<Question, Answer> first = acquire("job", 8080, 0, 4);
        SharedLookupClient<Question, Answer> second = acquire("job", 8080, 1, 4);
        first.end();
        first.close();

        try (SharedLookupClient<Question, Answer> again = acquire("job", 8080, 0, 4)) {
            assertThat(again.reports()).isFalse();
            assertThat(second.reported().state().ratePerSecond()).isEqualTo(RATE / 2);
        }
        second.close();
    }

    @Test
    void shouldCloseOnceHoweverOftenItIsClosed() {
        SharedLookupClient<Question, Answer> first = acquire("job", 8080, 0, 2);
        SharedLookupClient<Question, Answer> second = acquire("job", 8080, 1, 2);

        first.close();
        first.close();

        assertThat(HttpClients.live()).isEqualTo(1);
        second.close();
        assertThat(HttpClients.live()).isZero();
    }

    @Test
    void shouldReadPastAnswersOnceForAllSubtasks() {
        List<String> readings = new ArrayList<>();
        try (SharedLookupClient<Question, Answer> first = acquire("job", 8080, 0, 2);
                SharedLookupClient<Question, Answer> second = acquire("job", 8080, 1, 2)) {
            first.warm(taker -> {
                readings.add("first");
                taker.take(BERGHAIN, PAST, Duration.ZERO);
            });
            second.warm(taker -> readings.add("second"));

            assertThat(readings).containsExactly("first");
            assertThat(second.known(BERGHAIN)).isEqualTo(Answer.FORM.remembered(PAST));
            assertThat(first.reported().state().cacheSize()).isEqualTo(1);
            assertThat(first.reported().state().cacheBytes()).isPositive();
        }
    }

    /** What the one that reports says of all. */
    private static int clients(SharedLookupClient<Question, Answer> client) {
        return client.reports() ? HttpClients.live() : 0;
    }

    private static SharedLookupClient<Question, Answer> acquire(String job, int port, int index, int parallelism) {
        return acquire(
                new SharedLookupClient.Subtask(job, index, parallelism, 0), URI.create("http://127.0.0.1:" + port));
    }

    private static SharedLookupClient<Question, Answer> acquire(SharedLookupClient.Subtask subtask, URI url) {
        return SharedLookupClient.acquire(
                subtask, new SharedLookupClient.Recipe<>(url, () -> LookupClient.of(new PlacesEndpoint(), url)
                        .options(options -> options.maxInFlight(10)
                                .ratePerSecond(RATE)
                                .adaptiveConcurrency(false)
                                .ttl(Duration.ofHours(1)))
                        .answers(Answer.FORM)));
    }
}

package dev.venues.geo;

import dev.venues.codec.Located;
import dev.venues.codec.Located.Via;
import dev.venues.codec.PastAnswers.Reception;
import dev.venues.model.FailureKind;
import dev.venues.model.GeoAnswer;
import dev.venues.model.VenueQuery;
import org.junit.jupiter.api.Test;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

import static org.assertj.core.api.Assertions.assertThat;

class CachingGeoClientTest {

    private static final VenueQuery BERGHAIN = new VenueQuery("Berghain", "Berlin", "DE");

    private static final Located PAST = new Located(new GeoAnswer.Found(FakeGeoClient.BERGHAIN), "fake", Via.API);
    private static final Located NOT_FOUND = new Located(new GeoAnswer.NotFound(), "fake", Via.API);

    private final FakeGeoClient api = new FakeGeoClient();
    private final GeoStats stats = new GeoStats();
    private final VirtualTimer timer = new VirtualTimer();
    private double random;

    @Test
    void shouldAskOnceAndAnswerFromTheCacheThen() {
        CachingGeoClient client = client(100);

        assertThat(now(client.locate(BERGHAIN).toCompletableFuture()).via()).isEqualTo(Via.API);
        assertThat(now(client.locate(new VenueQuery(" BERGHAIN", "berlin", "de"))
                                .toCompletableFuture())
                        .via())
                .isEqualTo(Via.CACHE);

        assertThat(api.calls()).isEqualTo(1);
        assertStats(1, 1, 0);
        assertThat(client.size()).isEqualTo(1);
    }

    @Test
    void shouldMakeOneRequestForAThousandSimultaneousLookups() throws Exception {
        api.hold();
        CachingGeoClient client = client(100);
        int threads = 8;
        ExecutorService askers = Executors.newFixedThreadPool(threads);
        CountDownLatch start = new CountDownLatch(1);
        List<Future<List<CompletableFuture<Located>>>> asked = new ArrayList<>();
        for (int i = 0; i < threads; i++) {
            asked.add(askers.submit(() -> {
                start.await();
                List<CompletableFuture<Located>> replies = new ArrayList<>();
                for (int j = 0; j < 125; j++) {
                    replies.add(client.locate(BERGHAIN).toCompletableFuture());
                }
                return replies;
            }));
        }

        start.countDown();
        List<CompletableFuture<Located>> replies = new ArrayList<>();
        for (Future<List<CompletableFuture<Located>>> part : asked) {
            replies.addAll(part.get(10, TimeUnit.SECONDS));
        }
        askers.shutdown();
        api.release();

        assertThat(replies).hasSize(1_000).allMatch(CompletableFuture::isDone);
        assertThat(api.calls()).isEqualTo(1);
        assertThat(replies.stream().filter(reply -> now(reply).via() == Via.API))
                .hasSize(1);
        assertStats(0, 1, 999);
    }

    @Test
    void shouldKeepTheOthersWaitingWhenOneGivesUp() {
        api.hold();
        CachingGeoClient client = client(100);
        CompletableFuture<Located> first = client.locate(BERGHAIN).toCompletableFuture();
        CompletableFuture<Located> second = client.locate(BERGHAIN).toCompletableFuture();
        CompletableFuture<Located> third = client.locate(BERGHAIN).toCompletableFuture();

        first.cancel(true);
        second.completeExceptionally(new IllegalStateException("gave up"));
        api.release();

        assertThat(now(third).isFound()).isTrue();
        assertThat(now(client.locate(BERGHAIN).toCompletableFuture()).via()).isEqualTo(Via.CACHE);
        assertThat(api.calls()).isEqualTo(1);
    }

    @Test
    void shouldNotRememberFailures() {
        CachingGeoClient client = client(100);
        api.failNext(FailureKind.TRANSIENT, 1);

        assertThat(client.locate(BERGHAIN).toCompletableFuture()).isCompletedExceptionally();
        assertThat(now(client.locate(BERGHAIN).toCompletableFuture()).via()).isEqualTo(Via.API);

        assertThat(api.calls()).isEqualTo(2);
    }

    /** The cache logs a future that fails inside it, with a stack trace: a flood when the API is down. */
    @Test
    void shouldLogNothingWhenLookupsFail() {
        PrintStream err = System.err;
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        System.setErr(new PrintStream(printed, true));
        try {
            api.failNext(FailureKind.TRANSIENT, 100);
            CachingGeoClient client = client(100);
            for (int i = 0; i < 100; i++) {
                client.locate(new VenueQuery("venue " + i, null, null));
            }
        } finally {
            System.setErr(err);
        }

        assertThat(printed.toString()).isEmpty();
    }

    /** Whoever asks again from the callback of a failure must not be given that failure. */
    @Test
    void shouldAskAgainInsideTheCallbackOfAFailure() {
        CachingGeoClient client = client(100);
        api.failNext(FailureKind.TRANSIENT, 1);
        List<CompletableFuture<Located>> again = new ArrayList<>();

        client.locate(BERGHAIN)
                .whenComplete(
                        (located, failure) -> again.add(client.locate(BERGHAIN).toCompletableFuture()));

        assertThat(now(again.get(0)).via()).isEqualTo(Via.API);
        assertThat(api.calls()).isEqualTo(2);
    }

    /** A fault of ours with an answer: who waits must hear of it, and who comes later must not wait for ever. */
    @Test
    void shouldReplyWhenAnAnswerCannotBeRemembered() {
        CachingGeoClient.Conditions broken = new CachingGeoClient.Conditions(
                timer::now,
                () -> {
                    throw new IllegalStateException("no number is random");
                },
                timer,
                () -> false);
        GeoSettings.Cache settings = new GeoSettings.Cache(100, Duration.ofDays(1), Duration.ofDays(1));
        CachingGeoClient client = new CachingGeoClient(api, settings, broken, stats);

        for (int i = 1; i <= 2; i++) {
            assertThat(client.locate(BERGHAIN).toCompletableFuture()).isCompletedExceptionally();
            assertThat(api.calls()).isEqualTo(i);
        }
    }

    @Test
    void shouldForgetPlacesAfterTheirTimeToLiveEvenIfTheyAreRead() {
        CachingGeoClient client = client(100);
        client.locate(BERGHAIN);
        for (int hour = 1; hour < 10; hour++) {
            pass(Duration.ofHours(1));
            assertThat(now(client.locate(BERGHAIN).toCompletableFuture()).via()).isEqualTo(Via.CACHE);
        }

        pass(Duration.ofHours(1));

        assertThat(now(client.locate(BERGHAIN).toCompletableFuture()).via()).isEqualTo(Via.API);
    }

    @Test
    void shouldForgetSoonerWhatWasNotFound() {
        CachingGeoClient client = client(100);
        api.knowNothing();
        client.locate(BERGHAIN);

        pass(Duration.ofMinutes(59));
        assertThat(now(client.locate(BERGHAIN).toCompletableFuture()).via()).isEqualTo(Via.CACHE);

        pass(Duration.ofMinutes(1));
        assertThat(now(client.locate(BERGHAIN).toCompletableFuture()).via()).isEqualTo(Via.API);
    }

    @Test
    void shouldForgetUpToATenthSoonerSoThatWhatCameTogetherDoesNotGoTogether() {
        CachingGeoClient client = client(100);
        VenueQuery tresor = new VenueQuery("Tresor", "Berlin", "DE");
        random = 0.5;
        client.locate(BERGHAIN);
        random = 0.999_999;
        client.locate(tresor);

        pass(Duration.ofHours(9).plusSeconds(1));
        assertThat(client.known(tresor)).isNull();
        assertThat(client.known(BERGHAIN)).isNotNull();

        pass(Duration.ofMinutes(30));
        assertThat(client.known(BERGHAIN)).isNull();
    }

    @Test
    void shouldCountTheBytesOfWhatItRemembers() {
        CachingGeoClient client = client(100);
        api.hold();
        client.locate(BERGHAIN);
        assertThat(client.bytes()).isZero();

        api.release();
        assertThat(client.bytes()).isBetween(300L, 1_000L);

        pass(Duration.ofHours(10));
        client.locate(BERGHAIN);
        assertThat(client.bytes()).as("one went, one came").isBetween(300L, 1_000L);
    }

    // Answers from before the start

    @Test
    void shouldBeginWithAnswersFromBeforeTheStartAndCountTheirAge() {
        CachingGeoClient client = client(100);

        assertThat(client.remember(BERGHAIN, PAST, Duration.ofHours(4))).isEqualTo(Reception.TAKEN);

        assertThat(client.known(BERGHAIN)).isEqualTo(PAST.fromCache());
        pass(Duration.ofHours(6).minusSeconds(1));
        assertThat(client.known(BERGHAIN)).isNotNull();
        pass(Duration.ofSeconds(1));
        assertThat(client.known(BERGHAIN)).isNull();
        assertThat(api.calls()).isZero();
    }

    @Test
    void shouldNotTakeAnAnswerThatIsTooOldOrForWhichANewerOneIsThere() {
        CachingGeoClient client = client(100);
        VenueQuery tresor = new VenueQuery("Tresor", "Berlin", "DE");

        assertThat(client.remember(BERGHAIN, PAST, Duration.ofHours(10))).isEqualTo(Reception.PASSED_OVER);
        client.remember(tresor, PAST, Duration.ofHours(1));
        assertThat(client.remember(tresor, NOT_FOUND, Duration.ofMinutes(1))).isEqualTo(Reception.PASSED_OVER);

        assertThat(client.known(BERGHAIN)).isNull();
        assertThat(client.known(tresor)).isEqualTo(PAST.fromCache());
    }

    @Test
    void shouldForgetSoonerWhatWasNotFoundBeforeTheStart() {
        CachingGeoClient client = client(100);

        assertThat(client.remember(BERGHAIN, NOT_FOUND, Duration.ofMinutes(59))).isEqualTo(Reception.TAKEN);
        assertThat(client.remember(new VenueQuery("x", null, null), NOT_FOUND, Duration.ofHours(1)))
                .isEqualTo(Reception.PASSED_OVER);
    }

    @Test
    void shouldSayWhenThereIsNoRoomForMoreAnswers() {
        CachingGeoClient client = client(50);
        int taken = 0;
        while (client.remember(new VenueQuery("venue " + taken, null, null), PAST, Duration.ZERO) == Reception.TAKEN) {
            taken++;
        }

        assertThat(taken).isEqualTo(50);
        assertThat(client.size()).isEqualTo(50);
        assertThat(client.bytes()).isBetween(50 * 300L, 50 * 1_000L);
        for (int i = 0; i < taken; i++) {
            assertThat(client.known(new VenueQuery("venue " + i, null, null))).isNotNull();
        }
    }

    @Test
    void shouldTakeNothingFromBeforeTheStartWhenNothingMayBeKept() {
        CachingGeoClient client = client(new GeoSettings.Cache(100, Duration.ZERO, Duration.ZERO));

        assertThat(client.remember(BERGHAIN, PAST, Duration.ZERO)).isEqualTo(Reception.PASSED_OVER);
        assertThat(client(0).remember(BERGHAIN, PAST, Duration.ZERO)).isEqualTo(Reception.FULL);
    }

    // Bounds

    @Test
    void shouldStayWithinItsBytes() {
        CachingGeoClient client = client(new GeoSettings.Cache(
                1_000_000, 20_000, Duration.ofHours(10), Duration.ofHours(1), Duration.ZERO, 1, null));

        for (int i = 0; i < 10_000; i++) {
            client.locate(new VenueQuery("venue " + i, null, null));
        }

        assertThat(client.bytes()).isBetween(10_000L, 20_000L);
        assertThat(client.size()).isBetween(20L, 60L);
    }

    @Test
    void shouldStayWithinItsSize() {
        CachingGeoClient client = client(50);

        for (int i = 0; i < 10_000; i++) {
            client.locate(new VenueQuery("venue " + i, null, null));
        }

        assertThat(client.size()).isLessThanOrEqualTo(50);
    }

    @Test
    void shouldRememberNothingButStillShareLookupsWhenTurnedOff() {
        shareButForget(client(0));
    }

    @Test
    void shouldRememberNothingButStillShareLookupsWhenTheTermsForbidKeeping() {
        shareButForget(new CachingGeoClient(
                api, new GeoSettings.Cache(100, Duration.ZERO, Duration.ZERO), conditions(), stats));
    }

    private void shareButForget(CachingGeoClient client) {
        api.hold();
        CompletableFuture<Located> first = client.locate(BERGHAIN).toCompletableFuture();
        CompletableFuture<Located> second = client.locate(BERGHAIN).toCompletableFuture();
        api.release();
        assertThat(now(first).via()).isEqualTo(Via.API);
        assertThat(now(second).via()).isEqualTo(Via.CACHE);
        assertThat(api.calls()).isEqualTo(1);

        assertThat(now(client.locate(BERGHAIN).toCompletableFuture()).via()).isEqualTo(Via.API);
        assertThat(api.calls()).isEqualTo(2);
    }

    private CachingGeoClient client(long maxEntries) {
        return client(new GeoSettings.Cache(maxEntries, Duration.ofHours(10), Duration.ofHours(1)));
    }

    private CachingGeoClient client(GeoSettings.Cache settings) {
        return new CachingGeoClient(api, settings, conditions(), stats);
    }

    private CachingGeoClient.Conditions conditions() {
        return new CachingGeoClient.Conditions(timer::now, () -> random, timer, () -> false);
    }

    private void pass(Duration time) {
        timer.advance(time);
    }

    private void assertStats(long hits, long misses, long coalesced) {
        assertThat(stats.cacheHits()).isEqualTo(hits);
        assertThat(stats.cacheMisses()).isEqualTo(misses);
        assertThat(stats.coalesced()).isEqualTo(coalesced);
    }

    private static Located now(CompletableFuture<Located> reply) {
        assertThat(reply).isCompleted();
        return reply.join();
    }
}

package dev.venues.geo;

import com.sun.management.ThreadMXBean;
import dev.venues.codec.Located;
import dev.venues.codec.Located.Via;
import dev.venues.model.FailureKind;
import dev.venues.model.GeoFailure;
import dev.venues.model.VenueQuery;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

import static org.assertj.core.api.Assertions.assertThat;

/** stale-if-error and refresh-ahead. A place lives for ten hours here, and five more if the API cannot answer. */
class AnswersPastTheirTimeTest {

    private static final VenueQuery BERGHAIN = new VenueQuery("Berghain", "Berlin", "DE");
    private static final Duration TTL = Duration.ofHours(10);
    private static final Duration STALE = Duration.ofHours(5);
    private static final Duration MOMENT = Duration.ofSeconds(1);

    private final FakeGeoClient api = new FakeGeoClient();
    private final GeoStats stats = new GeoStats();
    private final VirtualTimer timer = new VirtualTimer();
    private double random;
    private boolean down;

    // Stale if error

    @ParameterizedTest
    @EnumSource(
            value = FailureKind.class,
            mode = Mode.EXCLUDE,
            names = {"FORBIDDEN", "REJECTED", "DENIED", "CLOSED"})
    void shouldGiveTheStaleAnswerWhenTheApiCannotAnswer(FailureKind kind) {
        CachingGeoClient client = withStale();
        client.locate(BERGHAIN);
        timer.advance(TTL);
        api.failNext(kind, 1);

        assertThat(client.known(BERGHAIN)).isNull();
        assertThat(now(client.locate(BERGHAIN)).via()).isEqualTo(Via.CACHE);

        assertStats(0, 2, 0);
        assertThat(stats.staleAnswers()).isEqualTo(1);
        assertThat(stats.refreshes()).isZero();
        assertThat(api.calls()).isEqualTo(2);
    }

    @ParameterizedTest
    @EnumSource(
            value = FailureKind.class,
            names = {"FORBIDDEN", "REJECTED", "DENIED", "CLOSED"})
    void shouldFailWhenTheApiRefuses(FailureKind kind) {
        CachingGeoClient client = withStale();
        client.locate(BERGHAIN);
        timer.advance(TTL);
        api.failNext(kind, 1);

        CompletableFuture<Located> reply = client.locate(BERGHAIN).toCompletableFuture();

        assertThat(reply.handle((located, failure) -> ((GeoFailure) failure).kind()))
                .isCompletedWithValue(kind);
        assertThat(stats.staleAnswers()).isZero();
    }

    @Test
    void shouldAskAgainForAStaleAnswerAndRememberTheNewOne() {
        CachingGeoClient client = withStale();
        client.locate(BERGHAIN);
        timer.advance(TTL);

        assertThat(now(client.locate(BERGHAIN)).via()).isEqualTo(Via.API);
        timer.advance(TTL.minus(MOMENT));
        assertThat(client.known(BERGHAIN).via()).isEqualTo(Via.CACHE);

        assertThat(api.calls()).isEqualTo(2);
        assertStats(1, 2, 0);
        assertThat(stats.staleAnswers()).isZero();
        assertThat(client.size()).isEqualTo(1);
    }

    @Test
    void shouldForgetAStaleAnswerWhenItsTimeIsUpToo() {
        CachingGeoClient client = withStale();
        client.locate(BERGHAIN);
        timer.advance(TTL.plus(STALE));
        api.failNext(FailureKind.TRANSIENT, 1);

        assertThat(client.locate(BERGHAIN).toCompletableFuture()).isCompletedExceptionally();
        assertThat(stats.staleAnswers()).isZero();
    }

    @Test
    void shouldFailAsEverWhenNothingMayBeStale() {
        CachingGeoClient client = client(Duration.ZERO, 1);
        client.locate(BERGHAIN);
        timer.advance(TTL);
        api.failNext(FailureKind.TRANSIENT, 1);

        assertThat(client.locate(BERGHAIN).toCompletableFuture()).isCompletedExceptionally();
    }

    @Test
    void shouldKeepNothingAsStaleThatMayNotBeKeptAtAll() {
        CachingGeoClient client = new CachingGeoClient(
                api,
                new GeoSettings.Cache(100, 1 << 20, Duration.ZERO, Duration.ZERO, STALE, 0.5, null),
                new CachingGeoClient.Conditions(timer::now, () -> random, timer, () -> down),
                stats);
        client.locate(BERGHAIN);
        api.failNext(FailureKind.TRANSIENT, 1);

        assertThat(client.locate(BERGHAIN).toCompletableFuture()).isCompletedExceptionally();
    }

    @Test
    void shouldMakeOneCallForAllWhoWaitForAStaleAnswersSuccessor() {
        CachingGeoClient client = withStale();
        client.locate(BERGHAIN);
        timer.advance(TTL);
        api.hold();

        List<CompletableFuture<Located>> replies = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            replies.add(client.locate(BERGHAIN).toCompletableFuture());
        }
        assertThat(replies).noneMatch(CompletableFuture::isDone);
        api.release();

        assertThat(replies.stream().map(reply -> reply.join().via()))
                .containsOnlyOnce(Via.API)
                .hasSize(10);
        assertThat(api.calls()).isEqualTo(2);
        assertStats(0, 2, 9);
    }

    /** A renewal may end between the look at the stale answer and the wish to renew it. */
    @Test
    void shouldMakeOneCallForEachStaleAnswerHoweverManyThreadsMeetIt() throws Exception {
        AtomicLong clock = new AtomicLong();
        CachingGeoClient client = new CachingGeoClient(
                api,
                new GeoSettings.Cache(10_000, 1 << 24, TTL, TTL, STALE, 1, null),
                new CachingGeoClient.Conditions(clock::get, () -> random, new DeafTimer(), () -> down),
                stats);
        List<VenueQuery> venues = venues(2_000);
        venues.forEach(client::locate);
        clock.addAndGet(TTL.toNanos());

        int threads = 4;
        ExecutorService askers = Executors.newFixedThreadPool(threads);
        List<Future<?>> asked = new ArrayList<>();
        for (int i = 0; i < threads; i++) {
            asked.add(askers.submit(() -> venues.forEach(client::locate)));
        }
        for (Future<?> part : asked) {
            part.get(30, TimeUnit.SECONDS);
        }
        askers.shutdown();

        assertThat(api.calls()).isEqualTo(2 * venues.size());
    }

    // Stale while the API is down

    @Test
    void shouldGiveTheStaleAnswerAtOnceWhileTheApiIsDown() {
        CachingGeoClient client = withStale();
        client.locate(BERGHAIN);
        timer.advance(TTL);
        api.hold();
        down = true;

        assertThat(now(client.locate(BERGHAIN)).via()).isEqualTo(Via.CACHE);
        assertThat(now(client.locate(BERGHAIN)).via()).isEqualTo(Via.CACHE);

        assertThat(stats.staleAnswers()).isEqualTo(2);
        assertStats(2, 1, 0);
    }

    /** Were nobody in line, no call would find out that the API is back. */
    @Test
    void shouldLeaveOneLookupInLineWhileTheApiIsDown() {
        CachingGeoClient client = withStale();
        client.locate(BERGHAIN);
        timer.advance(TTL);
        api.hold();
        down = true;
        client.locate(BERGHAIN);
        client.locate(BERGHAIN);

        assertThat(api.calls()).isEqualTo(2);
        assertThat(stats.refreshes()).isEqualTo(1);

        down = false;
        api.release();
        assertThat(client.known(BERGHAIN)).isNotNull();
        assertThat(api.calls()).isEqualTo(2);
    }

    @Test
    void shouldNotFillTheLineWhileTheApiIsDown() {
        CachingGeoClient client = withStale();
        List<VenueQuery> venues = venues(100);
        venues.forEach(client::locate);
        timer.advance(TTL);
        api.hold();
        down = true;

        venues.forEach(venue -> now(client.locate(venue)));

        assertThat(stats.staleAnswers()).isEqualTo(100);
        assertThat(api.calls()).isEqualTo(100 + SingleFlight.MAX_IN_BACKGROUND);
    }

    @Test
    void shouldNotWaitOnWhenTheApiGoesDownMeanwhile() {
        CachingGeoClient client = withStale();
        client.locate(BERGHAIN);
        timer.advance(TTL);
        api.hold();
        CompletableFuture<Located> reply = client.locate(BERGHAIN).toCompletableFuture();
        timer.advance(MOMENT);
        assertThat(reply).isNotDone();

        down = true;
        timer.advance(MOMENT);

        assertThat(reply.join().via()).isEqualTo(Via.CACHE);
        assertThat(stats.staleAnswers()).isEqualTo(1);
    }

    @Test
    void shouldWaitForTheApiWhenThereIsNoAnswerAtAll() {
        CachingGeoClient client = withStale();
        api.hold();
        down = true;

        CompletableFuture<Located> reply = client.locate(BERGHAIN).toCompletableFuture();
        timer.advance(MOMENT);

        assertThat(reply).isNotDone();
    }

    // Refresh ahead

    @Test
    void shouldAskForANewAnswerInTheBackgroundWhenOneInUseIsOld() {
        CachingGeoClient client = withRefresh();
        client.locate(BERGHAIN);
        timer.advance(Duration.ofHours(8).minus(MOMENT));
        assertThat(client.known(BERGHAIN)).isNotNull();
        assertThat(api.calls()).isEqualTo(1);

        timer.advance(MOMENT);
        api.hold();
        assertThat(client.known(BERGHAIN)).isNotNull();
        assertThat(client.known(BERGHAIN)).as("while it is refreshed").isNotNull();
        assertThat(now(client.locate(BERGHAIN)).via()).isEqualTo(Via.CACHE);
        api.release();

        assertThat(api.calls()).isEqualTo(2);
        assertThat(stats.refreshes()).isEqualTo(1);
        assertStats(4, 1, 0);
        timer.advance(Duration.ofHours(8).minus(MOMENT));
        assertThat(client.known(BERGHAIN)).as("the new answer").isNotNull();
        assertThat(api.calls()).isEqualTo(2);
    }

    @Test
    void shouldNeverRefreshWhatNobodyAsksFor() {
        CachingGeoClient client = withRefresh();
        client.locate(BERGHAIN);

        timer.advance(TTL.multipliedBy(3));

        assertThat(api.calls()).isEqualTo(1);
    }

    @Test
    void shouldRefreshAnAnswerOnceOnlyWhenThatFails() {
        CachingGeoClient client = withRefresh();
        client.locate(BERGHAIN);
        timer.advance(Duration.ofHours(9));
        api.failNext(FailureKind.REJECTED, 1);

        assertThat(client.known(BERGHAIN)).isNotNull();
        assertThat(client.known(BERGHAIN)).isNotNull();
        timer.advance(Duration.ofHours(1).minus(MOMENT));
        assertThat(client.known(BERGHAIN)).as("to its end").isNotNull();

        assertThat(api.calls()).isEqualTo(2);
        timer.advance(MOMENT);
        assertThat(client.known(BERGHAIN)).isNull();
    }

    @Test
    void shouldJoinTheRefreshWhenTheOldAnswersTimeIsUpMeanwhile() {
        CachingGeoClient client = withRefresh();
        client.locate(BERGHAIN);
        timer.advance(Duration.ofHours(9));
        api.hold();
        client.known(BERGHAIN);
        timer.advance(Duration.ofHours(1));

        CompletableFuture<Located> reply = client.locate(BERGHAIN).toCompletableFuture();
        assertThat(reply).isNotDone();
        api.release();

        assertThat(now(reply).via()).isEqualTo(Via.CACHE);
        assertThat(api.calls()).isEqualTo(2);
        assertStats(1, 1, 1);
    }

    @Test
    void shouldNotRefreshAllAtOnce() {
        CachingGeoClient client = withRefresh();
        List<VenueQuery> venues = venues(100);
        venues.forEach(client::locate);
        timer.advance(Duration.ofHours(9));
        api.hold();

        venues.forEach(client::known);
        assertThat(stats.refreshes()).isEqualTo(SingleFlight.MAX_IN_BACKGROUND);

        api.answerHeld();
        venues.forEach(client::known);
        assertThat(stats.refreshes()).isEqualTo(2 * SingleFlight.MAX_IN_BACKGROUND);
        assertThat(api.calls()).isEqualTo(100 + 2 * SingleFlight.MAX_IN_BACKGROUND);
    }

    @Test
    void shouldRefreshAtDifferentTimesWhatCameInTogether() {
        CachingGeoClient client = withRefresh();
        VenueQuery tresor = new VenueQuery("Tresor", "Berlin", "DE");
        client.locate(BERGHAIN);
        random = 0.999_999;
        client.locate(tresor);

        timer.advance(Duration.ofHours(7).plusMinutes(30));
        client.known(BERGHAIN);
        client.known(tresor);

        assertThat(stats.refreshes()).as("8 h and 7.2 h").isEqualTo(1);
    }

    @Test
    void shouldCountNoByteTwiceWhenAnAnswerReplacesAnother() {
        CachingGeoClient client = withRefresh();
        client.locate(BERGHAIN);
        long bytes = client.bytes();
        timer.advance(Duration.ofHours(9));

        client.known(BERGHAIN);

        assertThat(api.calls()).isEqualTo(2);
        assertThat(client.bytes()).isEqualTo(bytes);
    }

    // The hot path

    @Test
    void shouldNeitherAllocateNorReadAClockOfItsOwnForAHit() {
        AtomicLong clockReads = new AtomicLong();
        CachingGeoClient client = new CachingGeoClient(
                api,
                new GeoSettings.Cache(1_000, 1 << 20, TTL, TTL, STALE, 0.8, null),
                new CachingGeoClient.Conditions(
                        () -> {
                            clockReads.incrementAndGet();
                            return 0;
                        },
                        () -> random,
                        timer,
                        () -> down),
                stats);
        client.locate(BERGHAIN);
        int hits = 100_000;
        hit(client, hits);
        long readsBefore = clockReads.get();
        long bytesBefore = allocatedBytes();

        hit(client, hits);

        assertThat(allocatedBytes() - bytesBefore).isLessThan(hits);
        // The cache's own: one for each hit, and a few for its housekeeping.
        assertThat(clockReads.get() - readsBefore).isBetween((long) hits, hits + hits / 10L);
    }

    private static void hit(CachingGeoClient client, int times) {
        for (int i = 0; i < times; i++) {
            client.known(BERGHAIN);
        }
    }

    private static long allocatedBytes() {
        return ((ThreadMXBean) ManagementFactory.getThreadMXBean()).getCurrentThreadAllocatedBytes();
    }

    /** For those who do not look again. */
    private static final class DeafTimer implements NanoTimer {

        @Override
        public long now() {
            return 0;
        }

        @Override
        public void schedule(Runnable task, long delayNanos) {}
    }

    private CachingGeoClient withStale() {
        return client(STALE, 1);
    }

    private CachingGeoClient withRefresh() {
        return client(Duration.ZERO, 0.8);
    }

    private CachingGeoClient client(Duration staleIfError, double refreshAhead) {
        return new CachingGeoClient(
                api,
                new GeoSettings.Cache(1_000, 1 << 20, TTL, Duration.ofHours(1), staleIfError, refreshAhead, null),
                new CachingGeoClient.Conditions(timer::now, () -> random, timer, () -> down),
                stats);
    }

    private static List<VenueQuery> venues(int count) {
        List<VenueQuery> venues = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            venues.add(new VenueQuery("venue " + i, null, null));
        }
        return venues;
    }

    private void assertStats(long hits, long misses, long coalesced) {
        assertThat(stats.cacheHits()).isEqualTo(hits);
        assertThat(stats.cacheMisses()).isEqualTo(misses);
        assertThat(stats.coalesced()).isEqualTo(coalesced);
    }

    private static Located now(CompletionStage<Located> reply) {
        assertThat(reply.toCompletableFuture()).isCompleted();
        return reply.toCompletableFuture().join();
    }
}

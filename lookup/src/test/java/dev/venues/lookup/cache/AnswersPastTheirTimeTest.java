package dev.venues.lookup.cache;

import com.sun.management.ThreadMXBean;
import dev.venues.lookup.FailureKind;
import dev.venues.lookup.LookupCounters;
import dev.venues.lookup.LookupFailure;
import dev.venues.lookup.LookupOptions;
import dev.venues.lookup.NanoTimer;
import dev.venues.lookup.testing.Answer;
import dev.venues.lookup.testing.Answer.Via;
import dev.venues.lookup.testing.FakeLookup;
import dev.venues.lookup.testing.Question;
import dev.venues.lookup.testing.VirtualTimer;
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

    private static final Question BERGHAIN = new Question("Berghain", "Berlin", "DE");
    private static final Duration TTL = Duration.ofHours(10);
    private static final Duration STALE = Duration.ofHours(5);
    private static final Duration MOMENT = Duration.ofSeconds(1);

    private final FakeLookup<Question, Answer> api = new FakeLookup<>(Answer.FOUND, Answer.NOT_FOUND);
    private final LookupCounters stats = new LookupCounters();
    private final VirtualTimer timer = new VirtualTimer();
    private double random;
    private boolean down;

    // Stale if error

    @ParameterizedTest
    @EnumSource(
            value = FailureKind.class,
            mode = Mode.EXCLUDE,
            names = {
                "FORBIDDEN",
                "REJECTED",
                "UNUSABLE",
                "NO_SUCH_RESOURCE",
                "DENIED",
                "MISCONFIGURED",
                "CLOSED",
                "BROKEN"
            })
    void shouldGiveTheStaleAnswerWhenTheApiCannotAnswer(FailureKind kind) {
        CachingLookup<Question, Answer> client = withStale();
        client.lookUp(BERGHAIN);
        timer.advance(TTL);
        api.failNext(kind, 1);

        assertThat(client.known(BERGHAIN)).isNull();
        assertThat(now(client.lookUp(BERGHAIN)).via()).isEqualTo(Via.CACHE);

        assertStats(0, 2, 0);
        assertThat(stats.staleAnswers()).isEqualTo(1);
        assertThat(stats.refreshes()).isZero();
        assertThat(api.calls()).isEqualTo(2);
    }

    @ParameterizedTest
    @EnumSource(
            value = FailureKind.class,
            names = {
                "FORBIDDEN",
                "REJECTED",
                "UNUSABLE",
                "NO_SUCH_RESOURCE",
                "DENIED",
                "MISCONFIGURED",
                "CLOSED",
                "BROKEN"
            })
    void shouldFailWhenTheApiRefuses(FailureKind kind) {
        CachingLookup<Question, Answer> client = withStale();
        client.lookUp(BERGHAIN);
        timer.advance(TTL);
        api.failNext(kind, 1);

        CompletableFuture<Answer> reply = client.lookUp(BERGHAIN).toCompletableFuture();

        assertThat(reply.handle((located, failure) -> ((LookupFailure) failure).kind()))
                .isCompletedWithValue(kind);
        assertThat(stats.staleAnswers()).isZero();
    }

    @Test
    void shouldAskAgainForAStaleAnswerAndRememberTheNewOne() {
        CachingLookup<Question, Answer> client = withStale();
        client.lookUp(BERGHAIN);
        timer.advance(TTL);

        assertThat(now(client.lookUp(BERGHAIN)).via()).isEqualTo(Via.API);
        timer.advance(TTL.minus(MOMENT));
        assertThat(client.known(BERGHAIN).via()).isEqualTo(Via.CACHE);

        assertThat(api.calls()).isEqualTo(2);
        assertStats(1, 2, 0);
        assertThat(stats.staleAnswers()).isZero();
        assertThat(client.size()).isEqualTo(1);
    }

    @Test
    void shouldForgetAStaleAnswerWhenItsTimeIsUpToo() {
        CachingLookup<Question, Answer> client = withStale();
        client.lookUp(BERGHAIN);
        timer.advance(TTL.plus(STALE));
        api.failNext(FailureKind.TRANSIENT, 1);

        assertThat(client.lookUp(BERGHAIN).toCompletableFuture()).isCompletedExceptionally();
        assertThat(stats.staleAnswers()).isZero();
    }

    @Test
    void shouldFailAsEverWhenNothingMayBeStale() {
        CachingLookup<Question, Answer> client = client(Duration.ZERO, 1);
        client.lookUp(BERGHAIN);
        timer.advance(TTL);
        api.failNext(FailureKind.TRANSIENT, 1);

        assertThat(client.lookUp(BERGHAIN).toCompletableFuture()).isCompletedExceptionally();
    }

    @Test
    void shouldKeepNothingAsStaleThatMayNotBeKeptAtAll() {
        CachingLookup<Question, Answer> client = new CachingLookup<>(
                new CachingLookup.Questions<>(api, Question::key, Answer.FORM),
                LookupOptions.builder()
                        .maxEntries(100)
                        .maxBytes(1 << 20)
                        .ttl(Duration.ZERO)
                        .notFoundTtl(Duration.ZERO)
                        .staleIfError(STALE)
                        .refreshAhead(0.5)
                        .build()
                        .cache(),
                new CachingLookup.Conditions(timer::now, () -> random, timer, () -> down),
                stats);
        client.lookUp(BERGHAIN);
        api.failNext(FailureKind.TRANSIENT, 1);

        assertThat(client.lookUp(BERGHAIN).toCompletableFuture()).isCompletedExceptionally();
    }

    @Test
    void shouldMakeOneCallForAllWhoWaitForAStaleAnswersSuccessor() {
        CachingLookup<Question, Answer> client = withStale();
        client.lookUp(BERGHAIN);
        timer.advance(TTL);
        api.hold();

        List<CompletableFuture<Answer>> replies = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            replies.add(client.lookUp(BERGHAIN).toCompletableFuture());
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
        CachingLookup<Question, Answer> client = new CachingLookup<>(
                new CachingLookup.Questions<>(api, Question::key, Answer.FORM),
                LookupOptions.builder()
                        .maxEntries(10_000)
                        .maxBytes(1 << 24)
                        .ttl(TTL)
                        .notFoundTtl(TTL)
                        .staleIfError(STALE)
                        .refreshAhead(1)
                        .build()
                        .cache(),
                new CachingLookup.Conditions(clock::get, () -> random, new DeafTimer(), () -> down),
                stats);
        List<Question> venues = venues(2_000);
        venues.forEach(client::lookUp);
        clock.addAndGet(TTL.toNanos());

        int threads = 4;
        ExecutorService askers = Executors.newFixedThreadPool(threads);
        List<Future<?>> asked = new ArrayList<>();
        for (int i = 0; i < threads; i++) {
            asked.add(askers.submit(() -> venues.forEach(client::lookUp)));
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
        CachingLookup<Question, Answer> client = withStale();
        client.lookUp(BERGHAIN);
        timer.advance(TTL);
        api.hold();
        down = true;

        assertThat(now(client.lookUp(BERGHAIN)).via()).isEqualTo(Via.CACHE);
        assertThat(now(client.lookUp(BERGHAIN)).via()).isEqualTo(Via.CACHE);

        assertThat(stats.staleAnswers()).isEqualTo(2);
        assertStats(2, 1, 0);
    }

    /** Were nobody in line, no call would find out that the API is back. */
    @Test
    void shouldLeaveOneLookupInLineWhileTheApiIsDown() {
        CachingLookup<Question, Answer> client = withStale();
        client.lookUp(BERGHAIN);
        timer.advance(TTL);
        api.hold();
        down = true;
        client.lookUp(BERGHAIN);
        client.lookUp(BERGHAIN);

        assertThat(api.calls()).isEqualTo(2);
        assertThat(stats.refreshes()).isEqualTo(1);

        down = false;
        api.release();
        assertThat(client.known(BERGHAIN)).isNotNull();
        assertThat(api.calls()).isEqualTo(2);
    }

    @Test
    void shouldNotFillTheLineWhileTheApiIsDown() {
        CachingLookup<Question, Answer> client = withStale();
        List<Question> venues = venues(100);
        venues.forEach(client::lookUp);
        timer.advance(TTL);
        api.hold();
        down = true;

        venues.forEach(venue -> now(client.lookUp(venue)));

        assertThat(stats.staleAnswers()).isEqualTo(100);
        assertThat(api.calls()).isEqualTo(100 + SingleFlight.MAX_IN_BACKGROUND);
    }

    @Test
    void shouldNotWaitOnWhenTheApiGoesDownMeanwhile() {
        CachingLookup<Question, Answer> client = withStale();
        client.lookUp(BERGHAIN);
        timer.advance(TTL);
        api.hold();
        CompletableFuture<Answer> reply = client.lookUp(BERGHAIN).toCompletableFuture();
        timer.advance(MOMENT);
        assertThat(reply).isNotDone();

        down = true;
        timer.advance(MOMENT);

        assertThat(reply.join().via()).isEqualTo(Via.CACHE);
        assertThat(stats.staleAnswers()).isEqualTo(1);
    }

    @Test
    void shouldWaitForTheApiWhenThereIsNoAnswerAtAll() {
        CachingLookup<Question, Answer> client = withStale();
        api.hold();
        down = true;

        CompletableFuture<Answer> reply = client.lookUp(BERGHAIN).toCompletableFuture();
        timer.advance(MOMENT);

        assertThat(reply).isNotDone();
    }

    // Refresh ahead

    @Test
    void shouldAskForANewAnswerInTheBackgroundWhenOneInUseIsOld() {
        CachingLookup<Question, Answer> client = withRefresh();
        client.lookUp(BERGHAIN);
        timer.advance(Duration.ofHours(8).minus(MOMENT));
        assertThat(client.known(BERGHAIN)).isNotNull();
        assertThat(api.calls()).isEqualTo(1);

        timer.advance(MOMENT);
        api.hold();
        assertThat(client.known(BERGHAIN)).isNotNull();
        assertThat(client.known(BERGHAIN)).as("while it is refreshed").isNotNull();
        assertThat(now(client.lookUp(BERGHAIN)).via()).isEqualTo(Via.CACHE);
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
        CachingLookup<Question, Answer> client = withRefresh();
        client.lookUp(BERGHAIN);

        timer.advance(TTL.multipliedBy(3));

        assertThat(api.calls()).isEqualTo(1);
    }

    @Test
    void shouldRefreshAnAnswerOnceOnlyWhenThatFails() {
        CachingLookup<Question, Answer> client = withRefresh();
        client.lookUp(BERGHAIN);
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
        CachingLookup<Question, Answer> client = withRefresh();
        client.lookUp(BERGHAIN);
        timer.advance(Duration.ofHours(9));
        api.hold();
        client.known(BERGHAIN);
        timer.advance(Duration.ofHours(1));

        CompletableFuture<Answer> reply = client.lookUp(BERGHAIN).toCompletableFuture();
        assertThat(reply).isNotDone();
        api.release();

        assertThat(now(reply).via()).isEqualTo(Via.CACHE);
        assertThat(api.calls()).isEqualTo(2);
        assertStats(1, 1, 1);
    }

    @Test
    void shouldNotRefreshAllAtOnce() {
        CachingLookup<Question, Answer> client = withRefresh();
        List<Question> venues = venues(100);
        venues.forEach(client::lookUp);
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
        CachingLookup<Question, Answer> client = withRefresh();
        Question tresor = new Question("Tresor", "Berlin", "DE");
        client.lookUp(BERGHAIN);
        random = 0.999_999;
        client.lookUp(tresor);

        timer.advance(Duration.ofHours(7).plusMinutes(30));
        client.known(BERGHAIN);
        client.known(tresor);

        assertThat(stats.refreshes()).as("8 h and 7.2 h").isEqualTo(1);
    }

    @Test
    void shouldCountNoByteTwiceWhenAnAnswerReplacesAnother() {
        CachingLookup<Question, Answer> client = withRefresh();
        client.lookUp(BERGHAIN);
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
        CachingLookup<Question, Answer> client = new CachingLookup<>(
                new CachingLookup.Questions<>(api, Question::key, Answer.FORM),
                LookupOptions.builder()
                        .maxEntries(1_000)
                        .maxBytes(1 << 20)
                        .ttl(TTL)
                        .notFoundTtl(TTL)
                        .staleIfError(STALE)
                        .refreshAhead(0.8)
                        .build()
                        .cache(),
                new CachingLookup.Conditions(
                        () -> {
                            clockReads.incrementAndGet();
                            return 0;
                        },
                        () -> random,
                        timer,
                        () -> down),
                stats);
        client.lookUp(BERGHAIN);
        int hits = 100_000;
        hit(client, hits);
        long readsBefore = clockReads.get();
        long bytesBefore = allocatedBytes();

        hit(client, hits);

        assertThat(allocatedBytes() - bytesBefore).isLessThan(hits);
        // The cache's own: one for each hit, and a few for its housekeeping.
        assertThat(clockReads.get() - readsBefore).isBetween((long) hits, hits + hits / 10L);
    }

    private static void hit(CachingLookup<Question, Answer> client, int times) {
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

    private CachingLookup<Question, Answer> withStale() {
        return client(STALE, 1);
    }

    private CachingLookup<Question, Answer> withRefresh() {
        return client(Duration.ZERO, 0.8);
    }

    private CachingLookup<Question, Answer> client(Duration staleIfError, double refreshAhead) {
        return new CachingLookup<>(
                new CachingLookup.Questions<>(api, Question::key, Answer.FORM),
                LookupOptions.builder()
                        .maxEntries(1_000)
                        .maxBytes(1 << 20)
                        .ttl(TTL)
                        .notFoundTtl(Duration.ofHours(1))
                        .staleIfError(staleIfError)
                        .refreshAhead(refreshAhead)
                        .build()
                        .cache(),
                new CachingLookup.Conditions(timer::now, () -> random, timer, () -> down),
                stats);
    }

    private static List<Question> venues(int count) {
        List<Question> venues = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            venues.add(new Question("venue " + i, null, null));
        }
        return venues;
    }

    private void assertStats(long hits, long misses, long coalesced) {
        assertThat(stats.cacheHits()).isEqualTo(hits);
        assertThat(stats.cacheMisses()).isEqualTo(misses);
        assertThat(stats.coalesced()).isEqualTo(coalesced);
    }

    private static Answer now(CompletionStage<Answer> reply) {
        assertThat(reply.toCompletableFuture()).isCompleted();
        return reply.toCompletableFuture().join();
    }
}

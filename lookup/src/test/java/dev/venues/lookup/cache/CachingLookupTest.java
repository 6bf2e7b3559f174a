package dev.venues.lookup.cache;

import dev.venues.lookup.FailureKind;
import dev.venues.lookup.LookupCounters;
import dev.venues.lookup.LookupOptions;
import dev.venues.lookup.cache.PastAnswers.Reception;
import dev.venues.lookup.testing.Answer;
import dev.venues.lookup.testing.Answer.Via;
import dev.venues.lookup.testing.FakeLookup;
import dev.venues.lookup.testing.Question;
import dev.venues.lookup.testing.VirtualTimer;
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

class CachingLookupTest {

    private static final Question BERGHAIN = new Question("Berghain", "Berlin", "DE");

    private static final Answer PAST = Answer.FOUND;
    private static final Answer NOT_FOUND = Answer.NOT_FOUND;

    private final FakeLookup<Question, Answer> api = new FakeLookup<>(Answer.FOUND, Answer.NOT_FOUND);
    private final LookupCounters stats = new LookupCounters();
    private final VirtualTimer timer = new VirtualTimer();
    private double random;

    @Test
    void shouldAskOnceAndAnswerFromTheCacheThen() {
        CachingLookup<Question, Answer> client = client(100);

        assertThat(now(client.lookUp(BERGHAIN).toCompletableFuture()).via()).isEqualTo(Via.API);
        assertThat(now(client.lookUp(new Question(" BERGHAIN", "berlin", "de")).toCompletableFuture())
                        .via())
                .isEqualTo(Via.CACHE);

        assertThat(api.calls()).isEqualTo(1);
        assertStats(1, 1, 0);
        assertThat(client.size()).isEqualTo(1);
    }

    @Test
    void shouldMakeOneRequestForAThousandSimultaneousLookups() throws Exception {
        api.hold();
        CachingLookup<Question, Answer> client = client(100);
        int threads = 8;
        ExecutorService askers = Executors.newFixedThreadPool(threads);
        CountDownLatch start = new CountDownLatch(1);
        List<Future<List<CompletableFuture<Answer>>>> asked = new ArrayList<>();
        for (int i = 0; i < threads; i++) {
            asked.add(askers.submit(() -> {
                start.await();
                List<CompletableFuture<Answer>> replies = new ArrayList<>();
                for (int j = 0; j < 125; j++) {
                    replies.add(client.lookUp(BERGHAIN).toCompletableFuture());
                }
                return replies;
            }));
        }

        start.countDown();
        List<CompletableFuture<Answer>> replies = new ArrayList<>();
        for (Future<List<CompletableFuture<Answer>>> part : asked) {
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
        CachingLookup<Question, Answer> client = client(100);
        CompletableFuture<Answer> first = client.lookUp(BERGHAIN).toCompletableFuture();
        CompletableFuture<Answer> second = client.lookUp(BERGHAIN).toCompletableFuture();
        CompletableFuture<Answer> third = client.lookUp(BERGHAIN).toCompletableFuture();

        first.cancel(true);
        second.completeExceptionally(new IllegalStateException("gave up"));
        api.release();

        assertThat(now(third).isFound()).isTrue();
        assertThat(now(client.lookUp(BERGHAIN).toCompletableFuture()).via()).isEqualTo(Via.CACHE);
        assertThat(api.calls()).isEqualTo(1);
    }

    @Test
    void shouldNotRememberFailures() {
        CachingLookup<Question, Answer> client = client(100);
        api.failNext(FailureKind.TRANSIENT, 1);

        assertThat(client.lookUp(BERGHAIN).toCompletableFuture()).isCompletedExceptionally();
        assertThat(now(client.lookUp(BERGHAIN).toCompletableFuture()).via()).isEqualTo(Via.API);

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
            CachingLookup<Question, Answer> client = client(100);
            for (int i = 0; i < 100; i++) {
                client.lookUp(new Question("venue " + i, null, null));
            }
        } finally {
            System.setErr(err);
        }

        assertThat(printed.toString()).isEmpty();
    }

    /** Whoever asks again from the callback of a failure must not be given that failure. */
    @Test
    void shouldAskAgainInsideTheCallbackOfAFailure() {
        CachingLookup<Question, Answer> client = client(100);
        api.failNext(FailureKind.TRANSIENT, 1);
        List<CompletableFuture<Answer>> again = new ArrayList<>();

        client.lookUp(BERGHAIN)
                .whenComplete(
                        (located, failure) -> again.add(client.lookUp(BERGHAIN).toCompletableFuture()));

        assertThat(now(again.get(0)).via()).isEqualTo(Via.API);
        assertThat(api.calls()).isEqualTo(2);
    }

    /** A fault of ours with an answer: who waits must hear of it, and who comes later must not wait for ever. */
    @Test
    void shouldReplyWhenAnAnswerCannotBeRemembered() {
        CachingLookup.Conditions broken = new CachingLookup.Conditions(
                timer::now,
                () -> {
                    throw new IllegalStateException("no number is random");
                },
                timer,
                () -> false);
        LookupOptions.Cache settings = LookupOptions.builder()
                .maxEntries(100)
                .ttl(Duration.ofDays(1))
                .notFoundTtl(Duration.ofDays(1))
                .build()
                .cache();
        CachingLookup<Question, Answer> client = new CachingLookup<>(
                new CachingLookup.Questions<>(api, Question::key, Answer.FORM), settings, broken, stats);

        for (int i = 1; i <= 2; i++) {
            assertThat(client.lookUp(BERGHAIN).toCompletableFuture()).isCompletedExceptionally();
            assertThat(api.calls()).isEqualTo(i);
        }
    }

    @Test
    void shouldForgetPlacesAfterTheirTimeToLiveEvenIfTheyAreRead() {
        CachingLookup<Question, Answer> client = client(100);
        client.lookUp(BERGHAIN);
        for (int hour = 1; hour < 10; hour++) {
            pass(Duration.ofHours(1));
            assertThat(now(client.lookUp(BERGHAIN).toCompletableFuture()).via()).isEqualTo(Via.CACHE);
        }

        pass(Duration.ofHours(1));

        assertThat(now(client.lookUp(BERGHAIN).toCompletableFuture()).via()).isEqualTo(Via.API);
    }

    @Test
    void shouldForgetSoonerWhatWasNotFound() {
        CachingLookup<Question, Answer> client = client(100);
        api.knowNothing();
        client.lookUp(BERGHAIN);

        pass(Duration.ofMinutes(59));
        assertThat(now(client.lookUp(BERGHAIN).toCompletableFuture()).via()).isEqualTo(Via.CACHE);

        pass(Duration.ofMinutes(1));
        assertThat(now(client.lookUp(BERGHAIN).toCompletableFuture()).via()).isEqualTo(Via.API);
    }

    @Test
    void shouldForgetUpToATenthSoonerSoThatWhatCameTogetherDoesNotGoTogether() {
        CachingLookup<Question, Answer> client = client(100);
        Question tresor = new Question("Tresor", "Berlin", "DE");
        random = 0.5;
        client.lookUp(BERGHAIN);
        random = 0.999_999;
        client.lookUp(tresor);

        pass(Duration.ofHours(9).plusSeconds(1));
        assertThat(client.known(tresor)).isNull();
        assertThat(client.known(BERGHAIN)).isNotNull();

        pass(Duration.ofMinutes(30));
        assertThat(client.known(BERGHAIN)).isNull();
    }

    @Test
    void shouldCountTheBytesOfWhatItRemembers() {
        CachingLookup<Question, Answer> client = client(100);
        api.hold();
        client.lookUp(BERGHAIN);
        assertThat(client.bytes()).isZero();

        api.release();
        assertThat(client.bytes()).isBetween(300L, 1_000L);

        pass(Duration.ofHours(10));
        client.lookUp(BERGHAIN);
        assertThat(client.bytes()).as("one went, one came").isBetween(300L, 1_000L);
    }

    // Answers from before the start

    @Test
    void shouldBeginWithAnswersFromBeforeTheStartAndCountTheirAge() {
        CachingLookup<Question, Answer> client = client(100);

        assertThat(client.remember(BERGHAIN, PAST, Duration.ofHours(4))).isEqualTo(Reception.TAKEN);

        assertThat(client.known(BERGHAIN)).isEqualTo(Answer.FORM.remembered(PAST));
        pass(Duration.ofHours(6).minusSeconds(1));
        assertThat(client.known(BERGHAIN)).isNotNull();
        pass(Duration.ofSeconds(1));
        assertThat(client.known(BERGHAIN)).isNull();
        assertThat(api.calls()).isZero();
    }

    @Test
    void shouldNotTakeAnAnswerThatIsTooOldOrForWhichANewerOneIsThere() {
        CachingLookup<Question, Answer> client = client(100);
        Question tresor = new Question("Tresor", "Berlin", "DE");

        assertThat(client.remember(BERGHAIN, PAST, Duration.ofHours(10))).isEqualTo(Reception.PASSED_OVER);
        client.remember(tresor, PAST, Duration.ofHours(1));
        assertThat(client.remember(tresor, NOT_FOUND, Duration.ofMinutes(1))).isEqualTo(Reception.PASSED_OVER);

        assertThat(client.known(BERGHAIN)).isNull();
        assertThat(client.known(tresor)).isEqualTo(Answer.FORM.remembered(PAST));
    }

    @Test
    void shouldForgetSoonerWhatWasNotFoundBeforeTheStart() {
        CachingLookup<Question, Answer> client = client(100);

        assertThat(client.remember(BERGHAIN, NOT_FOUND, Duration.ofMinutes(59))).isEqualTo(Reception.TAKEN);
        assertThat(client.remember(new Question("x", null, null), NOT_FOUND, Duration.ofHours(1)))
                .isEqualTo(Reception.PASSED_OVER);
    }

    @Test
    void shouldSayWhenThereIsNoRoomForMoreAnswers() {
        CachingLookup<Question, Answer> client = client(50);
        int taken = 0;
        while (client.remember(new Question("venue " + taken, null, null), PAST, Duration.ZERO) == Reception.TAKEN) {
            taken++;
        }

        assertThat(taken).isEqualTo(50);
        assertThat(client.size()).isEqualTo(50);
        assertThat(client.bytes()).isBetween(50 * 300L, 50 * 1_000L);
        for (int i = 0; i < taken; i++) {
            assertThat(client.known(new Question("venue " + i, null, null))).isNotNull();
        }
    }

    @Test
    void shouldTakeNothingFromBeforeTheStartWhenNothingMayBeKept() {
        CachingLookup<Question, Answer> client = client(LookupOptions.builder()
                .maxEntries(100)
                .ttl(Duration.ZERO)
                .notFoundTtl(Duration.ZERO)
                .build()
                .cache());

        assertThat(client.remember(BERGHAIN, PAST, Duration.ZERO)).isEqualTo(Reception.PASSED_OVER);
        assertThat(client(0).remember(BERGHAIN, PAST, Duration.ZERO)).isEqualTo(Reception.FULL);
    }

    // Bounds

    @Test
    void shouldStayWithinItsBytes() {
        CachingLookup<Question, Answer> client = client(LookupOptions.builder()
                .maxEntries(1_000_000)
                .maxBytes(20_000)
                .ttl(Duration.ofHours(10))
                .notFoundTtl(Duration.ofHours(1))
                .staleIfError(Duration.ZERO)
                .refreshAhead(1)
                .build()
                .cache());

        for (int i = 0; i < 10_000; i++) {
            client.lookUp(new Question("venue " + i, null, null));
        }

        assertThat(client.bytes()).isBetween(10_000L, 20_000L);
        assertThat(client.size()).isBetween(20L, 60L);
    }

    @Test
    void shouldStayWithinItsSize() {
        CachingLookup<Question, Answer> client = client(50);

        for (int i = 0; i < 10_000; i++) {
            client.lookUp(new Question("venue " + i, null, null));
        }

        assertThat(client.size()).isLessThanOrEqualTo(50);
    }

    @Test
    void shouldRememberNothingButStillShareLookupsWhenTurnedOff() {
        shareButForget(client(0));
    }

    @Test
    void shouldRememberNothingButStillShareLookupsWhenTheTermsForbidKeeping() {
        shareButForget(new CachingLookup<>(
                new CachingLookup.Questions<>(api, Question::key, Answer.FORM),
                LookupOptions.builder()
                        .maxEntries(100)
                        .ttl(Duration.ZERO)
                        .notFoundTtl(Duration.ZERO)
                        .build()
                        .cache(),
                conditions(),
                stats));
    }

    private void shareButForget(CachingLookup<Question, Answer> client) {
        api.hold();
        CompletableFuture<Answer> first = client.lookUp(BERGHAIN).toCompletableFuture();
        CompletableFuture<Answer> second = client.lookUp(BERGHAIN).toCompletableFuture();
        api.release();
        assertThat(now(first).via()).isEqualTo(Via.API);
        assertThat(now(second).via()).isEqualTo(Via.CACHE);
        assertThat(api.calls()).isEqualTo(1);

        assertThat(now(client.lookUp(BERGHAIN).toCompletableFuture()).via()).isEqualTo(Via.API);
        assertThat(api.calls()).isEqualTo(2);
    }

    private CachingLookup<Question, Answer> client(long maxEntries) {
        return client(LookupOptions.builder()
                .maxEntries(maxEntries)
                .ttl(Duration.ofHours(10))
                .notFoundTtl(Duration.ofHours(1))
                .build()
                .cache());
    }

    private CachingLookup<Question, Answer> client(LookupOptions.Cache settings) {
        return new CachingLookup<>(
                new CachingLookup.Questions<>(api, Question::key, Answer.FORM), settings, conditions(), stats);
    }

    private CachingLookup.Conditions conditions() {
        return new CachingLookup.Conditions(timer::now, () -> random, timer, () -> false);
    }

    private void pass(Duration time) {
        timer.advance(time);
    }

    private void assertStats(long hits, long misses, long coalesced) {
        assertThat(stats.cacheHits()).isEqualTo(hits);
        assertThat(stats.cacheMisses()).isEqualTo(misses);
        assertThat(stats.coalesced()).isEqualTo(coalesced);
    }

    private static Answer now(CompletableFuture<Answer> reply) {
        assertThat(reply).isCompleted();
        return reply.join();
    }
}

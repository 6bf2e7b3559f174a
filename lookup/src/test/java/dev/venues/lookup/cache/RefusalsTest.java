package dev.venues.lookup.cache;

import dev.venues.lookup.FailureKind;
import dev.venues.lookup.Lookup;
import dev.venues.lookup.LookupCounters;
import dev.venues.lookup.LookupFailure;
import dev.venues.lookup.LookupOptions;
import dev.venues.lookup.testing.Answer;
import dev.venues.lookup.testing.Answer.Via;
import dev.venues.lookup.testing.Question;
import dev.venues.lookup.testing.VirtualTimer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

import static org.assertj.core.api.Assertions.assertThat;

/** A refusal is remembered for ten minutes here; a place lives for ten hours, and an hour more if the API cannot answer. */
class RefusalsTest {

    private static final Question BERGHAIN = new Question("Berghain", "Berlin", "DE");
    private static final Question TRESOR = new Question("Tresor", "Berlin", "DE");
    private static final Duration REFUSED_TTL = Duration.ofMinutes(10);
    private static final Duration TTL = Duration.ofHours(10);
    private static final Duration MOMENT = Duration.ofSeconds(1);
    private static final int ALL_ATTEMPTS = 6;

    private final OpenCalls api = new OpenCalls();
    private final LookupCounters stats = new LookupCounters();
    private final VirtualTimer timer = new VirtualTimer();
    private boolean down;

    /** An API that answers when a test says so. */
    private static final class OpenCalls implements Lookup<Question, Answer> {

        private final Map<Question, CompletableFuture<Answer>> open = new HashMap<>();
        private int calls;

        @Override
        public CompletionStage<Answer> lookUp(Question query) {
            calls++;
            CompletableFuture<Answer> call = new CompletableFuture<>();
            open.put(query, call);
            return call;
        }

        void answer(Question query) {
            open.remove(query).complete(Answer.FOUND);
        }

        void fail(Question query, LookupFailure failure) {
            open.remove(query).completeExceptionally(failure);
        }

        @Override
        public void close() {}
    }

    // Refusals

    @ParameterizedTest
    @EnumSource(names = {"REJECTED", "UNUSABLE", "NO_SUCH_RESOURCE"})
    void shouldAskOnceForTwentyThousandEventsOfARefusedVenue(FailureKind kind) {
        CachingLookup<Question, Answer> client = client();
        refuse(client, BERGHAIN, kind);

        List<CompletableFuture<Answer>> replies = lookUp(client, BERGHAIN, 20_000);

        assertThat(api.calls).isEqualTo(1);
        assertThat(replies).allMatch(reply -> failure(reply).kind() == kind);
        assertThat(stats.cacheMisses()).isEqualTo(1);
        assertThat(stats.cacheHits()).isEqualTo(20_000);
        assertThat(stats.refusedHits()).isEqualTo(20_000);
    }

    @Test
    void shouldSayTheSameAgain() {
        CachingLookup<Question, Answer> client = client();
        CompletableFuture<Answer> first = lookUp(client, BERGHAIN);
        api.fail(
                BERGHAIN,
                LookupFailure.of(FailureKind.REJECTED, "near is unknown").withAttempts(1));

        CompletableFuture<Answer> second = lookUp(client, new Question(" BERGHAIN", "berlin", "de"));

        assertThat(failure(first)).hasMessage("near is unknown");
        assertThat(failure(second)).hasMessage("near is unknown");
        assertThat(failure(second).attempts()).isEqualTo(1);
    }

    @Test
    void shouldShareARefusalAmongThoseWhoJoinedTheLookup() {
        CachingLookup<Question, Answer> client = client();
        List<CompletableFuture<Answer>> replies = lookUp(client, BERGHAIN, 100);

        api.fail(BERGHAIN, failed(FailureKind.REJECTED, 1));

        assertThat(replies).allMatch(reply -> failure(reply).attempts() == 1);
        assertThat(stats.coalesced()).isEqualTo(99);
        assertThat(stats.refusedHits()).isZero();
        assertRemembered(client, BERGHAIN);
    }

    @Test
    void shouldAskAgainWhenTheTimeIsUpEvenIfTheRefusalIsRead() {
        CachingLookup<Question, Answer> client = client();
        refuse(client, BERGHAIN, FailureKind.REJECTED);

        timer.advance(REFUSED_TTL.minus(MOMENT));
        assertRemembered(client, BERGHAIN);
        timer.advance(MOMENT);

        assertForgotten(client, BERGHAIN);
    }

    @Test
    void shouldRememberARefusalOfItsOwnForEachQuery() {
        CachingLookup<Question, Answer> client = client();
        refuse(client, BERGHAIN, FailureKind.REJECTED);

        assertForgotten(client, TRESOR);
        assertRemembered(client, BERGHAIN);
    }

    @Test
    void shouldRefuseAtOnceWhileTheApiIsDown() {
        CachingLookup<Question, Answer> client = client();
        refuse(client, BERGHAIN, FailureKind.REJECTED);

        down = true;

        assertRemembered(client, BERGHAIN);
    }

    /** Whoever asks again from the callback of a refusal is told it without a call. */
    @Test
    void shouldBeRememberedBeforeThoseWhoAskedAreTold() {
        CachingLookup<Question, Answer> client = client();
        CompletableFuture<Answer> again = client.lookUp(BERGHAIN)
                .handle((answer, refusal) -> lookUp(client, BERGHAIN))
                .thenCompose(reply -> reply)
                .toCompletableFuture();

        api.fail(BERGHAIN, failed(FailureKind.REJECTED, 1));

        assertThat(again).isCompletedExceptionally();
        assertThat(api.calls).isEqualTo(1);
    }

    // Switched off

    @Test
    void shouldForgetAtOnceWhenThatIsTheSetting() {
        CachingLookup<Question, Answer> client =
                client(options().refusedTtl(Duration.ZERO).build());
        refuse(client, BERGHAIN, FailureKind.REJECTED);

        assertThat(client.bytes()).isZero();
        assertForgotten(client, BERGHAIN);
    }

    @Test
    void shouldForgetAtOnceWhenThereAreNoEntries() {
        CachingLookup<Question, Answer> client = client(options().maxEntries(0).build());
        refuse(client, BERGHAIN, FailureKind.REJECTED);

        assertThat(client.bytes()).isZero();
        assertForgotten(client, BERGHAIN);
    }

    @Test
    void shouldRememberRefusalsWhereTheTermsForbidToKeepAnswers() {
        CachingLookup<Question, Answer> client =
                client(options().ttl(Duration.ZERO).build());
        refuse(client, BERGHAIN, FailureKind.REJECTED);

        assertRemembered(client, BERGHAIN);
    }

    // What has to do with the query only where others are answered

    @ParameterizedTest
    @EnumSource(names = {"TRANSIENT", "UNREADABLE", "FORBIDDEN"})
    void shouldRememberAVenueThatTheApiCannotAnswerWhileItAnswersOthers(FailureKind kind) {
        CachingLookup<Question, Answer> client = client();

        failAmongAnswers(client, kind, ALL_ATTEMPTS);

        assertRemembered(client, BERGHAIN);
        timer.advance(REFUSED_TTL);
        assertForgotten(client, BERGHAIN);
    }

    /** Perhaps it is an outage that nobody knows of yet: to remember it would lose events beyond its end. */
    @ParameterizedTest
    @EnumSource(names = {"TRANSIENT", "UNREADABLE", "FORBIDDEN"})
    void shouldNotRememberAFailureWhileTheApiAnswersNobody(FailureKind kind) {
        CachingLookup<Question, Answer> client = client();
        lookUp(client, TRESOR);
        api.answer(TRESOR);
        lookUp(client, BERGHAIN);

        api.fail(BERGHAIN, failed(kind, ALL_ATTEMPTS));

        assertForgotten(client, BERGHAIN);
    }

    @Test
    void shouldNotRememberAFailureWhileTheApiIsDown() {
        CachingLookup<Question, Answer> client = client();
        lookUp(client, BERGHAIN);
        lookUp(client, TRESOR);
        api.answer(TRESOR);
        down = true;

        api.fail(BERGHAIN, failed(FailureKind.TRANSIENT, ALL_ATTEMPTS));

        assertForgotten(client, BERGHAIN);
    }

    @Test
    void shouldNotRememberASingleFailedAttempt() {
        CachingLookup<Question, Answer> client = client();

        failAmongAnswers(client, FailureKind.TRANSIENT, 1);

        assertForgotten(client, BERGHAIN);
    }

    @ParameterizedTest
    @EnumSource(
            mode = Mode.EXCLUDE,
            names = {"REJECTED", "UNUSABLE", "NO_SUCH_RESOURCE", "TRANSIENT", "UNREADABLE", "FORBIDDEN"})
    void shouldNotRememberWhatHasNothingToDoWithTheQuery(FailureKind kind) {
        CachingLookup<Question, Answer> client = client();

        failAmongAnswers(client, kind, ALL_ATTEMPTS);

        assertForgotten(client, BERGHAIN);
    }

    // Answers that are there

    @Test
    void shouldGiveTheOldAnswerToItsEndWhenItsRefreshIsRefused() {
        CachingLookup<Question, Answer> client =
                client(options().refreshAhead(0.9).build());
        lookUp(client, BERGHAIN);
        api.answer(BERGHAIN);
        timer.advance(TTL.minus(MOMENT));
        lookUp(client, BERGHAIN);
        api.fail(BERGHAIN, failed(FailureKind.REJECTED, 1));

        assertThat(client.known(BERGHAIN)).isNotNull();
        assertThat(lookUp(client, BERGHAIN)).isCompletedWithValueMatching(answer -> answer.via() == Via.CACHE);
        timer.advance(MOMENT);

        assertThat(client.known(BERGHAIN)).isNull();
        assertRemembered(client, BERGHAIN);
        assertThat(api.calls).isEqualTo(2);
    }

    @ParameterizedTest
    @EnumSource(names = {"REJECTED", "UNUSABLE", "NO_SUCH_RESOURCE"})
    void shouldNotCoverARefusalByAStaleAnswer(FailureKind kind) {
        CachingLookup<Question, Answer> client = withStaleAnswer();
        refuse(client, BERGHAIN, kind);

        assertRemembered(client, BERGHAIN);
        down = true;
        assertRemembered(client, BERGHAIN);
        assertThat(stats.staleAnswers()).isZero();
    }

    @Test
    void shouldCoverAVenueThatTheApiCannotAnswerByAStaleAnswerWithoutACall() {
        CachingLookup<Question, Answer> client = withStaleAnswer();
        failAmongAnswers(client, FailureKind.TRANSIENT, ALL_ATTEMPTS);
        int before = api.calls;

        assertThat(lookUp(client, BERGHAIN)).isCompletedWithValueMatching(answer -> answer.via() == Via.CACHE);

        assertThat(api.calls).isEqualTo(before);
        assertThat(stats.staleAnswers()).isEqualTo(2);
        assertThat(stats.refusedHits()).isZero();
    }

    // Bounds

    @Test
    void shouldStayWithinASixteenthOfTheEntriesAndLeaveAllAnswers() {
        int entries = 160;
        CachingLookup<Question, Answer> client =
                client(options().maxEntries(entries).build());
        for (Question venue : venues("answered", entries)) {
            lookUp(client, venue);
            api.answer(venue);
        }
        long bytes = client.bytes();

        venues("refused", 1_000).forEach(venue -> refuse(client, venue, FailureKind.REJECTED));

        assertThat(client.size()).isEqualTo(entries + entries / 16);
        assertThat(client.bytes()).isBetween(bytes + 300L * entries / 16, bytes + 500L * entries / 16);
        assertThat(venues("answered", entries)).allMatch(venue -> client.known(venue) != null);
    }

    @Test
    void shouldStayWithinASixteenthOfTheBytes() {
        CachingLookup<Question, Answer> client =
                client(options().maxEntries(1_000).maxBytes(160_000).build());

        venues("refused", 1_000).forEach(venue -> refuse(client, venue, FailureKind.REJECTED));

        assertThat(client.bytes()).isBetween(8_000L, 10_000L);
    }

    @Test
    void shouldUncountTheBytesOfWhatItForgets() {
        CachingLookup<Question, Answer> client = client();
        refuse(client, BERGHAIN, FailureKind.REJECTED);
        long one = client.bytes();
        timer.advance(REFUSED_TTL);

        refuse(client, BERGHAIN, FailureKind.REJECTED);

        assertThat(one).isPositive();
        assertThat(client.bytes()).isEqualTo(one);
    }

    private CachingLookup<Question, Answer> withStaleAnswer() {
        CachingLookup<Question, Answer> client = client();
        lookUp(client, BERGHAIN);
        api.answer(BERGHAIN);
        timer.advance(TTL);
        return client;
    }

    private static LookupOptions.Builder options() {
        return LookupOptions.builder()
                .ttl(TTL)
                .notFoundTtl(TTL)
                .refusedTtl(REFUSED_TTL)
                .staleIfError(Duration.ofHours(1));
    }

    private CachingLookup<Question, Answer> client() {
        return client(options().build());
    }

    private CachingLookup<Question, Answer> client(LookupOptions options) {
        return new CachingLookup<>(
                new CachingLookup.Questions<>(api, Question::key, Answer.FORM),
                options.cache(),
                new CachingLookup.Conditions(timer::now, () -> 0, timer, () -> down),
                stats);
    }

    private void refuse(CachingLookup<Question, Answer> client, Question venue, FailureKind kind) {
        lookUp(client, venue);
        api.fail(venue, failed(kind, 1));
    }

    /** Berghain fails, Tresor is answered meanwhile. */
    private void failAmongAnswers(CachingLookup<Question, Answer> client, FailureKind kind, int attempts) {
        lookUp(client, BERGHAIN);
        lookUp(client, TRESOR);
        api.answer(TRESOR);
        api.fail(BERGHAIN, failed(kind, attempts));
    }

    private void assertRemembered(CachingLookup<Question, Answer> client, Question venue) {
        int before = api.calls;
        assertThat(lookUp(client, venue)).isCompletedExceptionally();
        assertThat(api.calls).isEqualTo(before);
    }

    private void assertForgotten(CachingLookup<Question, Answer> client, Question venue) {
        int before = api.calls;
        assertThat(lookUp(client, venue)).isNotDone();
        assertThat(api.calls).isEqualTo(before + 1);
    }

    private static LookupFailure failed(FailureKind kind, int attempts) {
        return LookupFailure.of(kind, "the API says " + kind).withAttempts(attempts);
    }

    private static CompletableFuture<Answer> lookUp(CachingLookup<Question, Answer> client, Question venue) {
        return client.lookUp(venue).toCompletableFuture();
    }

    private static List<CompletableFuture<Answer>> lookUp(
            CachingLookup<Question, Answer> client, Question venue, int times) {
        List<CompletableFuture<Answer>> replies = new ArrayList<>();
        for (int i = 0; i < times; i++) {
            replies.add(lookUp(client, venue));
        }
        return replies;
    }

    private static List<Question> venues(String name, int count) {
        List<Question> venues = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            venues.add(new Question(name + " " + i, null, null));
        }
        return venues;
    }

    private static LookupFailure failure(CompletableFuture<Answer> reply) {
        assertThat(reply).isCompletedExceptionally();
        return (LookupFailure) reply.handle((answer, failure) -> failure).join();
    }
}

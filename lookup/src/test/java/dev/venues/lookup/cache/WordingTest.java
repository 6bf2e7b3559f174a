package dev.venues.lookup.cache;

import dev.venues.lookup.FailureKind;
import dev.venues.lookup.LookupCounters;
import dev.venues.lookup.LookupOptions;
import dev.venues.lookup.cache.PastAnswers.Reception;
import dev.venues.lookup.testing.Answer;
import dev.venues.lookup.testing.FakeLookup;
import dev.venues.lookup.testing.Question;
import dev.venues.lookup.testing.VirtualTimer;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;

import static org.assertj.core.api.Assertions.assertThat;

/** One key, several wordings: what is found is for all of them, that nothing is found is for one. */
class WordingTest {

    private static final Question BERGHAIN = new Question("Berghain", "Berlin", "DE");
    private static final Question SHOUTED = new Question("BERGHAIN", "Berlin", "DE");
    private static final Question WHISPERED = new Question("berghain", "Berlin", "DE");

    private static final Duration TTL = Duration.ofHours(10);
    private static final Duration NOT_FOUND_TTL = Duration.ofHours(1);

    /** Knows the venue by its right name. */
    private final FakeLookup<Question, Answer> api =
            new FakeLookup<Question, Answer>(Answer.FOUND, Answer.NOT_FOUND).knowOnly(BERGHAIN::equals);

    private final LookupCounters stats = new LookupCounters();
    private final VirtualTimer timer = new VirtualTimer();
    private boolean down;
    private CachingLookup<Question, Answer> client = client(NOT_FOUND_TTL, Duration.ZERO, 1);

    @Test
    void shouldFindWhatWasNotFoundInOtherWords() {
        assertThat(found(SHOUTED)).isFalse();
        assertThat(found(BERGHAIN)).isTrue();

        assertThat(api.calls()).isEqualTo(2);
    }

    @Test
    void shouldGiveWhatWasFoundToAllWordings() {
        assertThat(found(BERGHAIN)).isTrue();
        assertThat(found(SHOUTED)).isTrue();
        assertThat(client.known(WHISPERED).isFound()).isTrue();

        assertThat(api.calls()).isEqualTo(1);
    }

    /** The API knows it by its right name, so who asked in wrong ones before need not wait for their time to be up. */
    @Test
    void shouldGiveWhatWasFoundToThoseWhoWereToldThatNothingIs() {
        assertThat(found(SHOUTED)).isFalse();
        assertThat(found(BERGHAIN)).isTrue();

        assertThat(found(SHOUTED)).isTrue();
    }

    @Test
    void shouldRememberThatNothingIsFoundForEachWording() {
        for (int i = 0; i < 3; i++) {
            assertThat(found(SHOUTED)).isFalse();
            assertThat(found(WHISPERED)).isFalse();
        }

        assertThat(client.known(SHOUTED).isFound()).isFalse();
        assertThat(client.known(WHISPERED).isFound()).isFalse();
        assertThat(api.calls()).isEqualTo(2);
        assertThat(stats.cacheMisses()).isEqualTo(2);
        assertThat(stats.cacheHits()).isEqualTo(6);
        assertThat(client.size()).isEqualTo(2);
    }

    @Test
    void shouldKnowNothingOfAWordingThatWasNotAsked() {
        assertThat(found(SHOUTED)).isFalse();

        assertThat(client.known(BERGHAIN)).isNull();
    }

    @Test
    void shouldMakeOneCallForAllWordingsWhenItIsFound() {
        api.hold();
        CompletableFuture<Answer> first = ask(BERGHAIN);
        CompletableFuture<Answer> second = ask(SHOUTED);
        CompletableFuture<Answer> third = ask(WHISPERED);
        api.release();

        assertThat(first).isCompletedWithValueMatching(Answer::isFound);
        assertThat(second).isCompletedWithValueMatching(Answer::isFound);
        assertThat(third).isCompletedWithValueMatching(Answer::isFound);
        assertThat(api.calls()).isEqualTo(1);
        assertCounted(0, 1, 2);
    }

    @Test
    void shouldMakeOneCallForEachWordingWhenTheFirstIsNotFound() {
        api.hold();
        CompletableFuture<Answer> shouted = ask(SHOUTED);
        CompletableFuture<Answer> again = ask(SHOUTED);
        CompletableFuture<Answer> whispered = ask(WHISPERED);
        CompletableFuture<Answer> whisperedAgain = ask(WHISPERED);
        api.answerHeld();

        assertThat(shouted).isCompletedWithValueMatching(answer -> !answer.isFound());
        assertThat(again).isCompletedWithValueMatching(answer -> !answer.isFound());
        assertThat(whispered).isNotDone();
        CompletableFuture<Answer> whisperedLater = ask(WHISPERED);
        assertThat(api.calls()).isEqualTo(2);
        api.release();

        assertThat(whispered).isCompletedWithValueMatching(answer -> !answer.isFound());
        assertThat(whisperedAgain).isCompletedWithValueMatching(answer -> !answer.isFound());
        assertThat(whisperedLater).isCompletedWithValueMatching(answer -> !answer.isFound());
        assertThat(api.calls()).isEqualTo(2);
        assertCounted(0, 2, 3);
    }

    @Test
    void shouldFindWhatWasAskedForWhileOtherWordsWereUnderWay() {
        api.hold();
        CompletableFuture<Answer> shouted = ask(SHOUTED);
        CompletableFuture<Answer> right = ask(BERGHAIN);
        api.release();

        assertThat(shouted).isCompletedWithValueMatching(answer -> !answer.isFound());
        assertThat(right).isCompletedWithValueMatching(Answer::isFound);
    }

    /** Terms may forbid to keep it. */
    @Test
    void shouldShareNoNotFoundWhenNoneIsKept() {
        client = client(Duration.ZERO, Duration.ZERO, 1);
        api.hold();
        CompletableFuture<Answer> shouted = ask(SHOUTED);
        CompletableFuture<Answer> right = ask(BERGHAIN);
        api.release();

        assertThat(shouted).isCompletedWithValueMatching(answer -> !answer.isFound());
        assertThat(right).isCompletedWithValueMatching(Answer::isFound);
    }

    @Test
    void shouldFailAllWordingsWhenTheirLookupFails() {
        api.hold().failHeld(FailureKind.TRANSIENT);
        CompletableFuture<Answer> first = ask(SHOUTED);
        CompletableFuture<Answer> second = ask(BERGHAIN);
        api.release();

        assertThat(first).isCompletedExceptionally();
        assertThat(second).isCompletedExceptionally();
        assertThat(api.calls()).isEqualTo(1);
        assertCounted(0, 1, 1);
    }

    /** A refresh in other words that finds nothing says nothing of what the right ones found. */
    @Test
    void shouldKeepWhatWasFoundWhenARefreshInOtherWordsFindsNothing() {
        client = client(NOT_FOUND_TTL, Duration.ZERO, 0.5);
        assertThat(found(BERGHAIN)).isTrue();
        timer.advance(TTL.dividedBy(2).plusSeconds(1));

        assertThat(found(SHOUTED)).isTrue();

        assertThat(api.calls()).isEqualTo(2);
        assertThat(found(BERGHAIN)).isTrue();
        assertThat(found(SHOUTED)).isTrue();
        assertThat(api.calls()).isEqualTo(2);
    }

    @Test
    void shouldNotFindAnyMoreWhatTheApiHasForgotten() {
        client = client(NOT_FOUND_TTL, Duration.ofHours(5), 1);
        assertThat(found(BERGHAIN)).isTrue();
        timer.advance(TTL.plusSeconds(1));
        api.knowNothing();

        assertThat(found(BERGHAIN)).isFalse();
        down = true;
        assertThat(found(BERGHAIN)).isFalse();
    }

    @Test
    void shouldCoverAnOutageWithWhatOtherWordsFound() {
        client = client(NOT_FOUND_TTL, Duration.ofHours(5), 1);
        assertThat(found(BERGHAIN)).isTrue();
        timer.advance(TTL.plusSeconds(1));
        down = true;

        assertThat(found(SHOUTED)).isTrue();
    }

    @Test
    void shouldNotCoverAnOutageWithWhatOtherWordsDidNotFind() {
        client = client(NOT_FOUND_TTL, Duration.ofHours(5), 1);
        assertThat(found(SHOUTED)).isFalse();
        timer.advance(NOT_FOUND_TTL.plusSeconds(1));
        down = true;

        assertThat(found(SHOUTED)).isFalse();
        assertThat(found(BERGHAIN)).isTrue();
    }

    @Test
    void shouldBeginWithWhatEachWordingWasTold() {
        assertThat(client.remember(SHOUTED, Answer.NOT_FOUND, Duration.ZERO)).isEqualTo(Reception.TAKEN);
        assertThat(client.remember(SHOUTED, Answer.FOUND, Duration.ofMinutes(1)))
                .isEqualTo(Reception.PASSED_OVER);
        assertThat(client.remember(WHISPERED, Answer.NOT_FOUND, Duration.ofMinutes(1)))
                .isEqualTo(Reception.TAKEN);

        assertThat(client.known(SHOUTED).isFound()).isFalse();
        assertThat(client.known(BERGHAIN)).isNull();

        assertThat(client.remember(BERGHAIN, Answer.FOUND, Duration.ofMinutes(2)))
                .isEqualTo(Reception.TAKEN);
        assertThat(client.known(SHOUTED).isFound()).isTrue();
    }

    @Test
    void shouldCountTheBytesOfAllWordings() {
        found(SHOUTED);
        long one = client.bytes();
        found(WHISPERED);
        assertThat(client.bytes()).isEqualTo(2 * one);

        timer.advance(NOT_FOUND_TTL.plusSeconds(1));
        found(SHOUTED);
        found(WHISPERED);

        assertThat(client.size()).isEqualTo(2);
        assertThat(client.bytes()).isEqualTo(2 * one);
    }

    private boolean found(Question question) {
        CompletableFuture<Answer> reply = ask(question);
        assertThat(reply).isCompleted();
        return reply.join().isFound();
    }

    private CompletableFuture<Answer> ask(Question question) {
        return client.lookUp(question).toCompletableFuture();
    }

    private void assertCounted(long hits, long misses, long coalesced) {
        assertThat(stats.cacheHits()).isEqualTo(hits);
        assertThat(stats.cacheMisses()).isEqualTo(misses);
        assertThat(stats.coalesced()).isEqualTo(coalesced);
    }

    private CachingLookup<Question, Answer> client(Duration notFoundTtl, Duration staleIfError, double refreshAhead) {
        return new CachingLookup<>(
                new CachingLookup.Questions<>(api, Question::key, question -> "asked " + question.name(), Answer.FORM),
                LookupOptions.builder()
                        .maxEntries(1_000)
                        .maxBytes(1 << 20)
                        .ttl(TTL)
                        .notFoundTtl(notFoundTtl)
                        .staleIfError(staleIfError)
                        .refreshAhead(refreshAhead)
                        .build()
                        .cache(),
                new CachingLookup.Conditions(timer::now, () -> 0, timer, () -> down),
                stats);
    }
}

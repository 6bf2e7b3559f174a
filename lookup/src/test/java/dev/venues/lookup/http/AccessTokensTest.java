package dev.venues.lookup.http;

import dev.venues.lookup.FailureKind;
import dev.venues.lookup.LookupFailure;
import dev.venues.lookup.Secret;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicLong;

import static org.assertj.core.api.Assertions.assertThat;

/** When a token endpoint is asked, and who has which token. */
class AccessTokensTest {

    private final AtomicLong now = new AtomicLong(Long.MAX_VALUE - 5);
    private final List<CompletableFuture<AccessTokens.Grant>> asked = new ArrayList<>();
    private final AccessTokens tokens = new AccessTokens(
            () -> {
                asked.add(new CompletableFuture<>());
                return asked.get(asked.size() - 1);
            },
            now::get);

    @Test
    void shouldAskOnceForAllThatWait() {
        CompletionStage<AccessTokens.Token> one = tokens.current();
        CompletionStage<AccessTokens.Token> other = tokens.current();
        grant(0, "a", 3_600);

        assertThat(asked).hasSize(1);
        assertThat(value(one)).isEqualTo("a");
        assertThat(value(other)).isEqualTo("a");
        assertThat(value(tokens.current())).isEqualTo("a");
    }

    @Test
    void shouldRenewAMinuteBeforeTheEndWhileTheOldOneIsGood() {
        have("a", 3_600);
        pass(3_539);
        assertThat(value(tokens.current())).isEqualTo("a");
        assertThat(asked).hasSize(1);

        pass(1);
        assertThat(value(tokens.current())).isEqualTo("a");
        assertThat(value(tokens.current())).isEqualTo("a");
        assertThat(asked).hasSize(2);

        grant(1, "b", 3_600);
        assertThat(value(tokens.current())).isEqualTo("b");
    }

    @Test
    void shouldRenewAShortTokenInTheLastFifthOfItsLife() {
        have("a", 10);
        pass(7);
        assertThat(value(tokens.current())).isEqualTo("a");
        assertThat(asked).hasSize(1);

        pass(1);
        assertThat(value(tokens.current())).isEqualTo("a");
        assertThat(asked).hasSize(2);
    }

    @Test
    void shouldWaitForAnotherWhenTheOldOneHasEnded() {
        have("a", 10);
        pass(10);

        CompletionStage<AccessTokens.Token> next = tokens.current();
        assertThat(next.toCompletableFuture()).isNotDone();
        grant(1, "b", 10);

        assertThat(value(next)).isEqualTo("b");
    }

    @Test
    void shouldReplaceARefusedTokenOnceForAll() {
        AccessTokens.Token refused = have("a", 3_600);

        CompletionStage<AccessTokens.Token> one = tokens.after(refused);
        CompletionStage<AccessTokens.Token> other = tokens.after(refused);
        grant(1, "b", 3_600);

        assertThat(asked).hasSize(2);
        assertThat(value(one)).isEqualTo("b");
        assertThat(value(other)).isEqualTo("b");
        assertThat(value(tokens.after(refused))).as("whose refusal comes late").isEqualTo("b");
        assertThat(asked).hasSize(2);
    }

    @Test
    void shouldNotReplaceATokenThatIsRefusedAsTheOneBeforeWas() {
        AccessTokens.Token second = replaced(have("a", 3_600), 1, "b");

        assertThat(tokens.after(second)).isNull();

        pass(10);
        assertThat(value(granted(tokens.after(second), 2, "c")))
                .as("later it may")
                .isEqualTo("c");
    }

    /** Where the API took a token for one request and refused it for another, each refusal had a new one. */
    @Test
    void shouldReplaceTokensOnceInTenSecondsHoweverManyRefusalsThereAre() {
        AccessTokens.Token refused = have("a", 36_000);
        for (int second = 0; second < 60; second++) {
            CompletionStage<AccessTokens.Token> next = tokens.after(refused);
            if (next != null) {
                refused = granted(next, asked.size() - 1, "t" + second)
                        .toCompletableFuture()
                        .join();
            }
            pass(1);
        }

        assertThat(asked).hasSize(1 + 6);
    }

    @Test
    void shouldPauseAfterAFailure() {
        CompletionStage<AccessTokens.Token> first = tokens.current();
        LookupFailure failure = LookupFailure.of(FailureKind.TRANSIENT, "down");
        asked.get(0).completeExceptionally(failure);
        assertThat(first.toCompletableFuture()).isCompletedExceptionally();

        assertThat(tokens.current().toCompletableFuture())
                .failsWithin(Duration.ZERO)
                .withThrowableThat()
                .withCause(failure);
        assertThat(asked).hasSize(1);

        pass(1);
        CompletionStage<AccessTokens.Token> second = tokens.current();
        grant(1, "a", 10);
        assertThat(value(second)).isEqualTo("a");
    }

    @Test
    void shouldGoOnWithATokenThatIsGoodWhenItsRenewalFails() {
        have("a", 100);
        pass(80);
        assertThat(value(tokens.current())).isEqualTo("a");
        asked.get(1).completeExceptionally(LookupFailure.of(FailureKind.TRANSIENT, "down"));

        assertThat(value(tokens.current())).isEqualTo("a");
        assertThat(asked).hasSize(2);
        pass(1);
        assertThat(value(tokens.current())).isEqualTo("a");
        assertThat(asked).hasSize(3);
    }

    @Test
    void shouldFailWhenTheEndpointThrows() {
        AccessTokens broken = new AccessTokens(
                () -> {
                    throw new IllegalStateException("broken");
                },
                now::get);

        assertThat(broken.current().toCompletableFuture()).isCompletedExceptionally();
    }

    private AccessTokens.Token have(String value, long seconds) {
        CompletionStage<AccessTokens.Token> token = tokens.current();
        grant(0, value, seconds);
        return token.toCompletableFuture().join();
    }

    private AccessTokens.Token replaced(AccessTokens.Token refused, int index, String value) {
        return granted(tokens.after(refused), index, value)
                .toCompletableFuture()
                .join();
    }

    private CompletionStage<AccessTokens.Token> granted(
            CompletionStage<AccessTokens.Token> token, int index, String value) {
        grant(index, value, 3_600);
        return token;
    }

    private void grant(int index, String value, long seconds) {
        asked.get(index).complete(new AccessTokens.Grant(new Secret(value), Duration.ofSeconds(seconds)));
    }

    private void pass(long seconds) {
        now.addAndGet(Duration.ofSeconds(seconds).toNanos());
    }

    private static String value(CompletionStage<AccessTokens.Token> token) {
        return token.toCompletableFuture().join().value().reveal();
    }
}

package dev.venues.lookup.limit;

import dev.venues.lookup.FailureKind;
import dev.venues.lookup.LookupFailure;
import dev.venues.lookup.testing.FakeLookup;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.time.Duration;

import static org.assertj.core.api.Assertions.assertThat;

class VerdictsTest {

    /** The verdict on the last of some refusals in a row, evenly spread over a time. */
    @ParameterizedTest(name = "{0}, answered before: {1}, {2} queries in {3} s: {4}")
    @CsvSource({
        "REJECTED,         false,  1,  0, -",
        "REJECTED,         false, 19,  9, -",
        "REJECTED,         false,  1, 10, REJECTED",
        "REJECTED,         false, 19, 59, -",
        "REJECTED,         false, 19, 60, REJECTED",
        "REJECTED,         false, 20,  1, MISCONFIGURED",
        "REJECTED,         true,   1,  0, REJECTED",
        "REJECTED,         true,  50, 60, REJECTED",
        "NO_SUCH_RESOURCE, false,  1,  0, -",
        "NO_SUCH_RESOURCE, false,  2, 10, NO_SUCH_RESOURCE",
        "NO_SUCH_RESOURCE, false,  3, 10, MISCONFIGURED",
        "NO_SUCH_RESOURCE, false, 20,  0, MISCONFIGURED",
        "NO_SUCH_RESOURCE, true,   2,  0, NO_SUCH_RESOURCE",
        "NO_SUCH_RESOURCE, true,   3,  0, -",
        "NO_SUCH_RESOURCE, true,  19, 10, NO_SUCH_RESOURCE",
        "NO_SUCH_RESOURCE, true,  20, 10, SETUP",
        "FORBIDDEN,        false, 20,  1, -",
        "FORBIDDEN,        false,  2, 10, FORBIDDEN",
        "FORBIDDEN,        false,  3, 10, DENIED",
        "FORBIDDEN,        true,  20,  1, -",
        "FORBIDDEN,        true,   2, 10, FORBIDDEN",
        "FORBIDDEN,        true,   3, 10, ACCOUNT",
        "SETUP,            false,  1,  0, -",
        "SETUP,            false,  1, 10, MISCONFIGURED",
        "SETUP,            false, 20,  0, MISCONFIGURED",
        "SETUP,            true,   1,  0, SETUP",
        "ACCOUNT,          false,  1,  0, DENIED",
        "ACCOUNT,          true,   1,  0, ACCOUNT",
        "TRANSIENT,        false, 50, 60, TRANSIENT",
        "THROTTLED,        false, 50, 60, THROTTLED",
        "UNREADABLE,       false, 50, 60, UNREADABLE"
    })
    void shouldJudge(FailureKind kind, boolean answered, int queries, int seconds, String expected) {
        Verdicts verdicts = new Verdicts();
        if (answered) {
            verdicts.answered();
        }
        long span = Duration.ofSeconds(seconds).toNanos();
        for (int i = 0; i < queries; i++) {
            // The same may be asked many times: that says nothing more.
            verdicts.failed("query " + i, kind, i == 0 ? 0 : span);
            verdicts.failed("query " + i, kind, span);
        }

        assertThat(verdicts.of(FakeLookup.failure(kind), span)
                        .map(failure -> failure.kind().name())
                        .orElse("-"))
                .isEqualTo(expected);
    }

    @Test
    void shouldForgetRefusalsWhenSomethingIsAnswered() {
        Verdicts verdicts = new Verdicts();
        for (int i = 0; i < Verdicts.MANY - 1; i++) {
            verdicts.failed(i, FailureKind.FORBIDDEN, 0);
        }
        assertThat(verdicts.answered()).isTrue();
        assertThat(verdicts.answered()).as("news").isFalse();
        verdicts.failed("another", FailureKind.FORBIDDEN, Verdicts.LONG.toNanos());

        LookupFailure failure = FakeLookup.failure(FailureKind.FORBIDDEN);
        assertThat(verdicts.of(failure, Verdicts.LONG.toNanos())).isEmpty();
        assertThat(verdicts.waitNanos(failure, Verdicts.LONG.toNanos())).isEqualTo(Verdicts.LONG.toNanos());
    }

    /** A load balancer that knows no backend for three seconds says 404 to all. */
    @Test
    void shouldHaveWhatFoundNothingForAMomentAskedAgain() {
        Verdicts verdicts = new Verdicts();
        verdicts.answered();
        for (int i = 0; i < Verdicts.SEVERAL; i++) {
            verdicts.failed(i, FailureKind.NO_SUCH_RESOURCE, 0);
        }
        LookupFailure held = FakeLookup.failure(FailureKind.NO_SUCH_RESOURCE);
        assertThat(verdicts.ofHeld(held, 0)).isEmpty();

        verdicts.answered();

        assertThat(verdicts.ofHeld(held, 0).orElseThrow().kind()).isEqualTo(FailureKind.TRANSIENT);
    }

    @Test
    void shouldGiveUpNothingThatAnAnswerHasShownToBeRefused() {
        Verdicts verdicts = new Verdicts();
        verdicts.failed("odd", FailureKind.REJECTED, 0);
        verdicts.answered();

        assertThat(verdicts.ofHeld(FakeLookup.failure(FailureKind.REJECTED), 0)
                        .orElseThrow()
                        .kind())
                .isEqualTo(FailureKind.REJECTED);
    }

    @Test
    void shouldSayHowManyWereAsked() {
        Verdicts verdicts = new Verdicts();
        for (int i = 0; i < Verdicts.MANY; i++) {
            verdicts.failed(i, FailureKind.SETUP, 0);
        }

        assertThat(verdicts.of(FakeLookup.failure(FailureKind.SETUP), 0).orElseThrow())
                .hasMessage("none of 20 different queries was answered: the fake says SETUP");
    }
}

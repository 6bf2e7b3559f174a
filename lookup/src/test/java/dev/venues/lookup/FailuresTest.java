package dev.venues.lookup;

import dev.venues.lookup.testing.FakeLookup;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.IOException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLHandshakeException;

import static org.assertj.core.api.Assertions.assertThat;

class FailuresTest {

    @ParameterizedTest
    @CsvSource({
        "204, REJECTED", "301, REJECTED", "302, REJECTED", "400, REJECTED", "401, DENIED", "403, FORBIDDEN",
        "404, REJECTED", "408, TRANSIENT", "414, REJECTED", "422, REJECTED", "429, THROTTLED", "500, TRANSIENT",
        "502, TRANSIENT", "503, TRANSIENT", "504, TRANSIENT", "599, TRANSIENT"
    })
    void shouldClassifyEveryStatus(int status, FailureKind kind) {
        assertThat(Failures.ofStatus(status)).isEqualTo(kind);
    }

    @Test
    void shouldRetryFaultsOfTheNetwork() {
        assertThat(Failures.ofThrowable(new ConnectException("refused"))).isEqualTo(FailureKind.UNREACHABLE);
        assertThat(Failures.ofThrowable(new UnknownHostException("api"))).isEqualTo(FailureKind.UNREACHABLE);
        assertThat(Failures.ofThrowable(new SSLHandshakeException("certificate")))
                .isEqualTo(FailureKind.UNREACHABLE);
        assertThat(Failures.ofThrowable(new IOException("reset"))).isEqualTo(FailureKind.TRANSIENT);
        assertThat(Failures.ofThrowable(new TimeoutException())).isEqualTo(FailureKind.TRANSIENT);
    }

    @Test
    void shouldNotRetryFaultsOfOurOwn() {
        assertThat(Failures.ofThrowable(new IllegalStateException("bug"))).isEqualTo(FailureKind.REJECTED);
    }

    @Test
    void shouldLookBehindTheWrappersOfFutures() {
        LookupFailure failure = FakeLookup.failure(FailureKind.DENIED);

        assertThat(Failures.toFailure(new CompletionException(new ExecutionException(failure))))
                .isSameAs(failure);
    }

    @Test
    void shouldNotRepeatMessagesThatMayHoldAUrlWithAKey() {
        for (Exception e : new Exception[] {
            new ConnectException("https://x/?key=s3cret"), new UnknownHostException("s3cret"),
            new IOException("https://x/?key=s3cret"), new TimeoutException("s3cret"),
            new SSLHandshakeException("s3cret"), new IllegalArgumentException("s3cret")
        }) {
            assertThat(Failures.toFailure(e)).message().isNotBlank().doesNotContain("s3cret");
        }
    }
}

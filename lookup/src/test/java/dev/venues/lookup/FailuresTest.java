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
        "201, UNREADABLE", "202, TRANSIENT", "204, UNREADABLE", "206, UNREADABLE", "301, SETUP", "302, SETUP",
        "304, UNREADABLE", "308, SETUP", "400, REJECTED", "401, ACCOUNT", "402, ACCOUNT", "403, FORBIDDEN",
        "404, NO_SUCH_RESOURCE", "405, SETUP", "407, SETUP", "408, TRANSIENT", "410, SETUP", "414, REJECTED",
        "420, THROTTLED", "421, TRANSIENT", "422, REJECTED", "425, TRANSIENT", "429, THROTTLED", "431, REJECTED",
        "451, REJECTED", "500, TRANSIENT", "501, SETUP", "502, TRANSIENT", "503, TRANSIENT", "504, TRANSIENT",
        "509, THROTTLED", "511, SETUP", "529, TRANSIENT", "599, TRANSIENT", "999, UNREADABLE"
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
        assertThat(Failures.ofThrowable(new IllegalStateException("bug"))).isEqualTo(FailureKind.BROKEN);
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

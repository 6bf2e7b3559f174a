package dev.venues.geo;

import dev.venues.model.FailureKind;
import dev.venues.model.GeoFailure;
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

class ResponseClassifierTest {

    @ParameterizedTest
    @CsvSource({
        "204, REJECTED", "301, REJECTED", "302, REJECTED", "400, REJECTED", "401, DENIED", "403, FORBIDDEN",
        "404, REJECTED", "408, TRANSIENT", "414, REJECTED", "422, REJECTED", "429, THROTTLED", "500, TRANSIENT",
        "502, TRANSIENT", "503, TRANSIENT", "504, TRANSIENT", "599, TRANSIENT"
    })
    void shouldClassifyEveryStatus(int status, FailureKind kind) {
        assertThat(ResponseClassifier.ofStatus(status)).isEqualTo(kind);
    }

    @Test
    void shouldRetryFaultsOfTheNetwork() {
        assertThat(ResponseClassifier.ofThrowable(new ConnectException("refused")))
                .isEqualTo(FailureKind.UNREACHABLE);
        assertThat(ResponseClassifier.ofThrowable(new UnknownHostException("api")))
                .isEqualTo(FailureKind.UNREACHABLE);
        assertThat(ResponseClassifier.ofThrowable(new SSLHandshakeException("certificate")))
                .isEqualTo(FailureKind.UNREACHABLE);
        assertThat(ResponseClassifier.ofThrowable(new IOException("reset"))).isEqualTo(FailureKind.TRANSIENT);
        assertThat(ResponseClassifier.ofThrowable(new TimeoutException())).isEqualTo(FailureKind.TRANSIENT);
    }

    @Test
    void shouldNotRetryFaultsOfOurOwn() {
        assertThat(ResponseClassifier.ofThrowable(new IllegalStateException("bug")))
                .isEqualTo(FailureKind.REJECTED);
    }

    @Test
    void shouldLookBehindTheWrappersOfFutures() {
        GeoFailure failure = FakeGeoClient.failure(FailureKind.DENIED);

        assertThat(ResponseClassifier.toFailure(new CompletionException(new ExecutionException(failure))))
                .isSameAs(failure);
    }

    @Test
    void shouldNotRepeatMessagesThatMayHoldAUrlWithAKey() {
        for (Exception e : new Exception[] {
            new ConnectException("https://x/?key=s3cret"), new UnknownHostException("s3cret"),
            new IOException("https://x/?key=s3cret"), new TimeoutException("s3cret"),
            new SSLHandshakeException("s3cret"), new IllegalArgumentException("s3cret")
        }) {
            assertThat(ResponseClassifier.toFailure(e)).message().isNotBlank().doesNotContain("s3cret");
        }
    }
}

package dev.venues.lookup;

import dev.venues.lookup.testing.FakeLookup;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
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

    // Responses

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "403 |                                | FORBIDDEN",
                "403 | Retry-After: 3                 | THROTTLED",
                "403 | X-RateLimit-Remaining: 0       | THROTTLED",
                "403 | RateLimit-Remaining: 0         | THROTTLED",
                "403 | X-Rate-Limit-Remaining: 0      | THROTTLED",
                "403 | RateLimit: \"default\";r=0;t=5 | THROTTLED",
                "403 | X-RateLimit-Remaining: 7       | FORBIDDEN",
                "403 | X-RateLimit-Remaining: none    | FORBIDDEN",
                "503 | X-RateLimit-Remaining: 0       | THROTTLED",
                "503 | Retry-After: 3                 | TRANSIENT",
                "500 | X-RateLimit-Remaining: 0       | TRANSIENT",
                "401 | X-RateLimit-Remaining: 0       | ACCOUNT",
            })
    void shouldTakeARateLimitThatIsUsedUpForAThrottle(int status, String header, FailureKind kind) {
        assertThat(Failures.ofResponse(response(status, header, "")).kind()).isEqualTo(kind);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "400 | {\"message\":\"near is unknown\"} | the API answered 400: near is unknown",
                "500 |                                    | the API answered 500",
                "401 | {\"message\":\"no key k3y\"}      | the API answered 401: no key ***",
                "404 | Not here                | the API answered 404 for https://api.example/places/search: Not here",
                "410 |                         | the API answered 410 for https://api.example/places/search",
            })
    void shouldRepeatTheApisWordsAndNameThePlaceWhereThatIsAtFault(int status, String body, String message) {
        assertThat(Failures.ofResponse(response(status, null, body))).hasMessage(message);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "308 | Location: https://other.example/v4?key=k3y | , which has moved to https://other.example/v4",
                "301 | Location: /v4/search                       | , which has moved to https://api.example/v4/search",
                "302 | Location: https://login.example            | , which redirects to https://login.example",
                "302 | Location: https://[                        | ''",
                "302 |                                            | ''",
            })
    void shouldNameWhereARedirectLeads(int status, String location, String where) {
        assertThat(Failures.ofResponse(response(status, location, "")))
                .hasMessage("the API answered " + status + " for https://api.example/places/search" + where);
    }

    private static Response response(int status, String header, String body) {
        Request request = Request.get("/places/search").param("query", "x").param("key", new Secret("k3y"));
        String name = header == null ? "" : header.substring(0, header.indexOf(':'));
        String value = header == null ? "" : header.substring(name.length() + 2);
        return new Response(
                        status,
                        asked -> asked.equalsIgnoreCase(name) ? value : null,
                        body == null ? new byte[0] : body.getBytes(StandardCharsets.UTF_8))
                .to(Asked.of(URI.create("https://api.example"), request));
    }
}

package dev.venues.lookup.http;

import dev.venues.lookup.FailureKind;
import dev.venues.lookup.LookupFailure;
import dev.venues.lookup.testing.MisbehavingServer;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.time.Duration;
import java.util.List;

import static dev.venues.lookup.http.RealClient.BERGHAIN;
import static org.assertj.core.api.Assertions.assertThat;

/** What a failure keeps of an API's answer, over both protocols. The client asks with the token {@code k3y}. */
class ApiWordsWireTest {

    @RegisterExtension
    static final TrustedAuthority AUTHORITY = new TrustedAuthority();

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "400 | {\"message\":\"near is unknown\"}   | the API answered 400: near is unknown",
                "401 | {\"error\":\"No token 'k3y'.\"}     | the API answered 401: No token '***'",
                "403 | you sent Authorization: Bearer k3y  | the API answered 403: you sent Authorization: ***",
                "500 | <html><title>Oops</title></html>    | the API answered 500: Oops",
                "500 | <html>k3y</html>                    | the API answered 500",
                "410 | {\"message\":\"retired\"}           | the API answered 410 for URL/places/search: retired",
                "404 | Cannot GET /places/search?query=k3y | the API answered 404 for URL/places/search: Cannot GET"
                        + " /places/search?query=***",
            })
    void shouldRepeatTheApisWordsWithoutTheKey(int status, String body, String message) throws Exception {
        for (Answered answered : both(status, body, "x-a", "b")) {
            assertThat(answered.failure).hasMessage(message.replace("URL", answered.url));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "429, x-ratelimit-reset, 7, THROTTLED, 7",
        "429, ratelimit-reset, 7, THROTTLED, 7",
        "429, retry-after, 4.5, THROTTLED, 4.5",
        "403, retry-after, 2, THROTTLED, 2",
        "403, x-ratelimit-remaining, 0, THROTTLED, 0",
        "503, ratelimit-remaining, 0, THROTTLED, 0",
        "503, retry-after, 3, TRANSIENT, 3",
        "500, x-ratelimit-reset, 7, TRANSIENT, 0",
        "200, retry-after, 3, UNREADABLE, 3",
    })
    void shouldReadThePauseInTheHeaders(int status, String name, String value, FailureKind kind, double seconds)
            throws Exception {
        for (Answered answered : both(status, "{}", name, value)) {
            assertThat(answered.failure.kind()).isEqualTo(kind);
            assertThat(answered.failure.retryAfter().map(Duration::toMillis).orElse(0L))
                    .isEqualTo((long) (seconds * 1_000));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "301, https://other.example/v4?key=k3y, which has moved to https://other.example/v4",
        "308, https://me:k3y@other.example/k3y/v4, which has moved to https://other.example/***/v4",
        "302, https://login.example/, which redirects to https://login.example/",
    })
    void shouldNameWhereAnApiHasGone(int status, String location, String where) throws Exception {
        for (Answered answered : both(status, "", "location", location)) {
            assertThat(answered.failure.kind()).isEqualTo(FailureKind.SETUP);
            assertThat(answered.failure)
                    .hasMessage("the API answered " + status + " for " + answered.url + "/places/search, " + where);
        }
    }

    /** A failure, and the base URL that was asked. */
    private record Answered(String url, LookupFailure failure) {}

    private static List<Answered> both(int status, String body, String name, String value) throws Exception {
        String http1 = "HTTP/1.1 " + status + " As said\r\n" + name + ": " + value + "\r\nContent-Length: "
                + body.length() + "\r\n\r\n" + body;
        try (MisbehavingServer one = MisbehavingServer.saying(http1);
                RealClient overOne = RealClient.of(one.url());
                Http2Server two = new Http2Server(
                        AUTHORITY.certificates(), 100, request -> request.answer(status, body, name, value));
                RealClient overTwo = RealClient.of(two.url())) {
            return List.of(
                    new Answered(one.url(), overOne.failure(BERGHAIN)),
                    new Answered(two.url(), overTwo.failure(BERGHAIN)));
        }
    }
}

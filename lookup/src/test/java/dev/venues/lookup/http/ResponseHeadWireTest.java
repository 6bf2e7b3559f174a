package dev.venues.lookup.http;

import dev.venues.lookup.FailureKind;
import dev.venues.lookup.LookupFailure;
import dev.venues.lookup.testing.MisbehavingServer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.IOException;
import java.time.Duration;

import static dev.venues.lookup.http.RealClient.BERGHAIN;
import static dev.venues.lookup.http.RealClient.FOUND;
import static org.assertj.core.api.Assertions.assertThat;

/** How large the head of an answer may be, and what it says of a failure, over both protocols. */
class ResponseHeadWireTest {

    private static final String TOO_LARGE = "the API's answer has more than 64 KiB of headers";

    /** No test here waits for a timeout: without an answer it fails by another message. */
    private static final Duration LIMIT = Duration.ofSeconds(10);

    @RegisterExtension
    static final TrustedAuthority AUTHORITY = new TrustedAuthority();

    // Size

    @ParameterizedTest
    @CsvSource({"9000, 1", "60000, 1", "1000, 60"})
    void shouldReadAnAnswerWithALargeHead(int size, int times) throws Exception {
        try (MisbehavingServer server = http1(200, FOUND, size, times);
                RealClient client = RealClient.withTimeout(server.url(), LIMIT)) {
            assertThat(client.get(BERGHAIN).isFound()).isTrue();
        }
        try (Http2Server server = http2(200, FOUND, size, times);
                RealClient client = RealClient.withTimeout(server.url(), LIMIT)) {
            assertThat(client.get(BERGHAIN).isFound()).isTrue();
        }
    }

    @ParameterizedTest
    @CsvSource({"70000, 1", "1000, 70", "1000, 300"})
    void shouldTellAHeadThatIsTooLarge(int size, int times) throws Exception {
        try (MisbehavingServer server = http1(200, FOUND, size, times);
                RealClient client = RealClient.withTimeout(server.url(), LIMIT)) {
            assertTooLarge(client.failure(BERGHAIN));
        }
        try (Http2Server server = http2(200, FOUND, size, times);
                RealClient client = RealClient.withTimeout(server.url(), LIMIT)) {
            assertTooLarge(client.failure(BERGHAIN));
        }
    }

    /** The codec of HTTP/2 gives up a connection at a quarter more, and with it all that is under way there. */
    @Test
    void shouldTellAHeadThatIsMuchTooLarge() throws Exception {
        try (MisbehavingServer server = http1(200, FOUND, 300_000, 1);
                RealClient client = RealClient.withTimeout(server.url(), LIMIT)) {
            assertTooLarge(client.failure(BERGHAIN));
        }
        try (Http2Server server = http2(200, FOUND, 300_000, 1);
                RealClient client = RealClient.withTimeout(server.url(), LIMIT)) {
            assertThat(client.failure(BERGHAIN))
                    .hasMessage("the connection to the API broke: an answer on it has more than 64 KiB of headers");
        }
    }

    @Test
    void shouldAskTheNextAfterAHeadThatWasTooLarge() throws Exception {
        try (Http2Server server = new Http2Server(AUTHORITY.certificates(), 100, request -> {
                    if (request.streamId() == 3) {
                        request.answer(200, FOUND, "x-a", "a".repeat(70_000));
                    } else {
                        request.found();
                    }
                });
                RealClient client = RealClient.withTimeout(server.url(), LIMIT)) {
            assertTooLarge(client.failure(BERGHAIN));
            assertThat(client.get(BERGHAIN).isFound()).isTrue();
        }
    }

    private static void assertTooLarge(LookupFailure failure) {
        assertThat(failure).hasMessage(TOO_LARGE);
        assertThat(failure.kind()).isEqualTo(FailureKind.UNREADABLE);
    }

    private static MisbehavingServer http1(int status, String body, int size, int times) throws IOException {
        return MisbehavingServer.saying(
                "HTTP/1.1 " + status + " As said\r\n" + ("X-A: " + "a".repeat(size) + "\r\n").repeat(times)
                        + "Content-Length: " + body.length() + "\r\n\r\n" + body);
    }

    private static Http2Server http2(int status, String body, int size, int times) throws Exception {
        String[] headers = new String[2 * times];
        for (int i = 0; i < times; i++) {
            headers[2 * i] = "x-a";
            headers[2 * i + 1] = "a".repeat(size);
        }
        return new Http2Server(AUTHORITY.certificates(), 100, request -> request.answer(status, body, headers));
    }
}

package dev.venues.lookup.http;

import dev.venues.lookup.FailureKind;
import dev.venues.lookup.LookupCounters;
import dev.venues.lookup.LookupFailure;
import dev.venues.lookup.LookupOptions;
import dev.venues.lookup.Response;
import dev.venues.lookup.testing.Answer;
import dev.venues.lookup.testing.MisbehavingServer;
import dev.venues.lookup.testing.PlacesEndpoint;
import dev.venues.lookup.testing.Question;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.ByteArrayOutputStream;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPOutputStream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

/** The real HTTP client against servers on loopback that misbehave. */
class HttpLookupWireTest {

    private static final String BODY = "{\"results\":[{\"fsq_place_id\":\"4b\",\"name\":\"Berghain\","
            + "\"latitude\":52.5111,\"longitude\":13.443,\"location\":{}}]}";
    private static final Question BERGHAIN = new Question("Berghain", "Berlin", "DE");

    private static final LookupOptions.Calls CALLS = LookupOptions.builder()
            .requestTimeout(Duration.ofMillis(500))
            .build()
            .calls();

    private final LookupCounters stats = new LookupCounters();

    @Test
    void shouldSendOneWellFormedRequest() throws Exception {
        try (MisbehavingServer server = MisbehavingServer.saying(ok(BODY))) {
            Answer located = locate(server, new Question("Café & Bar?=#%00\r\nX: y", "Saint-Étienne", "FR"));

            assertThat(located.isFound()).isTrue();
            assertThat(located.id()).isEqualTo("4b");
            assertThat(located.via()).isEqualTo(Answer.Via.API);
            String head = server.requests().get(0);
            assertThat(head)
                    .startsWith("GET /base/places/search?query=Caf%C3%A9%20%26%20Bar%3F%3D%23%2500%0D%0AX%3A%20y"
                            + "&near=Saint-%C3%89tienne%2C%20FR&limit=1 HTTP/1.1\r\n");
            assertThat(head.toLowerCase(Locale.ROOT))
                    .contains("user-agent: venues/1.0", "authorization: bearer k3y", "accept: application/json")
                    .doesNotContain("\r\nx: y", "cookie");
            assertThat(stats.requests()).isEqualTo(1);
            assertThat(stats.errors()).isZero();
            assertThat(stats.latenciesMs()).hasSize(1);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "200 OK, REJECTED, true",
        "203 Changed, REJECTED, true",
        "204 None, UNREADABLE, false",
        "400 Bad, REJECTED, false",
        "401 No, ACCOUNT, false",
        "403 No, FORBIDDEN, false",
        "404 No, NO_SUCH_RESOURCE, false",
        "429 Slow, THROTTLED, false",
        "500 Oops, TRANSIENT, false",
        "503 Later, TRANSIENT, false"
    })
    void shouldClassifyTheStatus(String status, FailureKind kind, boolean found) throws Exception {
        String response = "HTTP/1.1 " + status + "\r\nContent-Length: " + BODY.length() + "\r\n\r\n" + BODY;
        try (MisbehavingServer server = MisbehavingServer.saying(response)) {
            if (found) {
                assertThat(locate(server, BERGHAIN).isFound()).isTrue();
            } else {
                assertThat(failure(server).kind()).isEqualTo(kind);
                assertThat(stats.errors()).isEqualTo(1);
            }
        }
    }

    @Test
    void shouldPassOnRetryAfter() throws Exception {
        try (MisbehavingServer server =
                MisbehavingServer.saying("HTTP/1.1 429 Slow\r\nRetry-After: 3\r\nContent-Length: 0\r\n\r\n")) {
            assertThat(failure(server).retryAfter()).contains(Duration.ofSeconds(3));
        }
    }

    @Test
    void shouldNotFollowRedirects() throws Exception {
        try (MisbehavingServer elsewhere = MisbehavingServer.saying(ok(BODY));
                MisbehavingServer server = MisbehavingServer.saying(
                        "HTTP/1.1 302 Found\r\nLocation: " + elsewhere.url() + "\r\nContent-Length: 0\r\n\r\n")) {
            assertThat(failure(server).kind()).isEqualTo(FailureKind.SETUP);
            assertThat(elsewhere.requests()).isEmpty();
        }
    }

    @Test
    void shouldNotKeepCookies() throws Exception {
        String response = "HTTP/1.1 200 OK\r\nSet-Cookie: a=b\r\nContent-Length: " + BODY.length() + "\r\n\r\n" + BODY;
        try (MisbehavingServer server = MisbehavingServer.saying(response);
                HttpConnections http = HttpClients.open(target(server.url()), CALLS, () -> 10)) {
            HttpLookup<Question, Answer> client = client(http, server.url());
            get(client, BERGHAIN);
            get(client, BERGHAIN);
            assertThat(server.requests().get(1)).doesNotContainIgnoringCase("cookie");
        }
    }

    @ParameterizedTest
    @CsvSource({"'{\"results\":'", "''", "<html>", "'{\"results\":[]} x'", "'{\"results\":NaN}'"})
    void shouldTellAnUnreadableBody(String body) throws Exception {
        try (MisbehavingServer server = MisbehavingServer.saying(ok(body))) {
            assertThat(failure(server).kind()).isEqualTo(FailureKind.UNREADABLE);
        }
    }

    @Test
    void shouldTellABodyThatIsNestedTooDeep() throws Exception {
        try (MisbehavingServer server = MisbehavingServer.saying(ok("[".repeat(100_000)))) {
            assertThat(failure(server).kind()).isEqualTo(FailureKind.UNREADABLE);
        }
    }

    @Test
    void shouldBreakOffABodyThatGrowsTooLong() throws Exception {
        byte[] chunk = new byte[64 * 1024];
        long[] sent = new long[1];
        try (MisbehavingServer server = new MisbehavingServer((out, connection) -> {
            out.write("HTTP/1.1 200 OK\r\n\r\n".getBytes(StandardCharsets.UTF_8));
            for (int i = 0; i < 4_000; i++) {
                out.write(chunk);
                sent[0] += chunk.length;
            }
        })) {
            assertThat(failure(server))
                    .hasMessageContaining("more than " + Response.MAX_BODY_BYTES + " bytes")
                    .extracting(LookupFailure::kind)
                    .isEqualTo(FailureKind.UNREADABLE);
        }
        assertThat(sent[0]).isLessThan(100L << 20);
    }

    @Test
    void shouldBreakOffACompressedBodyThatGrowsTooLong() throws Exception {
        ByteArrayOutputStream bomb = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(bomb)) {
            gzip.write(new byte[200 << 20]);
        }
        try (MisbehavingServer server = new MisbehavingServer((out, connection) -> {
            out.write(("HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: " + bomb.size() + "\r\n\r\n")
                    .getBytes(StandardCharsets.UTF_8));
            out.write(bomb.toByteArray());
        })) {
            assertThat(failure(server).kind()).isEqualTo(FailureKind.UNREADABLE);
        }
    }

    @Test
    void shouldGiveUpOnAServerThatHangs() throws Exception {
        try (MisbehavingServer server = new MisbehavingServer(
                (out, connection) -> connection.getInputStream().read())) {
            assertTransient(server, "no answer within the request timeout");
        }
    }

    @Test
    void shouldOpenNoMoreConnectionsThanTwiceWhatMayBeUnderWay() throws Exception {
        try (MisbehavingServer server = new MisbehavingServer(
                        (out, connection) -> connection.getInputStream().read());
                HttpConnections http = HttpClients.open(target(server.url()), CALLS, () -> 2)) {
            HttpLookup<Question, Answer> client = client(http, server.url());
            List<CompletableFuture<Answer>> replies = new ArrayList<>();
            for (int i = 0; i < 10; i++) {
                replies.add(client.lookUp(BERGHAIN).toCompletableFuture());
            }

            List<CompletableFuture<Answer>> refused = replies.subList(4, 10);
            assertThat(refused).allMatch(CompletableFuture::isCompletedExceptionally);
            assertThatThrownBy(refused.get(0)::join)
                    .hasRootCauseMessage("the connection to the API broke (TooManyConnectionsException)");
            await().atMost(Duration.ofSeconds(20))
                    .until(() -> replies.stream().allMatch(CompletableFuture::isDone) && http.open() == 0);
            assertThat(server.requests()).hasSize(4);
        }
    }

    @Test
    void shouldGiveUpOnABodyThatDripsSlowly() throws Exception {
        try (MisbehavingServer server = new MisbehavingServer((out, connection) -> {
            out.write("HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n".getBytes(StandardCharsets.UTF_8));
            connection.setSoTimeout(20);
            for (int i = 0; i < 1_000; i++) {
                out.write(' ');
                out.flush();
                try {
                    connection.getInputStream().read();
                } catch (SocketTimeoutException e) {
                    continue;
                }
                return;
            }
        })) {
            assertTransient(server, "no answer within the request timeout");
        }
    }

    @Test
    void shouldTryAgainWhenTheConnectionBreaks() throws Exception {
        try (MisbehavingServer server = new MisbehavingServer((out, connection) -> connection.close())) {
            assertTransient(server, "the connection to the API broke (RemotelyClosedException)");
        }
    }

    @Test
    void shouldTryAgainWhenTheBodyIsCutShort() throws Exception {
        try (MisbehavingServer server = new MisbehavingServer((out, connection) -> {
            out.write("HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n{\"re".getBytes(StandardCharsets.UTF_8));
            out.flush();
            connection.close();
        })) {
            assertThat(failure(server).kind()).isEqualTo(FailureKind.TRANSIENT);
        }
    }

    @Test
    void shouldTryAgainWhenNobodyListens() throws Exception {
        String url;
        try (MisbehavingServer server = MisbehavingServer.saying("")) {
            url = server.url();
        }
        try (HttpConnections http = HttpClients.open(target(url), CALLS, () -> 10)) {
            LookupFailure failure = failure(client(http, url), BERGHAIN);
            assertThat(failure.kind()).isEqualTo(FailureKind.UNREACHABLE);
            assertThat(failure).hasMessage("cannot connect to the API");
        }
    }

    @Test
    void shouldTellAnAnswerThatIsNoHttp() throws Exception {
        try (MisbehavingServer server = MisbehavingServer.saying("SSH-2.0-OpenSSH_9.2\r\n\r\n")) {
            assertThat(failure(server).kind()).isEqualTo(FailureKind.UNREADABLE);
        }
    }

    @Test
    void shouldGiveUpOnEndlessHeaders() throws Exception {
        byte[] header = ("X-A: " + "a".repeat(1_000) + "\r\n").getBytes(StandardCharsets.UTF_8);
        try (MisbehavingServer server = new MisbehavingServer((out, connection) -> {
            out.write("HTTP/1.1 200 OK\r\n".getBytes(StandardCharsets.UTF_8));
            for (int i = 0; i < 10_000; i++) {
                out.write(header);
            }
        })) {
            assertThat(failure(server).kind()).isEqualTo(FailureKind.UNREADABLE);
        }
    }

    @Test
    void shouldNotAskWhatTheProviderCannotBeAsked() throws Exception {
        try (MisbehavingServer server = MisbehavingServer.saying(ok(BODY));
                HttpConnections http = HttpClients.open(target(server.url()), CALLS, () -> 10)) {
            LookupFailure failure = failure(client(http, server.url()), new Question("Berghain", null, null));
            assertThat(failure.kind()).isEqualTo(FailureKind.BROKEN);
            assertThat(server.requests()).isEmpty();
            assertThat(stats.requests()).isZero();
        }
    }

    /** Clients that these tests had closed were counted on, so that other tests failed if they came later. */
    @Test
    void shouldCountAClientUntilItIsClosed() {
        int before = HttpClients.live();

        try (HttpConnections http = HttpClients.open(target("http://127.0.0.1:1"), CALLS, () -> 10)) {
            assertThat(http.open()).isZero();
            assertThat(HttpClients.live()).isEqualTo(before + 1);
        }

        assertThat(HttpClients.live()).isEqualTo(before);
    }

    @Test
    void shouldAnswerWhenTheHttpClientIsClosed() throws Exception {
        HttpConnections http = HttpClients.open(target("http://127.0.0.1:1"), CALLS, () -> 10);
        http.close();

        assertThat(failure(client(http, "http://127.0.0.1:1"), BERGHAIN).getMessage())
                .isNotBlank();
    }

    @Test
    void shouldAnswerWhatIsUnderWayWhenTheHttpClientIsClosed() throws Exception {
        try (MisbehavingServer server = new MisbehavingServer(
                (out, connection) -> connection.getInputStream().read())) {
            HttpConnections http = HttpClients.open(target(server.url()), CALLS, () -> 10);
            CompletableFuture<Answer> reply =
                    client(http, server.url()).lookUp(BERGHAIN).toCompletableFuture();
            await().atMost(Duration.ofSeconds(20)).until(() -> server.requests().size() == 1);
            http.close();

            assertThatThrownBy(() -> reply.get(20, TimeUnit.SECONDS)).hasRootCauseMessage("the client was closed");
        }
    }

    private void assertTransient(MisbehavingServer server, String message) throws Exception {
        LookupFailure failure = failure(server);
        assertThat(failure.kind()).isEqualTo(FailureKind.TRANSIENT);
        assertThat(failure).hasMessage(message);
    }

    private static String ok(String body) {
        return "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: "
                + body.getBytes(StandardCharsets.UTF_8).length + "\r\n\r\n" + body;
    }

    private Answer locate(MisbehavingServer server, Question query) throws Exception {
        try (HttpConnections http = HttpClients.open(target(server.url() + "/base/"), CALLS, () -> 10)) {
            return get(client(http, server.url() + "/base/"), query);
        }
    }

    private LookupFailure failure(MisbehavingServer server) throws Exception {
        try (HttpConnections http = HttpClients.open(target(server.url()), CALLS, () -> 10)) {
            return failure(client(http, server.url()), BERGHAIN);
        }
    }

    private static LookupFailure failure(HttpLookup<Question, Answer> client, Question query) throws Exception {
        try {
            throw new AssertionError("no failure but " + get(client, query));
        } catch (ExecutionException e) {
            return (LookupFailure) e.getCause();
        }
    }

    private static Answer get(HttpLookup<Question, Answer> client, Question query) throws Exception {
        return client.lookUp(query).toCompletableFuture().get(20, TimeUnit.SECONDS);
    }

    private HttpLookup<Question, Answer> client(HttpConnections http, String url) {
        return new HttpLookup<>(http, new PlacesEndpoint(), URI.create(url), stats);
    }

    private static HttpClients.Target target(String url) {
        return new HttpClients.Target(URI.create(url), "venues/1.0");
    }
}

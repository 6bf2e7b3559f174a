package dev.venues.lookup.http;

import dev.venues.lookup.Clocks;
import dev.venues.lookup.FailureKind;
import dev.venues.lookup.LookupFailure;
import dev.venues.lookup.testing.Answer;
import dev.venues.lookup.testing.MisbehavingServer;
import dev.venues.lookup.testing.Question;
import io.netty.util.HashedWheelTimer;
import org.asynchttpclient.AsyncHttpClient;
import org.asynchttpclient.DefaultAsyncHttpClient;
import org.asynchttpclient.RequestBuilder;
import org.asynchttpclient.netty.channel.ChannelManager;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLServerSocket;

import static dev.venues.lookup.http.RealClient.BERGHAIN;
import static dev.venues.lookup.http.RealClient.FOUND;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.asynchttpclient.Dsl.config;
import static org.awaitility.Awaitility.await;

/** Over how many connections the client asks an API that offers HTTP/2, and one that does not. */
class Http2WireTest {

    private static final Duration LIMIT = Duration.ofSeconds(20);
    private static final String ANSWER = "HTTP/1.1 200 OK\r\nContent-Length: " + FOUND.length() + "\r\n\r\n" + FOUND;

    @RegisterExtension
    static final TrustedAuthority AUTHORITY = new TrustedAuthority();

    @Test
    void shouldShareOneConnectionAmongAllLookups() throws Exception {
        try (Http2Server server = new Http2Server(AUTHORITY.certificates(), 1_000, request -> {});
                RealClient client = RealClient.of(server.url())) {
            List<CompletionStage<Answer>> replies = ask(client, 200);
            await().atMost(LIMIT).until(() -> server.requests().size() == 200);

            assertThat(client.openConnections()).isEqualTo(1);
            server.requests().forEach(Http2Server.Request::found);
            assertFound(replies);
            assertThat(server.connections()).isEqualTo(1);
            assertThat(server.mostStreams()).isEqualTo(200);
        }
    }

    @Test
    void shouldSendOneWellFormedRequest() throws Exception {
        try (Http2Server server = new Http2Server(AUTHORITY.certificates(), 100, Http2Server.Request::found);
                RealClient client = RealClient.of(server.url())) {
            client.get(new Question("Café\r\nX: y", "Berlin", null));

            assertThat(server.requests()).singleElement().satisfies(request -> {
                assertThat(request.headers().method()).hasToString("GET");
                assertThat(request.headers().scheme()).hasToString("https");
                assertThat(request.headers().path())
                        .hasToString("/places/search?query=Caf%C3%A9%0D%0AX%3A%20y&near=Berlin&limit=1");
                assertThat(request.headers().get("authorization")).hasToString("Bearer k3y");
                assertThat(request.headers().get("user-agent")).hasToString("venues/1.0");
                assertThat(request.headers().contains("x")).isFalse();
            });
        }
    }

    /** 64 KiB, the protocol's default, would be 1,300 answers of 1 KiB a second from a server 50 ms away; 16 MiB need memory. */
    @Test
    void shouldLetTwoMebibytesBeOnTheirWay() throws Exception {
        try (Http2Server server = new Http2Server(AUTHORITY.certificates(), 100, Http2Server.Request::found);
                RealClient client = RealClient.of(server.url())) {
            client.get(BERGHAIN);
            client.get(BERGHAIN);

            assertThat(server.requests().get(1).window()).isBetween(1_000_000, 2 << 20);
        }
    }

    @Test
    void shouldOpenAnotherConnectionWhenTheStreamsOfOneAreTaken() throws Exception {
        try (Http2Server server = new Http2Server(AUTHORITY.certificates(), 50, request -> {});
                RealClient client = RealClient.of(server.url())) {
            List<CompletionStage<Answer>> replies = ask(client, 120);
            await().atMost(LIMIT).until(() -> server.requests().size() == 120);

            assertThat(client.openConnections()).isEqualTo(3);
            server.requests().forEach(Http2Server.Request::found);
            assertFound(replies);
            assertThat(server.connections()).isEqualTo(3);
            assertThat(server.mostStreams()).isEqualTo(50);
        }
    }

    @Test
    void shouldGoOverAsManyConnectionsAsItMustWhenEachGrantsOneStream() throws Exception {
        try (Http2Server server = new Http2Server(AUTHORITY.certificates(), 1, Http2Server.Request::found);
                RealClient client = RealClient.of(server.url())) {
            assertFound(ask(client, 40));

            assertThat(server.mostStreams()).isEqualTo(1);
            assertThat(server.connections()).isLessThanOrEqualTo(40);
        }
    }

    /** The one that answers first starts the next, on the I/O thread, where a place has just become free. */
    @Test
    void shouldNotOpenAnotherConnectionForOneLookupAfterTheOther() throws Exception {
        try (Http2Server server = new Http2Server(AUTHORITY.certificates(), 1, Http2Server.Request::found);
                RealClient client = RealClient.of(server.url())) {
            CompletionStage<Answer> reply = client.lookUp(BERGHAIN);
            for (int i = 0; i < 50; i++) {
                reply = reply.thenCompose(located -> client.lookUp(BERGHAIN));
            }

            assertFound(List.of(reply));
            assertThat(server.connections()).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "401, ACCOUNT, 0",
        "403, FORBIDDEN, 0",
        "403, THROTTLED, 2",
        "404, NO_SUCH_RESOURCE, 0",
        "429, THROTTLED, 3",
        "500, TRANSIENT, 0",
        "503, TRANSIENT, 7"
    })
    void shouldClassifyTheStatus(int status, FailureKind kind, int retryAfter) throws Exception {
        String[] header = retryAfter == 0 ? new String[0] : new String[] {"retry-after", "" + retryAfter};
        try (Http2Server server = new Http2Server(
                        AUTHORITY.certificates(), 100, request -> request.answer(status, "{}", header));
                RealClient client = RealClient.of(server.url())) {
            LookupFailure failure = client.failure(BERGHAIN);

            assertThat(failure.kind()).isEqualTo(kind);
            assertThat(failure).hasMessageStartingWith("the API answered " + status);
            assertThat(failure.retryAfter().map(Duration::toSeconds).orElse(0L)).isEqualTo(retryAfter);
        }
    }

    @Test
    void shouldCloseAConnectionThatNobodyUses() throws Exception {
        AsyncHttpClient library = new DefaultAsyncHttpClient(config().setHttp2Enabled(true)
                .setPooledConnectionIdleTimeout(Duration.ofMillis(300))
                .setHttpAdditionalChannelInitializer(channel ->
                        channel.pipeline().addBefore(ChannelManager.AHC_HTTP_HANDLER, null, new OneAnswerPerRequest()))
                .build());
        try (Http2Server server = new Http2Server(AUTHORITY.certificates(), 100, Http2Server.Request::found);
                HttpConnections connections = new HttpConnections(
                        library,
                        new HttpConnections.Surroundings(
                                new HttpClients.Target(URI.create(server.url()), "venues/1.0"),
                                new HashedWheelTimer(),
                                Clocks.system(),
                                new BackgroundNameResolver()),
                        true,
                        () -> {})) {
            for (int i = 1; i <= 2; i++) {
                HttpExchange exchange = new HttpExchange();
                connections.send(new RequestBuilder().setUrl(server.url()), exchange);
                assertThat(exchange.response().get(20, TimeUnit.SECONDS).status())
                        .isEqualTo(200);
                await().atMost(LIMIT).until(() -> connections.open() == 0);
                assertThat(server.connections()).isEqualTo(i);
            }
        }
    }

    // HTTP/1.1

    @Test
    void shouldOpenAConnectionForEachLookupWhenTheApiPicksHttp11() throws Exception {
        assertOneConnectionEach(20, "http/1.1", true);
    }

    @Test
    void shouldOpenAConnectionForEachLookupWhenTheApiPicksNothing() throws Exception {
        assertOneConnectionEach(20, null, true);
    }

    @Test
    void shouldNotOfferHttp2WhenItIsTurnedOff() throws Exception {
        assertOneConnectionEach(20, "h2", false);
    }

    private static void assertOneConnectionEach(int lookups, String protocol, boolean http2) throws Exception {
        CountDownLatch all = new CountDownLatch(lookups);
        ServerSocket listener = AUTHORITY.certificates().signed(TestCertificates.THIS_HOST, "-1H");
        if (protocol != null) {
            SSLParameters parameters = ((SSLServerSocket) listener).getSSLParameters();
            parameters.setApplicationProtocols(new String[] {protocol, "http/1.1"});
            ((SSLServerSocket) listener).setSSLParameters(parameters);
        }
        try (MisbehavingServer server = new MisbehavingServer(
                (out, connection) -> {
                    all.countDown();
                    awaitAll(all);
                    out.write(ANSWER.getBytes(UTF_8));
                },
                listener)) {
            String url = server.url().replace("http:", "https:");
            try (RealClient client = http2 ? RealClient.of(url) : RealClient.withoutHttp2(url)) {
                assertFound(ask(client, lookups));

                assertThat(client.openConnections()).isEqualTo(lookups);
                assertThat(server.requests()).hasSize(lookups);
            }
        }
    }

    private static void awaitAll(CountDownLatch all) {
        try {
            all.await(LIMIT.toSeconds(), TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static List<CompletionStage<Answer>> ask(RealClient client, int times) {
        List<CompletionStage<Answer>> replies = new ArrayList<>();
        for (int i = 0; i < times; i++) {
            replies.add(client.lookUp(new Question("venue " + i, "Berlin", "DE")));
        }
        return replies;
    }

    private static void assertFound(List<CompletionStage<Answer>> replies) throws Exception {
        for (CompletionStage<Answer> reply : replies) {
            assertThat(RealClient.get(reply).isFound()).isTrue();
        }
    }
}

package dev.venues.lookup.http;

import dev.venues.lookup.access.Access;
import dev.venues.lookup.testing.Answer;
import dev.venues.lookup.testing.MisbehavingServer;
import dev.venues.lookup.testing.Question;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import java.net.Socket;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

import static dev.venues.lookup.http.RealClient.BERGHAIN;
import static dev.venues.lookup.http.RealClient.FOUND;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** A connection that has had its time takes no further requests, so that an API may move; those under way end on it. */
class ConnectionMaxAgeWireTest {

    private static final String ANSWER = "HTTP/1.1 200 OK\r\nContent-Length: " + FOUND.length() + "\r\n\r\n" + FOUND;
    private static final Question SLOW = new Question("slow", "Berlin", "DE");
    private static final Duration LIMIT = Duration.ofSeconds(20);

    private static final Access SHORT = Access.PLAIN.withConnectionMaxAge(Duration.ofMillis(300));

    @RegisterExtension
    static final TrustedAuthority AUTHORITY = new TrustedAuthority();

    @Test
    void shouldReplaceAnOldConnection() throws Exception {
        Set<Socket> connections = ConcurrentHashMap.newKeySet();
        try (MisbehavingServer server = new MisbehavingServer((out, connection) -> {
                    connections.add(connection);
                    out.write(ANSWER.getBytes(UTF_8));
                });
                RealClient client = RealClient.of(server.url(), SHORT)) {
            await().atMost(LIMIT).until(() -> client.get(BERGHAIN).isFound() && connections.size() == 3);

            assertThat(server.requests().size())
                    .as("a connection serves several")
                    .isGreaterThan(3);
            await().atMost(LIMIT).until(() -> client.openConnections() <= 1);
        }
    }

    @Test
    void shouldNotCutARequestUnderWay() throws Exception {
        CountDownLatch release = new CountDownLatch(1);
        Set<Socket> connections = ConcurrentHashMap.newKeySet();
        AtomicInteger asked = new AtomicInteger();
        try (MisbehavingServer server = new MisbehavingServer((out, connection) -> {
                    connections.add(connection);
                    if (asked.getAndIncrement() == 0) {
                        awaitQuietly(release);
                    }
                    out.write(ANSWER.getBytes(UTF_8));
                });
                RealClient client = RealClient.of(server.url(), SHORT)) {
            CompletionStage<Answer> slow = client.lookUp(SLOW);
            await().atMost(LIMIT).until(() -> asked.get() == 1);
            await().atMost(LIMIT).until(() -> client.get(BERGHAIN).isFound() && connections.size() == 4);

            release.countDown();

            assertThat(RealClient.get(slow).isFound()).isTrue();
        }
    }

    @Test
    void shouldReplaceAnOldConnectionOfHttp2() throws Exception {
        try (Http2Server server = new Http2Server(AUTHORITY.certificates(), 100, Http2Server.Request::found);
                RealClient client = RealClient.of(server.url(), SHORT)) {
            await().atMost(LIMIT).until(() -> client.get(BERGHAIN).isFound() && server.connections() == 3);

            assertThat(server.requests().size())
                    .as("a connection serves several")
                    .isGreaterThan(3);
            await().atMost(LIMIT).until(() -> client.openConnections() == 1);
        }
    }

    @Test
    void shouldNotCutAStreamUnderWay() throws Exception {
        AtomicReference<Http2Server.Request> held = new AtomicReference<>();
        try (Http2Server server = new Http2Server(AUTHORITY.certificates(), 100, request -> {
                    if (request.headers().path().toString().contains("slow")) {
                        held.set(request);
                    } else {
                        request.found();
                    }
                });
                RealClient client = RealClient.of(server.url(), SHORT)) {
            CompletionStage<Answer> slow = client.lookUp(SLOW);
            await().atMost(LIMIT).until(() -> held.get() != null);
            await().atMost(LIMIT).until(() -> client.get(BERGHAIN).isFound() && server.connections() == 3);
            assertThat(held.get().channel().isActive()).isTrue();

            held.get().found();

            assertThat(RealClient.get(slow).isFound()).isTrue();
            await().atMost(LIMIT).until(() -> !held.get().channel().isActive());
        }
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            assertThat(latch.await(LIMIT.toSeconds(), TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}

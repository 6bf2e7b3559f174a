package dev.venues.lookup.client;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.venues.lookup.LookupFailure;
import dev.venues.lookup.testing.Answer;
import dev.venues.lookup.testing.PlacesEndpoint;
import dev.venues.lookup.testing.Question;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

/** The whole client, and an API over HTTP that refuses one query, breaks on another, and answers the rest. */
class RefusalsWireTest {

    private static final Question REFUSED = new Question("Refused", "Berlin", "DE");
    private static final Question POISON = new Question("Poison", "Berlin", "DE");
    private static final Duration AMPLE = Duration.ofSeconds(30);
    private static final int LOOKUPS = 5_000;
    private static final int RETRIES = 2;

    private final ExecutorService workers = Executors.newFixedThreadPool(8);
    private final CountDownLatch anotherIsAnswered = new CountDownLatch(1);
    private final AtomicInteger calls = new AtomicInteger();
    private HttpServer api;
    private LookupClient<Question, Answer> client;

    @BeforeEach
    void open() throws IOException {
        api = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        api.setExecutor(workers);
        api.createContext("/places/search", this::answer);
        api.start();
        client = LookupClient.of(
                        new PlacesEndpoint(),
                        URI.create("http://127.0.0.1:" + api.getAddress().getPort()))
                .options(options -> options.retries(RETRIES))
                .open();
        succeed("Berghain");
        calls.set(0);
    }

    @AfterEach
    void close() {
        anotherIsAnswered.countDown();
        client.close();
        api.stop(0);
        workers.shutdownNow();
    }

    @Test
    void shouldCallOnceForThousandsOfLookupsOfARefusedQuery() {
        List<LookupFailure> joined = failures(lookUp(REFUSED));
        List<LookupFailure> later = failures(lookUp(REFUSED));

        assertThat(calls).hasValue(1);
        assertThat(joined).allMatch(refusal -> refusal.getMessage().equals("the API answered 400"));
        assertThat(later).allMatch(refusal -> refusal.getMessage().equals("the API answered 400"));
        assertThat(client.statistics().answers().refused()).isGreaterThanOrEqualTo(LOOKUPS);
    }

    @Test
    void shouldTryOneLookupOnlyOfAQueryThatTheApiCannotAnswer() {
        List<CompletableFuture<Answer>> joined = lookUp(POISON);
        succeed("Tresor");
        anotherIsAnswered.countDown();

        assertThat(failures(joined)).allMatch(failure -> failure.attempts() == 1 + RETRIES);
        assertThat(failures(lookUp(POISON)))
                .allMatch(failure -> failure.attempts() == 1 + RETRIES
                        && failure.getMessage().equals("the API answered 500"));
        assertThat(calls).as("one of them for Tresor").hasValue(2 + RETRIES);
    }

    private void succeed(String name) {
        assertThat(client.lookUp(new Question(name, "Berlin", "DE")).toCompletableFuture())
                .succeedsWithin(AMPLE);
    }

    private List<CompletableFuture<Answer>> lookUp(Question query) {
        return Stream.generate(() -> client.lookUp(query).toCompletableFuture())
                .limit(LOOKUPS)
                .toList();
    }

    private static List<LookupFailure> failures(List<CompletableFuture<Answer>> replies) {
        return replies.stream()
                .map(reply -> (LookupFailure) reply.handle((answer, failure) -> failure)
                        .orTimeout(AMPLE.toSeconds(), TimeUnit.SECONDS)
                        .join())
                .toList();
    }

    private void answer(HttpExchange exchange) throws IOException {
        calls.incrementAndGet();
        String query = exchange.getRequestURI().getQuery();
        if (query.contains("Refused")) {
            exchange.sendResponseHeaders(400, -1);
        } else if (query.contains("Poison")) {
            awaitAnother();
            exchange.sendResponseHeaders(500, -1);
        } else {
            byte[] body = "{\"results\":[{\"fsq_place_id\":\"4b\"}]}".getBytes(UTF_8);
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
        }
        exchange.close();
    }

    private void awaitAnother() {
        try {
            anotherIsAnswered.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}

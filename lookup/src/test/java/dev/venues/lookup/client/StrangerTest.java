package dev.venues.lookup.client;

import dev.venues.lookup.Endpoint;
import dev.venues.lookup.FailureKind;
import dev.venues.lookup.LookupFailure;
import dev.venues.lookup.LookupOptions;
import dev.venues.lookup.Request;
import dev.venues.lookup.Response;
import dev.venues.lookup.Secret;
import dev.venues.lookup.http.HttpClients;
import dev.venues.lookup.testing.MisbehavingServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** What the contract promises to whoever brings an endpoint of his own, faults included. */
class StrangerTest {

    private static final Duration SOON = Duration.ofSeconds(5);
    private static final String ANSWER = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}";

    private final CountDownLatch gate = new CountDownLatch(1);
    private MisbehavingServer api;

    /** Says what every endpoint of these tests says, unless a test says otherwise. */
    private static class Plain implements Endpoint<String, String> {
        @Override
        public Request request(String query) {
            return Request.get("/").param("q", query);
        }

        @Override
        public String read(Response response) throws LookupFailure {
            return response.text();
        }
    }

    @BeforeEach
    void start() throws Exception {
        api = MisbehavingServer.saying(ANSWER);
    }

    @AfterEach
    void stop() {
        gate.countDown();
        api.close();
    }

    private LookupClient<String, String> client(
            Endpoint<String, String> endpoint, Consumer<LookupOptions.Builder> options) {
        return LookupClient.of(endpoint, URI.create(api.url())).options(options).open();
    }

    private static CompletableFuture<String> ask(LookupClient<String, String> client, String query) {
        return client.lookUp(query).toCompletableFuture();
    }

    /** What is thrown leaves the lookup open, and whoever asks for the same later joins it. */
    @Test
    void shouldCompleteWhenAnEndpointThrowsWhereItMayRefuse() {
        Endpoint<String, String> endpoint = new Plain() {
            @Override
            public void requireAskable(String query) {
                throw new IllegalArgumentException("no");
            }
        };
        try (LookupClient<String, String> client = client(endpoint, options -> {})) {
            try {
                ask(client, "a");
            } catch (IllegalArgumentException e) {
                // Promised never to be thrown; the second lookup shows what is worse.
            }
            settle(ask(client, "a"));
        }
    }

    @Test
    void shouldAskForTheFormThatAnEndpointNames() {
        Endpoint<String, String> endpoint = new Plain() {
            @Override
            public Request request(String query) {
                return super.request(query).header("accept", new Secret("application/geo+json"));
            }
        };
        try (LookupClient<String, String> client = client(endpoint, options -> {})) {
            assertThat(ask(client, "a")).succeedsWithin(SOON);

            assertThat(api.requests().get(0).toLowerCase(Locale.ROOT))
                    .containsOnlyOnce("accept: ")
                    .contains("accept: application/geo+json\r\n");
        }
    }

    @Test
    void shouldNotThrowWhenAnEndpointThrowsForAKey() {
        Endpoint<String, String> endpoint = new Plain() {
            @Override
            public String key(String query) {
                throw new IllegalArgumentException("no");
            }
        };
        try (LookupClient<String, String> client = client(endpoint, options -> {})) {
            assertThat(ask(client, "a")).failsWithin(SOON);
        }
    }

    /** It leaves the line served by nobody, for all queries. */
    @Test
    void shouldServeOthersAfterAnErrorOfAnEndpoint() {
        Endpoint<String, String> endpoint = new Plain() {
            @Override
            public Request request(String query) {
                if (query.equals("bad")) {
                    throw new NoClassDefFoundError("of a jar that is missing");
                }
                return super.request(query);
            }
        };
        try (LookupClient<String, String> client = client(endpoint, options -> {})) {
            try {
                ask(client, "bad");
            } catch (NoClassDefFoundError e) {
                // see above
            }
            assertThat(ask(client, "good")).succeedsWithin(SOON);
        }
    }

    @Test
    void shouldGiveTheFailureItselfToThoseWhoJoinALookup() throws Exception {
        try (MisbehavingServer slow = new MisbehavingServer((out, connection) -> {
                    await(gate);
                    out.write("HTTP/1.1 401 No\r\nContent-Length: 0\r\n\r\n".getBytes());
                });
                LookupClient<String, String> client =
                        LookupClient.of(new Plain(), URI.create(slow.url())).open()) {
            AtomicReference<Throwable> one = new AtomicReference<>();
            AtomicReference<Throwable> two = new AtomicReference<>();
            CompletableFuture<?> first = client.lookUp("a")
                    .whenComplete((answer, failure) -> one.set(failure))
                    .toCompletableFuture();
            CompletableFuture<?> second = client.lookUp("a")
                    .whenComplete((answer, failure) -> two.set(failure))
                    .toCompletableFuture();
            gate.countDown();

            assertThat(first).failsWithin(SOON);
            assertThat(second).failsWithin(SOON);
            assertThat(one.get()).isInstanceOf(LookupFailure.class);
            assertThat(two.get()).isInstanceOf(LookupFailure.class);
        }
    }

    @Test
    void shouldCloseOnceHoweverOftenItIsClosed() {
        int before = HttpClients.live();
        LookupClient<String, String> client = client(new Plain(), options -> {});

        client.close();
        client.close();

        assertThat(HttpClients.live()).isEqualTo(before);
    }

    @Test
    void shouldAskWithAsManyRequestsAsThereMayBe() {
        try (LookupClient<String, String> client =
                client(new Plain(), options -> options.maxInFlight(1_000_000).retries(0))) {
            assertThat(ask(client, "a")).succeedsWithin(SOON);
        }
    }

    @Test
    void shouldWaitAndRememberForAsLongAsMayBe() {
        try (LookupClient<String, String> client = client(
                new Plain(), options -> options.ttl(Duration.ofDays(3_650)).deadline(Duration.ofDays(3_650)))) {
            assertThat(ask(client, "a")).succeedsWithin(SOON);
        }
    }

    /** Null is no answer: it was kept, counted as a hit, and asked for again. */
    @Test
    void shouldNotCountAHitForWhatIsAskedForAgain() {
        Endpoint<String, String> endpoint = new Plain() {
            @Override
            public String read(Response response) {
                return null;
            }
        };
        try (LookupClient<String, String> client = client(endpoint, options -> {})) {
            settle(ask(client, "a"));
            settle(ask(client, "a"));

            assertThat(client.statistics().answers().cacheHits()).isZero();
            assertThat(client.statistics().state().cacheSize()).isZero();
        }
    }

    /** A kind that only the client can find out about: from an endpoint it means repeats without a pause. */
    @Test
    void shouldNotFloodAnApiWhoseEndpointSpeaksOfAnOutage() throws Exception {
        Endpoint<String, String> endpoint = new Plain() {
            @Override
            public String read(Response response) throws LookupFailure {
                throw LookupFailure.of(FailureKind.OUTAGE, "down for maintenance");
            }
        };
        try (LookupClient<String, String> client = client(endpoint, options -> {})) {
            CompletableFuture<String> reply = ask(client, "a");
            TimeUnit.SECONDS.sleep(2);
            reply.cancel(false);

            assertThat(api.requests().size()).isLessThan(30);
        }
    }

    /** As the README's example does it, with a deadline that says "one lookup, all attempts and waits". */
    @Test
    void shouldCompleteWithinTheDeadlineWhenTheApiIsDown() throws Exception {
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        try (LookupClient<String, String> client = LookupClient.of(new Plain(), URI.create("http://127.0.0.1:" + port))
                .options(options -> options.deadline(Duration.ofSeconds(3)))
                .open()) {
            assertThat(ask(client, "a").handle((answer, failure) -> true)).succeedsWithin(Duration.ofSeconds(15));
        }
    }

    @Test
    void shouldRefuseWhatIsNoOption() {
        assertThatThrownBy(() -> LookupOptions.builder().budget(null).build()).isInstanceOf(NullPointerException.class);
        assertThatThrownBy(() -> LookupOptions.builder().onOutage(null).build())
                .isInstanceOf(NullPointerException.class);
        assertThatThrownBy(() -> new LookupOptions.Cache(
                        10, -1, Duration.ofDays(1), Duration.ofDays(1), Duration.ZERO, Duration.ZERO, 1))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static void settle(CompletableFuture<?> reply) {
        assertThat(reply.handle((answer, failure) -> true)).succeedsWithin(SOON);
    }

    private static void await(CountDownLatch gate) {
        try {
            gate.await(10, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}

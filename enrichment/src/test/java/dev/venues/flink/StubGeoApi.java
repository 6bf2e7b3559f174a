package dev.venues.flink;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.venues.geo.GeoSettings;
import dev.venues.geo.provider.ProviderName;
import dev.venues.lookup.LookupOptions;
import dev.venues.lookup.Secret;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A Foursquare-shaped API on loopback that knows every venue but "Nowhere", or one only, or answers with one fixed status;
 * refuses "Refused" and breaks on "Poison".
 */
public final class StubGeoApi implements AutoCloseable {

    private final HttpServer server;
    private final ExecutorService workers = Executors.newFixedThreadPool(8);
    private final AtomicInteger requests = new AtomicInteger();
    private volatile int status = 200;
    private volatile String only;
    private volatile String words = "";
    private volatile CountDownLatch gate = new CountDownLatch(0);

    public StubGeoApi() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(workers);
        server.createContext("/places/search", this::answer);
        server.start();
    }

    public String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    public int requests() {
        return requests.get();
    }

    /** Answers every request with this status from now on. */
    public void answerWith(int newStatus) {
        answerWith(newStatus, "");
    }

    /** The same, with a body. */
    public void answerWith(int newStatus, String newWords) {
        words = newWords;
        status = newStatus;
    }

    /** Knows one venue only from now on, by its very name. */
    public void knowOnly(String name) {
        only = name;
    }

    /** Answers nothing until {@link #release}. */
    public void hold() {
        gate = new CountDownLatch(1);
    }

    public void release() {
        gate.countDown();
    }

    /** Settings that ask this API, with a cache and without a rate limit. */
    public GeoSettings settings() {
        return new GeoSettings(
                new GeoSettings.Provider(ProviderName.FOURSQUARE, URI.create(url()), new Secret("k3y"), "venues/test"),
                LookupOptions.builder()
                        .onOutage(LookupOptions.OnOutage.WAIT)
                        .deadline(Duration.ofSeconds(20))
                        .maxInFlight(10)
                        .retries(2)
                        .adaptiveConcurrency(false)
                        .maxEntries(1_000)
                        .ttl(Duration.ofHours(1))
                        .notFoundTtl(Duration.ofHours(1))
                        .build());
    }

    private void answer(HttpExchange exchange) throws IOException {
        requests.incrementAndGet();
        try {
            gate.await(30, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        String name = exchange.getRequestURI().getQuery().replaceAll("^query=|&near=.*", "");
        int answered = statusFor(name);
        if (answered != 200) {
            // Without a body it goes in one packet, and nobody waits for an acknowledgement.
            byte[] said = words.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(answered, said.length == 0 ? -1 : said.length);
            exchange.getResponseBody().write(said);
            exchange.close();
            return;
        }
        boolean unknown = only == null ? name.equals("Nowhere") : !name.equals(only);
        String body = unknown
                ? "{\"results\":[]}"
                : "{\"results\":[{\"fsq_place_id\":\"4b\",\"name\":\"" + name
                        + "\",\"latitude\":52.511,\"longitude\":13.443,\"location\":{}}]}";
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(200, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    private int statusFor(String name) {
        return switch (name) {
            case "Refused" -> 400;
            case "Poison" -> 500;
            default -> status;
        };
    }

    @Override
    public void close() {
        release();
        server.stop(0);
        workers.shutdownNow();
    }
}

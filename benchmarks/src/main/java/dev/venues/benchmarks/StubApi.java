package dev.venues.benchmarks;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A Foursquare-shaped API on loopback that knows every venue, each at coordinates that follow from its name. A request
 * that waits for its answer holds no thread.
 */
final class StubApi implements AutoCloseable {

    private static final int THREADS = 2;

    private final long latencyMillis;
    private final HttpServer server;
    private final ScheduledExecutorService answers = Executors.newScheduledThreadPool(THREADS);
    private final AtomicLong requests = new AtomicLong();
    private final CountDownLatch first = new CountDownLatch(1);

    /**
     * @param latency between a request and its answer
     */
    StubApi(Duration latency) throws IOException {
        // Read once, by the first server of a JVM: Nagle's algorithm off, and no limit on idle connections in reach.
        System.setProperty("sun.net.httpserver.nodelay", "true");
        System.setProperty("sun.net.httpserver.maxIdleConnections", "100000");
        this.latencyMillis = latency.toMillis();
        this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/places/search", this::receive);
        server.start();
    }

    int port() {
        return server.getAddress().getPort();
    }

    long requests() {
        return requests.get();
    }

    /** Returns when somebody has asked something. */
    void awaitFirstRequest() throws InterruptedException {
        first.await();
    }

    /** On the server's only thread, so nothing here waits. */
    private void receive(HttpExchange exchange) {
        if (requests.incrementAndGet() == 1) {
            first.countDown();
        }
        if (latencyMillis == 0) {
            answers.execute(() -> answer(exchange));
        } else {
            answers.schedule(() -> answer(exchange), latencyMillis, TimeUnit.MILLISECONDS);
        }
    }

    private static void answer(HttpExchange exchange) {
        byte[] body = body(name(exchange.getRequestURI().getRawQuery())).getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        try (exchange;
                OutputStream out = exchange.getResponseBody()) {
            exchange.sendResponseHeaders(200, body.length);
            out.write(body);
        } catch (IOException e) {
            throw new UncheckedIOException("the client went away", e);
        }
    }

    private static String name(String rawQuery) {
        for (String parameter : rawQuery == null ? new String[0] : rawQuery.split("&")) {
            if (parameter.startsWith("query=")) {
                return URLDecoder.decode(parameter.substring("query=".length()), StandardCharsets.UTF_8);
            }
        }
        return "";
    }

    private static String body(String name) {
        int hash = name.hashCode();
        return String.format(
                Locale.ROOT,
                "{\"results\":[{\"fsq_place_id\":\"4b%08x\",\"name\":\"%s\",\"latitude\":%.3f,\"longitude\":%.3f,"
                        + "\"location\":{\"formatted_address\":\"%d Example Street\"}}]}",
                hash,
                String.valueOf(JsonStringEncoder.getInstance().quoteAsString(name)),
                Math.floorMod(hash, 180_000) / 1e3 - 90,
                Math.floorMod(hash, 360_000) / 1e3 - 180,
                Math.floorMod(hash, 1_000));
    }

    @Override
    public void close() {
        server.stop(0);
        answers.shutdownNow();
    }

    /**
     * Serves until its input ends. Says {@code port N} at the start, {@code first request} when that came, and
     * {@code requests N} at the end.
     */
    public static void main(String[] args) throws Exception {
        long latency = Arguments.parse(args, Map.of("latency", 20L)).get("latency");
        try (StubApi api = new StubApi(Duration.ofMillis(latency))) {
            System.out.println("port " + api.port());
            Thread announcer = new Thread(() -> announceFirstRequest(api), "first-request");
            announcer.setDaemon(true);
            announcer.start();
            System.in.transferTo(OutputStream.nullOutputStream());
            System.out.println("requests " + api.requests());
        }
    }

    private static void announceFirstRequest(StubApi api) {
        try {
            api.awaitFirstRequest();
            System.out.println("first request");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}

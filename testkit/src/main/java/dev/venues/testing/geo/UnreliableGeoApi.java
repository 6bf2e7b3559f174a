package dev.venues.testing.geo;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.venues.testing.JobProcess;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import static java.nio.charset.StandardCharsets.UTF_8;

/**
 * A Foursquare-shaped API on loopback that knows every venue, each where {@link DistinctVenues} says, wants
 * {@link JobProcess#API_KEY}, and fails as it is told.
 *
 * <p>Its switches may be turned while requests come; each concerns the requests that come afterwards. A request that
 * waits for its answer holds no thread. Chance is seeded.
 */
public final class UnreliableGeoApi implements AutoCloseable {

    private static final int THREADS = 2;
    private static final int FIRST_PORT = 20_000;
    /**
     * Where Linux begins to take ports for outgoing connections. One of those could take ours while the API is down, or
     * connect to itself.
     */
    private static final int PORTS_END = 32_768;

    /** What answers look like from now on. */
    private record Behaviour(Duration least, Duration most, int errorStatus, double errorShare, int hangingEvery) {}

    private final int port;
    private final Random chance = new Random(7);
    private final ScheduledExecutorService answers = Executors.newScheduledThreadPool(THREADS);
    private final RequestLog log = new RequestLog();
    private final AtomicInteger received = new AtomicInteger();
    private volatile Behaviour behaviour = new Behaviour(Duration.ZERO, Duration.ZERO, 500, 0, 0);
    private volatile Throttling throttling = new Throttling(System.nanoTime(), Duration.ZERO);
    private volatile HttpServer server;

    private record Throttling(long since, Duration length) {
        boolean isOn(long now) {
            return now - since < length.toNanos();
        }
    }

    /** Starts an API that answers every request well and at once. */
    public UnreliableGeoApi() {
        // Read once, by the first server of a JVM: Nagle's algorithm off, and no limit on idle connections in reach.
        System.setProperty("sun.net.httpserver.nodelay", "true");
        System.setProperty("sun.net.httpserver.maxIdleConnections", "100000");
        this.server = serverOnAnyPort();
        this.port = server.getAddress().getPort();
        start();
    }

    public String url() {
        return "http://127.0.0.1:" + port;
    }

    /** The requests that have come so far. */
    public RequestLog log() {
        return log;
    }

    /** Answers take so long, evenly spread between both. */
    public UnreliableGeoApi answeringWithin(Duration least, Duration most) {
        Behaviour now = behaviour;
        behaviour = new Behaviour(least, most, now.errorStatus(), now.errorShare(), now.hangingEvery());
        return this;
    }

    /** A share of the requests, from 0 to 1, is answered with an error. */
    public UnreliableGeoApi failing(double share, int status) {
        Behaviour now = behaviour;
        behaviour = new Behaviour(now.least(), now.most(), status, share, now.hangingEvery());
        return this;
    }

    /** Every n-th request never gets an answer. */
    public UnreliableGeoApi hangingOnEvery(int n) {
        Behaviour now = behaviour;
        behaviour = new Behaviour(now.least(), now.most(), now.errorStatus(), now.errorShare(), n);
        return this;
    }

    /**
     * For so long every request is answered with 429 and a {@code Retry-After} of the same length.
     *
     * @param length whole seconds
     * @return when this began, on the clock of {@link RequestLog}
     */
    public long throttle(Duration length) {
        long now = System.nanoTime();
        throttling = new Throttling(now, length);
        return now;
    }

    /** Closes the port and every connection. */
    public void goDown() {
        server.stop(0);
    }

    /** Listens again on the same port. */
    public void comeBack() {
        try {
            server = serverOn(port);
            start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void start() {
        server.createContext("/places/search", this::receive);
        server.start();
    }

    private static HttpServer serverOnAnyPort() {
        Random ports = new Random();
        try {
            for (int attempt = 0; attempt < 100; attempt++) {
                try {
                    return serverOn(ports.nextInt(FIRST_PORT, PORTS_END));
                } catch (BindException e) {
                    // Taken: the next one.
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        throw new IllegalStateException("no free port from " + FIRST_PORT + " to " + PORTS_END);
    }

    private static HttpServer serverOn(int port) throws IOException {
        return HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
    }

    /** On the server's only thread, so nothing here waits. */
    private void receive(HttpExchange exchange) {
        long now = System.nanoTime();
        Behaviour current = behaviour;
        log.arrived(now);
        int number = received.incrementAndGet();
        if (current.hangingEvery() > 0 && number % current.hangingEvery() == 0) {
            return;
        }
        long spread = current.most().minus(current.least()).toNanos();
        long delay = current.least().toNanos() + (long) (chance.nextDouble() * spread);
        int status = status(exchange, current, now);
        answers.schedule(() -> answer(exchange, status), delay, TimeUnit.NANOSECONDS);
    }

    private int status(HttpExchange exchange, Behaviour current, long now) {
        if (!("Bearer " + JobProcess.API_KEY)
                .equals(exchange.getRequestHeaders().getFirst("Authorization"))) {
            return 401;
        }
        if (throttling.isOn(now)) {
            return 429;
        }
        return chance.nextDouble() < current.errorShare() ? current.errorStatus() : 200;
    }

    private void answer(HttpExchange exchange, int status) {
        byte[] body = status == 200 ? body(name(exchange.getRequestURI().getRawQuery())) : new byte[0];
        if (status == 429) {
            exchange.getResponseHeaders()
                    .set("Retry-After", Long.toString(throttling.length().toSeconds()));
        }
        try (exchange;
                OutputStream out = exchange.getResponseBody()) {
            exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
            out.write(body);
            if (status == 200) {
                log.answered(System.nanoTime());
            }
        } catch (IOException e) {
            // Whoever asked is gone: killed, out of patience, or cut off when the API went down.
        }
    }

    private static String name(String rawQuery) {
        for (String parameter : rawQuery.split("&")) {
            if (parameter.startsWith("query=")) {
                return URLDecoder.decode(parameter.substring("query=".length()), UTF_8);
            }
        }
        throw new IllegalArgumentException("no venue is asked for: " + rawQuery);
    }

    private static byte[] body(String name) {
        return ("{\"results\":[{\"fsq_place_id\":\"" + DistinctVenues.placeId(name) + "\",\"name\":\""
                        + String.valueOf(JsonStringEncoder.getInstance().quoteAsString(name)) + "\",\"latitude\":"
                        + DistinctVenues.latitude(name) + ",\"longitude\":" + DistinctVenues.longitude(name)
                        + ",\"location\":{\"formatted_address\":\"Ehrenstraße 1\"}}]}")
                .getBytes(UTF_8);
    }

    @Override
    public void close() {
        server.stop(0);
        answers.shutdownNow();
    }
}

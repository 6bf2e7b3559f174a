package dev.venues.lookup.http;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

import static java.nio.charset.StandardCharsets.UTF_8;

/** A token endpoint and an API on loopback: the one gives {@code t1}, {@code t2} and so on, the other takes those that it is told. */
final class TokenServer implements AutoCloseable {

    /** {@code id:s%26cret}, as the header has it. */
    static final String BASIC = "Basic aWQ6cyUyNmNyZXQ=";

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final HttpServer server =
            HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 100);
    private final Set<String> good = ConcurrentHashMap.newKeySet();
    private final List<String> asked = new CopyOnWriteArrayList<>();
    private final List<String> borne = new CopyOnWriteArrayList<>();
    private volatile boolean knowsHeaders = true;
    private volatile int status = 200;
    private volatile String body;
    private volatile String refusal = "{}";

    TokenServer() throws IOException {
        server.createContext("/token", this::token);
        server.createContext("/places/search", this::search);
        server.setExecutor(threads);
        server.start();
    }

    /** The API takes these from now on. */
    TokenServer taking(String... tokens) {
        good.clear();
        good.addAll(List.of(tokens));
        return this;
    }

    /** The API says so to tokens that it does not take. */
    TokenServer saying(String words) {
        refusal = words;
        return this;
    }

    /** The token endpoint answers so from now on. */
    TokenServer answering(int code, String text) {
        status = code;
        body = text;
        return this;
    }

    /** The token endpoint looks for the client's secret in the form only. */
    TokenServer knowingForms() {
        knowsHeaders = false;
        return this;
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** The forms that the token endpoint was sent. */
    List<String> asked() {
        return asked;
    }

    /** The Authorization headers that the API was sent. */
    List<String> borne() {
        return borne;
    }

    private void token(HttpExchange exchange) throws IOException {
        String form = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
        asked.add(form);
        boolean known = knowsHeaders
                ? BASIC.equals(exchange.getRequestHeaders().getFirst("Authorization"))
                : form.endsWith("client_id=id&client_secret=s%26cret");
        if (!known) {
            answer(exchange, 401, "{\"error\":\"invalid_client\"}");
        } else if (body != null) {
            answer(exchange, status, body);
        } else {
            answer(exchange, 200, "{\"access_token\":\"t" + asked.size() + "\",\"expires_in\":3600}");
        }
    }

    private void search(HttpExchange exchange) throws IOException {
        String header = exchange.getRequestHeaders().getFirst("Authorization");
        borne.add(header);
        boolean taken = good.stream().anyMatch(token -> header.equals("Bearer " + token));
        answer(exchange, taken ? 200 : 401, taken ? RealClient.FOUND : refusal);
    }

    private static void answer(HttpExchange exchange, int code, String text) throws IOException {
        byte[] bytes = text.getBytes(UTF_8);
        exchange.sendResponseHeaders(code, bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}

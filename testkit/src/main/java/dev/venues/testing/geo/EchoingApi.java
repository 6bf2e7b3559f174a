package dev.venues.testing.geo;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.venues.testing.JobProcess;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import static java.nio.charset.StandardCharsets.UTF_8;

/** A geo API that refuses, and repeats the whole request in its answer: in the body, in headers, in a redirect. */
public final class EchoingApi implements AutoCloseable {

    private final HttpServer server;
    private final int status;
    private final List<String> echoes = new CopyOnWriteArrayList<>();

    /**
     * @param status of every answer; with 200 it is Google's way to say that the key is refused
     */
    public EchoingApi(int status) throws IOException {
        this.status = status;
        this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 50);
        server.createContext("/", this::answer);
        server.start();
    }

    public String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** What was repeated, one text for each request. */
    public List<String> echoes() {
        return echoes;
    }

    private void answer(HttpExchange exchange) throws IOException {
        String echo =
                (exchange.getRequestURI() + " " + exchange.getRequestHeaders().entrySet()).replace('"', '\'');
        exchange.getResponseHeaders().add("X-Echo", echo);
        exchange.getResponseHeaders().add("Set-Cookie", "echo=" + JobProcess.API_KEY);
        exchange.getResponseHeaders().add("WWW-Authenticate", "Bearer realm=\"" + echo + "\"");
        exchange.getResponseHeaders().add("Location", url() + exchange.getRequestURI());
        byte[] body =
                ("{\"status\":\"REQUEST_DENIED\",\"error_message\":\"invalid key in " + echo + "\"}").getBytes(UTF_8);
        echoes.add(echo);
        exchange.sendResponseHeaders(status, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}

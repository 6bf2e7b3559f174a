package dev.venues.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URI;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

/** An HTTP client that sends any header, {@code Host} too, as a browser does for a page that somebody else wrote. */
public final class RawHttp {

    private static final int LIMIT_MS = 30_000;

    private RawHttp() {}

    /** An answer: its head with the status line, and its body. */
    public record Answer(String head, String body) {

        public int status() {
            return Integer.parseInt(head.substring("HTTP/1.1 ".length(), "HTTP/1.1 200".length()));
        }
    }

    /** Sends a request without a body; without a {@code Host} among the headers that of the server. */
    public static Answer ask(URI server, String request, String... headers) {
        return send(server, request, "", headers);
    }

    /** Sends a request with a body. */
    public static Answer send(URI server, String request, String body, String... headers) {
        StringBuilder text = new StringBuilder(request + " HTTP/1.1\r\nConnection: close\r\n");
        if (String.join("\n", headers).indexOf("Host: ") < 0) {
            text.append("Host: ").append(server.getAuthority()).append("\r\n");
        }
        for (String header : headers) {
            text.append(header).append("\r\n");
        }
        text.append("Content-Length: ").append(body.length()).append("\r\n\r\n").append(body);
        try (Socket socket = new Socket(server.getHost(), server.getPort())) {
            socket.setSoTimeout(LIMIT_MS);
            socket.getOutputStream().write(text.toString().getBytes(ISO_8859_1));
            String answer = new String(socket.getInputStream().readAllBytes(), ISO_8859_1);
            int end = answer.indexOf("\r\n\r\n");
            return new Answer(answer.substring(0, end), answer.substring(end + 4));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

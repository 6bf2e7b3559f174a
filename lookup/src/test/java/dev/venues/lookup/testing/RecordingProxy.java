package dev.venues.lookup.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

/** An HTTP proxy on loopback that tunnels and forwards, and tells what it was asked. It looks no name up: all is on loopback. */
public final class RecordingProxy implements AutoCloseable {

    private final ServerSocket listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final Set<Socket> connections = ConcurrentHashMap.newKeySet();
    private final List<String> requests = new CopyOnWriteArrayList<>();
    private volatile String authorization;
    private volatile String refusal;

    public RecordingProxy() throws IOException {
        inBackground(this::accept);
    }

    /** Answers 407 from now on to those that do not send this Proxy-Authorization. */
    public RecordingProxy wanting(String credentials) {
        authorization = credentials;
        return this;
    }

    /** Answers nothing else from now on, for example {@code 403 Forbidden}; closes without a word if it is empty. */
    public RecordingProxy refusing(String status) {
        refusal = status;
        return this;
    }

    public int port() {
        return listener.getLocalPort();
    }

    /** The heads of the requests that it saw: those for tunnels, and those that it forwarded. */
    public List<String> requests() {
        return requests;
    }

    private void accept() throws IOException {
        while (true) {
            Socket client = listener.accept();
            connections.add(client);
            inBackground(() -> serve(client));
        }
    }

    private void serve(Socket client) throws IOException {
        try (client) {
            for (String head = head(client.getInputStream()); !head.isEmpty(); head = head(client.getInputStream())) {
                requests.add(head);
                String answer = refusalOf(head);
                if (answer != null) {
                    if (answer.isEmpty()) {
                        return;
                    }
                    say(client, "HTTP/1.1 " + answer + "\r\nContent-Length: 0\r\n\r\n");
                } else if (head.startsWith("CONNECT ")) {
                    tunnel(client, head);
                    return;
                } else {
                    forward(client, head);
                    return;
                }
            }
        }
    }

    private String refusalOf(String head) {
        boolean known = authorization == null
                || head.toLowerCase().contains("\r\nproxy-authorization: " + authorization.toLowerCase() + "\r\n");
        return known ? refusal : "407 Proxy Authentication Required\r\nProxy-Authenticate: Basic realm=\"proxy\"";
    }

    private void tunnel(Socket client, String head) throws IOException {
        try (Socket target = connect(Integer.parseInt(head.split(" ")[1].replaceAll(".*:", "")))) {
            say(client, "HTTP/1.1 200 Connection established\r\n\r\n");
            inBackground(() -> pipe(client, target));
            pipe(target, client);
        }
    }

    private void forward(Socket client, String head) throws IOException {
        URI url = URI.create(head.split(" ")[1]);
        try (Socket target = connect(Integer.parseInt(url.getRawAuthority().replaceAll(".*:", "")))) {
            say(target, head.replaceFirst("http://[^/]*", ""));
            inBackground(() -> pipe(client, target));
            pipe(target, client);
        }
    }

    private Socket connect(int port) throws IOException {
        Socket target = new Socket(InetAddress.getLoopbackAddress(), port);
        connections.add(target);
        return target;
    }

    private static void pipe(Socket from, Socket to) throws IOException {
        try {
            from.getInputStream().transferTo(to.getOutputStream());
        } finally {
            to.close();
        }
    }

    private static void say(Socket to, String text) throws IOException {
        OutputStream out = to.getOutputStream();
        out.write(text.getBytes(ISO_8859_1));
        out.flush();
    }

    private static String head(InputStream in) throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            int b = in.read();
            if (b < 0) {
                return "";
            }
            head.append((char) b);
        }
        return head.toString();
    }

    private interface Work {
        void run() throws IOException;
    }

    private static void inBackground(Work work) {
        Thread thread = new Thread(
                () -> {
                    try {
                        work.run();
                    } catch (IOException e) {
                        // One side closed: the request, or the test, is over.
                    }
                },
                "recording-proxy");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() {
        try {
            listener.close();
            for (Socket connection : connections) {
                connection.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

package dev.venues.lookup.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** A server on loopback that reads a request and then does whatever a test says with the raw connection. */
public final class MisbehavingServer implements AutoCloseable {

    /** What happens after the request was read. */
    public interface Behaviour {
        void answer(OutputStream out, Socket connection) throws IOException;
    }

    private final ServerSocket listener;
    private final Set<Socket> connections = ConcurrentHashMap.newKeySet();
    private final List<String> requests = new CopyOnWriteArrayList<>();
    private final Behaviour behaviour;

    public MisbehavingServer(Behaviour behaviour) throws IOException {
        this(behaviour, new ServerSocket(0, 50, InetAddress.getLoopbackAddress()));
    }

    /**
     * @param listener bound already, plain or TLS; closed with the server
     */
    public MisbehavingServer(Behaviour behaviour, ServerSocket listener) {
        this.behaviour = behaviour;
        this.listener = listener;
        Thread acceptor = new Thread(this::accept, "misbehaving-server");
        acceptor.setDaemon(true);
        acceptor.start();
    }

    /** A server that answers with exactly these characters. */
    public static MisbehavingServer saying(String response) throws IOException {
        return new MisbehavingServer((out, connection) -> out.write(response.getBytes(StandardCharsets.UTF_8)));
    }

    public String url() {
        return "http://127.0.0.1:" + listener.getLocalPort();
    }

    /** The heads of the requests so far. */
    public List<String> requests() {
        return requests;
    }

    private void accept() {
        try {
            while (true) {
                Socket connection = listener.accept();
                connections.add(connection);
                Thread worker = new Thread(() -> serve(connection), "misbehaving-connection");
                worker.setDaemon(true);
                worker.start();
            }
        } catch (IOException e) {
            // The listener was closed: the test is over.
        }
    }

    private void serve(Socket connection) {
        try (connection) {
            while (true) {
                String head = readHead(connection.getInputStream());
                if (head.isEmpty()) {
                    return;
                }
                requests.add(head);
                OutputStream out = connection.getOutputStream();
                behaviour.answer(out, connection);
                out.flush();
            }
        } catch (IOException e) {
            // The client gave up, which is what most tests want.
        }
    }

    private static String readHead(InputStream in) throws IOException {
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

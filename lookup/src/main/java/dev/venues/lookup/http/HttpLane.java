package dev.venues.lookup.http;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/**
 * One HTTP/2 connection's worth of requests: the first one opens the connection, the others wait until it is known how many
 * may share it. Not thread-safe: {@link HttpConnections} guards it.
 *
 * @param <R> a request
 */
final class HttpLane<R> {

    private final Deque<R> waiting = new ArrayDeque<>();
    private R opener;
    private volatile Http2Connection connection;
    private int underWay;
    private boolean retired;

    /**
     * Whether one more may come.
     *
     * @param streams what to expect of a connection that is not open yet
     */
    boolean hasRoom(int streams) {
        forgetIfClosed();
        return underWay < (connection == null ? Math.max(1, streams) : connection.streams());
    }

    /**
     * Takes nothing more in, if its connection is older: requests need another lane. Those under way go on.
     *
     * @param nanos the most that the connection's age may be
     */
    boolean retireIfOlderThan(long nanos) {
        retired = connection != null && connection.age() > nanos;
        return retired;
    }

    /** The connection that nobody will use again, once the last request has left; else null. */
    Http2Connection leftBehind() {
        return retired && underWay == 0 ? connection : null;
    }

    /** Takes a request in. True if it may be sent now, false if it waits. */
    boolean enter(R request) {
        underWay++;
        forgetIfClosed();
        if (connection != null) {
            return true;
        }
        if (opener != null) {
            waiting.add(request);
            return false;
        }
        opener = request;
        return true;
    }

    /** Word of it comes a moment later. */
    private void forgetIfClosed() {
        if (connection != null && !connection.isOpen()) {
            connection = null;
        }
    }

    /** Takes a request in that does not share its connection. */
    void enterAlone() {
        underWay++;
    }

    /** Ends a request that was sent. True if it was to open the connection, and has not. */
    boolean leave(R request) {
        underWay--;
        boolean failedToOpen = opener == request;
        if (failedToOpen) {
            opener = null;
        }
        return failedToOpen;
    }

    /** Whether this is its connection. On any thread. */
    boolean goesOver(Http2Connection other) {
        return connection == other;
    }

    /** Notes which connection there is. Of several that came about at once the first counts. */
    void opened(Http2Connection opened) {
        if (connection == null) {
            connection = opened;
            opener = null;
        }
    }

    /** Notes that a connection takes no further requests. */
    void lost(Http2Connection gone) {
        if (connection == gone) {
            connection = null;
        }
    }

    /** Those that wait; they have to enter a lane again, or fail. */
    List<R> release() {
        List<R> released = List.copyOf(waiting);
        waiting.clear();
        underWay -= released.size();
        return released;
    }
}

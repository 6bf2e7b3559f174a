package dev.venues.lookup.http;

import dev.venues.lookup.Clocks;
import dev.venues.lookup.LookupFailure;
import dev.venues.lookup.Response;
import dev.venues.lookup.access.Proxy;
import io.netty.channel.Channel;
import io.netty.resolver.NameResolver;
import io.netty.util.Timer;
import org.asynchttpclient.AsyncHttpClient;
import org.asynchttpclient.RequestBuilder;
import org.asynchttpclient.netty.channel.ChannelManager;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * An HTTP client, and which of its connections each request goes over: with HTTP/2 the fewest that the streams which the
 * API grants allow, with HTTP/1.1 one for each request under way (docs/design-decisions.md, "HTTP/2"). Thread-safe.
 */
public final class HttpConnections implements AutoCloseable {

    /**
     * What it works with.
     *
     * @param target whom it asks
     * @param timer the client's, closed with it
     * @param resolver of host names, closed with it
     */
    record Surroundings(HttpClients.Target target, Timer timer, Clocks clocks, NameResolver<InetAddress> resolver) {}

    private final AsyncHttpClient http;
    private final Surroundings with;
    private final Runnable end;
    private final boolean tls;
    private final long maxAgeNanos;

    /** Null for none. */
    private final ProxyRoute proxy;

    private final Duration requestTimeout;
    private final Duration idle;
    private final AtomicInteger open = new AtomicInteger();
    private final Set<PendingRequest> underWay = ConcurrentHashMap.newKeySet();
    private final OtherServers others;
    private volatile boolean closed;

    // Guarded by this, and so are the lanes.
    private final List<HttpLane<PendingRequest>> lanes = new ArrayList<>();
    private int usualStreams = Integer.MAX_VALUE;
    private volatile boolean shares;

    /**
     * @param shares whether requests may have to share connections; else each has its own
     * @param end is run when the client has been closed
     */
    HttpConnections(AsyncHttpClient http, Surroundings with, boolean shares, Runnable end) {
        this.http = http;
        this.with = with;
        this.end = end;
        this.requestTimeout = http.getConfig().getRequestTimeout();
        this.idle = http.getConfig().getPooledConnectionIdleTimeout();
        this.shares = shares;
        this.tls = "https".equalsIgnoreCase(with.target.url().getScheme());
        this.maxAgeNanos = with.target.access().connectionMaxAge().toNanos();
        this.others = new OtherServers(http, with, this::count);
        Proxy before = with.target.access().proxy();
        this.proxy = before == null ? null : new ProxyRoute(before);
    }

    /** What the client's timeouts run on. */
    public Timer timer() {
        return with.timer;
    }

    HttpClients.Target target() {
        return with.target;
    }

    Clocks clocks() {
        return with.clocks;
    }

    /** TCP connections that are open now, those that are being opened or closed included. */
    public int open() {
        return open.get();
    }

    /** Asks the API. Completes with its answer, or with what stood in its way. */
    CompletableFuture<Response> ask(RequestBuilder request) {
        HttpExchange exchange = new HttpExchange(with.target.access().proxy());
        send(request, exchange);
        return exchange.response();
    }

    /** Another server than the API. */
    OtherServers others() {
        return others;
    }

    /** Sends a request, after a wait if it has to share a connection that is being opened. The exchange always completes. */
    void send(RequestBuilder request, HttpExchange exchange) {
        PendingRequest pending = new PendingRequest(request, exchange);
        exchange.goesBy(pending);
        underWay.add(pending);
        route(List.of(pending));
        if (closed) {
            pending.failClosed();
        }
    }

    private void route(Collection<PendingRequest> requests) {
        List<PendingRequest> now = new ArrayList<>(requests.size());
        List<Http2Connection> old;
        synchronized (this) {
            old = retireOld();
            for (PendingRequest pending : requests) {
                pending.lane = freeLane();
                if (!shares) {
                    pending.lane.enterAlone();
                    now.add(pending);
                } else if (pending.lane.enter(pending)) {
                    now.add(pending);
                }
            }
        }
        old.forEach(Http2Connection::close);
        now.forEach(PendingRequest::send);
    }

    /** Lanes whose connections have had their time; the library sees to those of HTTP/1.1. Returns what nobody uses. */
    private List<Http2Connection> retireOld() {
        List<Http2Connection> unused = new ArrayList<>();
        if (shares) {
            lanes.removeIf(lane -> {
                boolean old = lane.retireIfOlderThan(maxAgeNanos);
                if (lane.leftBehind() != null) {
                    unused.add(lane.leftBehind());
                }
                return old;
            });
        }
        return unused;
    }

    /** Those before are filled first, so that those behind fall idle when there is less to do. */
    private HttpLane<PendingRequest> freeLane() {
        for (HttpLane<PendingRequest> lane : lanes) {
            if (!shares || lane.hasRoom(usualStreams)) {
                return lane;
            }
        }
        lanes.add(new HttpLane<>());
        return lanes.get(lanes.size() - 1);
    }

    /** Fails all that is under way, and waits, within a bound, until the client's threads are gone. For one call. */
    @Override
    public void close() {
        closed = true;
        try {
            http.close();
        } catch (IOException e) {
            throw new UncheckedIOException("the HTTP client cannot be closed", e);
        } finally {
            try {
                with.resolver.close();
                with.timer.stop();
                underWay.forEach(PendingRequest::failClosed);
                others.close();
            } finally {
                end.run();
            }
        }
    }

    /** Takes those out of a lane that wait there. */
    private synchronized List<PendingRequest> release(HttpLane<PendingRequest> lane) {
        List<PendingRequest> released = lane.release();
        released.forEach(pending -> pending.lane = null);
        return released;
    }

    private void goAlone() {
        List<PendingRequest> waiting = new ArrayList<>();
        synchronized (this) {
            shares = false;
            lanes.forEach(lane -> waiting.addAll(release(lane)));
        }
        route(waiting);
    }

    /** Keeps a lane in step with its connection. */
    private record Follower(HttpConnections connections, HttpLane<PendingRequest> lane)
            implements Http2Connection.Listener {

        @Override
        public void granted(Http2Connection connection) {
            List<PendingRequest> waiting;
            synchronized (connections) {
                connections.shares = true;
                connections.usualStreams = connection.streams();
                lane.opened(connection);
                waiting = connections.release(lane);
            }
            connections.route(waiting);
        }

        @Override
        public void lost(Http2Connection connection) {
            synchronized (connections) {
                lane.lost(connection);
            }
        }
    }

    private void count(Channel channel) {
        open.incrementAndGet();
        channel.closeFuture().addListener(gone -> open.decrementAndGet());
    }

    /** How one request goes. */
    private final class PendingRequest implements HttpExchange.Route {

        private final RequestBuilder request;
        private final HttpExchange exchange;
        private final long asked = with.clocks.nanoTime().getAsLong();
        private volatile HttpLane<PendingRequest> lane;
        private volatile Http2Connection connection;
        private volatile long sent;

        PendingRequest(RequestBuilder request, HttpExchange exchange) {
            this.request = request;
            this.exchange = exchange;
        }

        void send() {
            HttpLane<PendingRequest> key = lane;
            Duration left = requestTimeout.minusNanos(with.clocks.nanoTime().getAsLong() - asked);
            request.setChannelPoolPartitioning((uri, virtualHost, proxy) -> key)
                    .setNameResolver(with.resolver)
                    .setRequestTimeout(left.toMillis() < 1 ? Duration.ofMillis(1) : left);
            if (proxy != null) {
                proxy.take(request, tls);
            }
            try {
                http.executeRequest(request, exchange);
            } catch (RuntimeException e) {
                exchange.fail(e);
            }
        }

        void failClosed() {
            exchange.fail(LookupFailure.closed());
        }

        @Override
        public void connected(Channel channel) {
            count(channel);
        }

        @Override
        public void sending(Channel channel) {
            if (ChannelManager.isHttp2(channel)) {
                Follower follower = new Follower(HttpConnections.this, lane);
                sent = with.clocks.nanoTime().getAsLong();
                connection = Http2Connection.of(channel, idle, follower, with.clocks.nanoTime());
                if (connection.isGranted() && !lane.goesOver(connection)) {
                    follower.granted(connection);
                }
            } else if (shares) {
                goAlone();
            }
        }

        @Override
        public void ended(Throwable failure, Runnable tell) {
            underWay.remove(this);
            Http2Connection used = connection;
            if (used == null) {
                leave(failure, tell);
                return;
            }
            // The library would go on using a connection that died without a word until TCP gives up, which may take a
            // quarter of an hour.
            if (failure instanceof TimeoutException && used.isSilentSince(sent)) {
                used.close();
            }
            used.whenStreamIsClosed(() -> leave(failure, tell));
        }

        private void leave(Throwable failure, Runnable tell) {
            List<PendingRequest> stranded = List.of();
            Http2Connection unused = null;
            synchronized (HttpConnections.this) {
                if (lane != null && lane.leave(this)) {
                    stranded = release(lane);
                }
                if (lane != null) {
                    unused = lane.leftBehind();
                }
            }
            if (unused != null) {
                unused.close();
            }
            if (failure == null) {
                route(stranded);
            } else {
                stranded.forEach(pending -> pending.exchange.fail(failure));
            }
            tell.run();
        }
    }
}

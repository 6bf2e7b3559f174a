package dev.venues.lookup.http;

import dev.venues.lookup.LookupFailure;
import dev.venues.lookup.Response;
import dev.venues.lookup.access.Proxy;
import io.netty.channel.Channel;
import org.asynchttpclient.AsyncHttpClient;
import org.asynchttpclient.RequestBuilder;
import org.asynchttpclient.netty.channel.ChannelManager;

import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/** Sends single requests to other servers than the API, over the same client and whatever connection it has. Thread-safe. */
final class OtherServers {

    private final AsyncHttpClient http;
    private final HttpConnections.Surroundings with;
    private final Consumer<Channel> opened;
    private final Set<HttpExchange> underWay = ConcurrentHashMap.newKeySet();
    private volatile boolean closed;

    /**
     * @param opened hears of each connection
     */
    OtherServers(AsyncHttpClient http, HttpConnections.Surroundings with, Consumer<Channel> opened) {
        this.http = http;
        this.with = with;
        this.opened = opened;
    }

    /**
     * Sends a request.
     *
     * @param before the proxy before the server; null for none
     */
    CompletableFuture<Response> send(RequestBuilder request, Proxy before) {
        HttpExchange exchange = new HttpExchange(before);
        exchange.goesBy(new Route(exchange));
        underWay.add(exchange);
        try {
            if (before != null) {
                new ProxyRoute(before).take(request, request.build().getUri().isSecured());
            }
            http.executeRequest(request.setNameResolver(with.resolver()), exchange);
        } catch (RuntimeException e) {
            exchange.fail(e);
        }
        if (closed) {
            failClosed(exchange);
        }
        return exchange.response();
    }

    /** Fails what is under way. After the client was closed. */
    void close() {
        closed = true;
        underWay.forEach(OtherServers::failClosed);
    }

    private static void failClosed(HttpExchange exchange) {
        exchange.fail(LookupFailure.closed());
    }

    /** How one request goes. */
    private final class Route implements HttpExchange.Route, Http2Connection.Listener {

        private final HttpExchange exchange;

        Route(HttpExchange exchange) {
            this.exchange = exchange;
        }

        @Override
        public void connected(Channel channel) {
            opened.accept(channel);
        }

        /** The library would keep a connection of HTTP/2 that nobody uses. */
        @Override
        public void sending(Channel channel) {
            if (ChannelManager.isHttp2(channel)) {
                Http2Connection.of(
                        channel,
                        http.getConfig().getPooledConnectionIdleTimeout(),
                        this,
                        with.clocks().nanoTime());
            }
        }

        @Override
        public void ended(Throwable failure, Runnable tell) {
            underWay.remove(exchange);
            tell.run();
        }

        @Override
        public void granted(Http2Connection connection) {
            // Whether there is room for one more is the library's to know.
        }

        @Override
        public void lost(Http2Connection connection) {
            // So is that it is gone.
        }
    }
}

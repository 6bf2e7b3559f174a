package dev.venues.lookup.http;

import dev.venues.lookup.access.Proxy;
import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import org.asynchttpclient.RequestBuilder;
import org.asynchttpclient.proxy.ProxyServer;

import java.util.Base64;

import static java.nio.charset.StandardCharsets.UTF_8;

/**
 * Sends requests by a proxy. It hears its credentials at once, in what it reads itself: the request for a tunnel, or the request
 * that it forwards. The library's own way would send them after a refusal only, or to the API too.
 */
final class ProxyRoute {

    private final ProxyServer server;
    private final String authorization;

    ProxyRoute(Proxy proxy) {
        authorization = proxy.credentials() == null
                ? null
                : "Basic "
                        + Base64.getEncoder()
                                .encodeToString(proxy.credentials().reveal().getBytes(UTF_8));
        HttpHeaders ofTunnels = new DefaultHttpHeaders();
        if (authorization != null) {
            ofTunnels.set(HttpHeaderNames.PROXY_AUTHORIZATION, authorization);
        }
        server = new ProxyServer.Builder(proxy.host(), proxy.port())
                .setCustomHeaders(request -> request.getUri().isSecured() ? ofTunnels : null)
                .build();
    }

    /**
     * Has a request go by it.
     *
     * @param tls whether the request's URL is https
     */
    void take(RequestBuilder request, boolean tls) {
        request.setProxyServer(server);
        if (!tls && authorization != null) {
            request.setHeader(HttpHeaderNames.PROXY_AUTHORIZATION, authorization);
        }
    }
}

package dev.venues.lookup.http;

import dev.venues.lookup.Clocks;
import dev.venues.lookup.LookupCounters;
import dev.venues.lookup.testing.MisbehavingServer;
import dev.venues.lookup.testing.PlacesEndpoint;
import io.netty.resolver.InetNameResolver;
import io.netty.util.HashedWheelTimer;
import io.netty.util.concurrent.ImmediateEventExecutor;
import io.netty.util.concurrent.Promise;
import org.asynchttpclient.DefaultAsyncHttpClient;
import org.junit.jupiter.api.Test;

import java.net.InetAddress;
import java.net.URI;
import java.util.List;
import java.util.concurrent.TimeUnit;

import static dev.venues.lookup.http.RealClient.BERGHAIN;
import static dev.venues.lookup.http.RealClient.FOUND;
import static org.assertj.core.api.Assertions.assertThat;

/** Names of hosts that the JDK's URLs do not know. */
class HostNameWireTest {

    private static final String ANSWER = "HTTP/1.1 200 OK\r\nContent-Length: " + FOUND.length() + "\r\n\r\n" + FOUND;

    /** {@code java.net.URI} has no host there, so whoever asks it for one loses the name. */
    @Test
    void shouldAskAHostWithAnUnderscore() throws Exception {
        try (MisbehavingServer server = MisbehavingServer.saying(ANSWER)) {
            URI url = URI.create(server.url().replace("127.0.0.1", "geo_api"));
            try (HttpConnections http = knowing("geo_api", url)) {
                new HttpLookup<>(http, new PlacesEndpoint(), url, new LookupCounters())
                        .lookUp(BERGHAIN)
                        .toCompletableFuture()
                        .get(20, TimeUnit.SECONDS);
            }

            assertThat(server.requests())
                    .singleElement()
                    .asString()
                    .containsIgnoringCase("\r\nHost: geo_api:" + url.toString().replaceAll(".*:", "") + "\r\n");
        }
    }

    private static HttpConnections knowing(String name, URI url) {
        return new HttpConnections(
                new DefaultAsyncHttpClient(),
                new HttpConnections.Surroundings(
                        new HttpClients.Target(url, "venues/1.0"),
                        new HashedWheelTimer(),
                        Clocks.system(),
                        new InetNameResolver(ImmediateEventExecutor.INSTANCE) {
                            @Override
                            protected void doResolve(String host, Promise<InetAddress> promise) {
                                assertThat(host).isEqualTo(name);
                                promise.setSuccess(InetAddress.getLoopbackAddress());
                            }

                            @Override
                            protected void doResolveAll(String host, Promise<List<InetAddress>> promise) {
                                assertThat(host).isEqualTo(name);
                                promise.setSuccess(List.of(InetAddress.getLoopbackAddress()));
                            }
                        }),
                false,
                () -> {});
    }
}

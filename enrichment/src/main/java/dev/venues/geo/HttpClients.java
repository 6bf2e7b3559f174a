package dev.venues.geo;

import io.netty.util.concurrent.DefaultThreadFactory;
import org.asynchttpclient.AsyncHttpClient;
import org.asynchttpclient.DefaultAsyncHttpClient;
import org.asynchttpclient.netty.channel.ChannelManager;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

import static org.asynchttpclient.Dsl.config;

/** Makes HTTP clients, and counts the live ones: each owns threads and a timer, so a job has one per JVM. */
final class HttpClients {

    private static final int IO_THREADS = 2;
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(3);
    private static final Duration IDLE = Duration.ofMinutes(1);
    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(2);

    private static final AtomicInteger LIVE = new AtomicInteger();

    private HttpClients() {}

    /** Clients that were opened in this JVM (by this class loader) and not closed yet. */
    static int live() {
        return LIVE.get();
    }

    /**
     * Opens a client. TLS is verified (the library's default); redirects, cookies and the library's own retries are
     * off.
     */
    static AsyncHttpClient open(GeoSettings settings) {
        Duration timeout = settings.calls().requestTimeout();
        AsyncHttpClient client =
                new DefaultAsyncHttpClient(config().setThreadFactory(new DefaultThreadFactory("venues-geo-http", true))
                        .setIoThreadsCount(IO_THREADS)
                        .setUserAgent(settings.provider().userAgent())
                        .setConnectTimeout(timeout.compareTo(CONNECT_TIMEOUT) < 0 ? timeout : CONNECT_TIMEOUT)
                        .setRequestTimeout(timeout)
                        .setReadTimeout(timeout)
                        .setPooledConnectionIdleTimeout(IDLE)
                        .setFollowRedirect(false)
                        .setCookieStore(null)
                        .setMaxRequestRetry(0)
                        .setUseInsecureTrustManager(false)
                        .setMaxDecompressedResponseSize(HttpExchange.MAX_BODY_BYTES)
                        // Until its answers are held against the same tests as those of HTTP/1.1.
                        .setHttp2Enabled(false)
                        .setHttpAdditionalChannelInitializer(channel -> channel.pipeline()
                                .addBefore(ChannelManager.AHC_HTTP_HANDLER, null, new OneAnswerPerRequest()))
                        .setShutdownQuietPeriod(Duration.ZERO)
                        .setShutdownTimeout(CLOSE_TIMEOUT)
                        .build());
        LIVE.incrementAndGet();
        return client;
    }

    /** Closes a client and waits, within a bound, until its threads are gone. */
    static void close(AsyncHttpClient client) {
        try {
            client.close();
        } catch (IOException e) {
            throw new UncheckedIOException("the HTTP client cannot be closed", e);
        } finally {
            LIVE.decrementAndGet();
        }
    }
}

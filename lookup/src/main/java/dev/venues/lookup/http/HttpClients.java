package dev.venues.lookup.http;

import dev.venues.lookup.Clocks;
import dev.venues.lookup.LookupOptions;
import dev.venues.lookup.Response;
import dev.venues.lookup.access.Access;
import dev.venues.lookup.access.Certificates;
import dev.venues.lookup.access.Tls;
import dev.venues.lookup.log.SharedThreads;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.ByteBufAllocatorMetricProvider;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.util.HashedWheelTimer;
import io.netty.util.Timer;
import io.netty.util.concurrent.DefaultThreadFactory;
import org.asynchttpclient.AsyncHttpClient;
import org.asynchttpclient.DefaultAsyncHttpClient;
import org.asynchttpclient.DefaultAsyncHttpClientConfig;
import org.asynchttpclient.exception.TooManyConnectionsException;
import org.asynchttpclient.netty.channel.ChannelManager;
import org.asynchttpclient.netty.channel.ConnectionSemaphore;
import org.asynchttpclient.netty.ssl.DefaultSslEngineFactory;

import java.io.IOException;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntSupplier;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.TrustManagerFactory;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static org.asynchttpclient.Dsl.config;

/** Makes HTTP clients, and counts the live ones: each owns threads and a timer, so a job has one per JVM. */
public final class HttpClients {

    private static final int IO_THREADS = 2;
    private static final String THREAD_NAME = "lookup-http";
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(3);
    private static final Duration IDLE = Duration.ofMinutes(1);
    /** How late a timeout may be. */
    private static final Duration TICK = Duration.ofMillis(100);

    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(2);

    private static final AtomicInteger LIVE = new AtomicInteger();

    /**
     * Whom to ask.
     *
     * @param url the base URL, without the path of a single call
     * @param userAgent how the application names itself
     * @param access how it is reached
     */
    public record Target(URI url, String userAgent, Access access) {

        /** One that is reached as it comes. */
        public Target(URI url, String userAgent) {
            this(url, userAgent, Access.PLAIN);
        }
    }

    private HttpClients() {}

    /** Clients that were opened in this JVM (by this class loader) and not closed yet. */
    public static int live() {
        return LIVE.get();
    }

    /** The clients' event loops and timers that run in this JVM, whichever class loader they came from. */
    public static long threads() {
        ThreadGroup all = Thread.currentThread().getThreadGroup();
        while (all.getParent() != null) {
            all = all.getParent();
        }
        // Twice as many, because threads may start meanwhile.
        Thread[] threads = new Thread[2 * all.activeCount()];
        int count = all.enumerate(threads);
        return Arrays.stream(threads, 0, count)
                .filter(thread -> thread.getName().startsWith(THREAD_NAME))
                .count();
    }

    /** Bytes of direct memory that the clients' buffers take, pooled ones included; 0 if Netty does not tell. */
    public static long directBytes() {
        return ByteBufAllocator.DEFAULT instanceof ByteBufAllocatorMetricProvider allocator
                ? allocator.metric().usedDirectMemory()
                : 0;
    }

    /**
     * Opens a client. TLS is verified (the library's default); redirects, cookies and the library's own retries are
     * off.
     *
     * @param inFlight how many requests may be under way at once, now; bounds the connections
     * @throws IllegalArgumentException if a store of certificates or keys cannot be read
     */
    public static HttpConnections open(Target target, LookupOptions.Calls calls, IntSupplier inFlight) {
        Duration timeout = calls.requestTimeout();
        boolean http2 = calls.http2() && "https".equalsIgnoreCase(target.url().getScheme());
        Timer timer = new HashedWheelTimer(
                new SharedThreads(new DefaultThreadFactory("lookup-http-timer", true)), TICK.toMillis(), MILLISECONDS);
        AsyncHttpClient client;
        try {
            client = new DefaultAsyncHttpClient(configuration(timeout, http2, timer, inFlight)
                    .setUserAgent(target.userAgent())
                    .setConnectionTtl(target.access().connectionMaxAge())
                    .setSslEngineFactory(new Engines(target.access().tls()))
                    .build());
        } catch (RuntimeException e) {
            timer.stop();
            throw e;
        }
        LIVE.incrementAndGet();
        return new HttpConnections(
                client,
                new HttpConnections.Surroundings(target, timer, Clocks.system(), new BackgroundNameResolver()),
                http2,
                LIVE::decrementAndGet);
    }

    private static DefaultAsyncHttpClientConfig.Builder configuration(
            Duration timeout, boolean http2, Timer timer, IntSupplier inFlight) {
        return config().setThreadFactory(new SharedThreads(new DefaultThreadFactory(THREAD_NAME, true)))
                .setIoThreadsCount(IO_THREADS)
                .setNettyTimer(timer)
                .setConnectTimeout(timeout.compareTo(CONNECT_TIMEOUT) < 0 ? timeout : CONNECT_TIMEOUT)
                .setRequestTimeout(timeout)
                .setReadTimeout(timeout)
                .setPooledConnectionIdleTimeout(IDLE)
                .setConnectionSemaphoreFactory(config -> new Permits(inFlight))
                .setFollowRedirect(false)
                .setCookieStore(null)
                .setMaxRequestRetry(0)
                .setUseInsecureTrustManager(false)
                .setHttpClientCodecMaxHeaderSize(Response.MAX_HEADER_BYTES)
                .setMaxDecompressedResponseSize(Response.MAX_BODY_BYTES)
                .setHttp2Enabled(http2)
                .setHttp2MaxHeaderListSize(Response.MAX_HEADER_BYTES)
                .setHttp2MaxDecompressedResponseSize(Response.MAX_BODY_BYTES)
                // For each stream; Netty gives twice as much to all of a connection together.
                .setHttp2InitialWindowSize(Response.MAX_BODY_BYTES)
                .setHttpAdditionalChannelInitializer(channel ->
                        channel.pipeline().addBefore(ChannelManager.AHC_HTTP_HANDLER, null, new OneAnswerPerRequest()))
                .setShutdownQuietPeriod(Duration.ZERO)
                .setShutdownTimeout(CLOSE_TIMEOUT);
    }

    /** What TLS is made with. */
    private static final class Engines extends DefaultSslEngineFactory {

        private final TrustManagerFactory trusted;
        private final KeyManagerFactory keys;

        Engines(Tls tls) {
            try {
                trusted = tls.trust() == null ? null : Certificates.trusted(tls.trust());
                keys = tls.keys() == null ? null : Certificates.keys(tls.keys());
            } catch (GeneralSecurityException e) {
                throw new IllegalArgumentException("a store of certificates " + e.getMessage(), e);
            }
        }

        @Override
        protected SslContextBuilder configureSslContextBuilder(SslContextBuilder builder) {
            return builder.trustManager(trusted).keyManager(keys);
        }
    }

    /**
     * Holds the client to its share of connections: as many as requests may be under way, and as many again that are being
     * closed. Connections of HTTP/2 need no permit once they are open; streams bound them ({@link HttpConnections}).
     */
    private static final class Permits implements ConnectionSemaphore {

        private final IntSupplier inFlight;
        private final AtomicInteger taken = new AtomicInteger();

        Permits(IntSupplier inFlight) {
            this.inFlight = inFlight;
        }

        @Override
        public void acquireChannelLock(Object partitionKey) throws IOException {
            if (taken.incrementAndGet() > 2 * inFlight.getAsInt()) {
                taken.decrementAndGet();
                throw new TooManyConnectionsException(2 * inFlight.getAsInt());
            }
        }

        @Override
        public void releaseChannelLock(Object partitionKey) {
            taken.decrementAndGet();
        }
    }
}

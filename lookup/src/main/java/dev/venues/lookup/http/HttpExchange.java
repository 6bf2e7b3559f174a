package dev.venues.lookup.http;

import dev.venues.lookup.FailureKind;
import dev.venues.lookup.LookupFailure;
import dev.venues.lookup.Response;
import dev.venues.lookup.access.Proxy;
import io.netty.channel.Channel;
import io.netty.handler.codec.DecoderException;
import io.netty.handler.codec.http.EmptyHttpHeaders;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http2.Http2Exception;
import org.asynchttpclient.AsyncHandler;
import org.asynchttpclient.HttpResponseBodyPart;
import org.asynchttpclient.HttpResponseStatus;
import org.asynchttpclient.netty.request.NettyRequest;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;

/** Collects one response, and breaks it off when its body grows too long. Called by one I/O thread at a time. */
final class HttpExchange implements AsyncHandler<Void> {

    /** Hears of the way that the request takes. */
    interface Route {

        /** A connection was opened for it. */
        void connected(Channel channel);

        /** It is about to go over this connection. Over HTTP/2 on the connection's I/O thread. */
        void sending(Channel channel);

        /**
         * It has ended. Called once.
         *
         * @param failure null for a response
         * @param tell tells whoever waits for the response; has to be run
         */
        void ended(Throwable failure, Runnable tell);
    }

    private static final String TOO_LARGE_HEAD = "more than " + Response.MAX_HEADER_BYTES / 1024 + " KiB of headers";
    /** Null for none. */
    private final Proxy proxy;

    private final CompletableFuture<Response> response = new CompletableFuture<>();
    private final AtomicBoolean ended = new AtomicBoolean();
    private Route route;
    private Channel channel;
    private volatile boolean pastProxy;
    private volatile boolean tunnel;

    /** Whether the proxy reads the request, or the API alone. */
    private volatile boolean readByProxy;

    private int status;
    private HttpHeaders headers = EmptyHttpHeaders.INSTANCE;

    /** The whole body where it came in one part, as it mostly does; the first part where it did not. */
    private byte[] body = {};

    private ByteArrayOutputStream parts;
    private int size;

    /** One that goes straight to the API. */
    HttpExchange() {
        this(null);
    }

    /**
     * @param proxy that stands before the API; null for none
     */
    HttpExchange(Proxy proxy) {
        this.proxy = proxy;
        this.pastProxy = proxy == null;
    }

    CompletableFuture<Response> response() {
        return response;
    }

    /** Has to be said before the request is sent. */
    void goesBy(Route by) {
        route = by;
    }

    /** Ends the exchange, if it has not ended yet. On any thread. */
    void fail(Throwable failure) {
        if (ended.compareAndSet(false, true)) {
            route.ended(failure, () -> response.completeExceptionally(failure));
        }
    }

    @Override
    public void onTcpConnectSuccess(InetSocketAddress remoteAddress, Channel connection) {
        channel = connection;
        route.connected(connection);
    }

    @Override
    public void onConnectionPooled(Channel connection) {
        channel = connection;
    }

    @Override
    public void onRequestSend(NettyRequest request) {
        tunnel = HttpMethod.CONNECT.equals(request.getHttpRequest().method());
        // Through a tunnel goes the path alone.
        readByProxy = tunnel || !request.getHttpRequest().uri().startsWith("/");
        if (!tunnel) {
            pastProxy = true;
            route.sending(channel);
        }
    }

    @Override
    public State onStatusReceived(HttpResponseStatus responseStatus) {
        status = responseStatus.getStatusCode();
        return State.CONTINUE;
    }

    @Override
    public State onHeadersReceived(HttpHeaders responseHeaders) {
        headers = responseHeaders;
        return State.CONTINUE;
    }

    @Override
    public State onBodyPartReceived(HttpResponseBodyPart part) {
        byte[] bytes = part.getBodyPartBytes();
        if (bytes.length == 0) {
            return State.CONTINUE;
        }
        size += bytes.length;
        if (size > Response.MAX_BODY_BYTES) {
            fail(LookupFailure.of(
                    FailureKind.UNREADABLE, "the API's answer has more than " + Response.MAX_BODY_BYTES + " bytes"));
            return State.ABORT;
        }
        if (body.length == 0) {
            body = bytes;
        } else {
            if (parts == null) {
                parts = new ByteArrayOutputStream(2 * size);
                parts.writeBytes(body);
            }
            parts.writeBytes(bytes);
        }
        return State.CONTINUE;
    }

    /** What is no fault of the network here is a fault in what came over it. */
    @Override
    public void onThrowable(Throwable throwable) {
        Throwable cause = throwable;
        while (cause instanceof DecoderException && !isTooLargeHead(cause) && cause.getCause() != null) {
            cause = cause.getCause();
        }
        if (isTooLargeHead(cause)) {
            fail(LookupFailure.of(FailureKind.UNREADABLE, "the API's answer has " + TOO_LARGE_HEAD));
        } else if (Http2Connection.brokeAtAHead(channel)) {
            // It may have been the head of another answer.
            fail(LookupFailure.of(
                    FailureKind.TRANSIENT, "the connection to the API broke: an answer on it has " + TOO_LARGE_HEAD));
        } else {
            boolean network = cause instanceof IOException || cause instanceof TimeoutException;
            Throwable failure = pastProxy ? cause : ProxyFailures.ofThrowable(proxy, channel != null, cause);
            fail(network ? failure : LookupFailure.of(FailureKind.UNREADABLE, "the API's answer is no HTTP"));
        }
    }

    /** By the codec of HTTP/1.1, or of HTTP/2. */
    private static boolean isTooLargeHead(Throwable cause) {
        return cause instanceof TooLongHttpHeaderException || cause instanceof Http2Exception.HeaderListSizeException;
    }

    @Override
    public Void onCompleted() {
        if (status == 0) {
            // HTTP/2 lets a stream end before it began.
            fail(LookupFailure.of(FailureKind.UNREADABLE, "the API's answer is no HTTP"));
            return null;
        }
        LookupFailure refusal = proxy == null || !readByProxy ? null : ProxyFailures.ofStatus(proxy, tunnel, status);
        if (refusal != null) {
            fail(refusal);
        } else if (ended.compareAndSet(false, true)) {
            byte[] whole = parts == null ? body : parts.toByteArray();
            route.ended(null, () -> response.complete(new Response(status, headers::get, whole)));
        }
        return null;
    }
}

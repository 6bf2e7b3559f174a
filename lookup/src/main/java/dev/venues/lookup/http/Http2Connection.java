package dev.venues.lookup.http;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.EventLoop;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2FrameCodec;
import io.netty.handler.codec.http2.Http2GoAwayFrame;
import io.netty.handler.codec.http2.Http2MultiplexHandler;
import io.netty.handler.codec.http2.Http2Settings;
import io.netty.handler.codec.http2.Http2SettingsFrame;
import io.netty.handler.timeout.IdleStateEvent;
import io.netty.handler.timeout.IdleStateHandler;
import io.netty.util.AttributeKey;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Watches an HTTP/2 connection for what async-http-client leaves open: how many streams the API grants, when it takes no
 * more of them, that it is silent, that nobody uses it. What can be asked may be asked on any thread.
 */
final class Http2Connection {

    /** Hears of the changes, on the connection's I/O thread. */
    interface Listener {

        /** The API said how many streams it grants, for the first time or anew. */
        void granted(Http2Connection connection);

        /** It takes no further streams; those that are open may go on. */
        void lost(Http2Connection connection);
    }

    /** More than these over one connection keep one I/O thread busy while others rest. */
    private static final int MAX_STREAMS = 1_000;

    /** How Netty begins to say it; it has no type for it. */
    private static final String TOO_LARGE_HEAD = "Header size exceeded";

    private static final Logger LOG = LoggerFactory.getLogger(Http2Connection.class);
    private static final AttributeKey<Http2Connection> KEY = AttributeKey.valueOf(Http2Connection.class, "connection");

    private final Channel channel;
    private final Listener listener;
    private final LongSupplier nanoTime;
    private final long opened;
    private volatile long lastRead;
    private volatile int streams = MAX_STREAMS;
    private volatile boolean granted;
    private volatile boolean closed;
    private volatile boolean brokeAtAHead;

    private Http2Connection(Channel channel, Listener listener, LongSupplier nanoTime) {
        this.channel = channel;
        this.listener = listener;
        this.nanoTime = nanoTime;
        this.opened = nanoTime.getAsLong();
        this.lastRead = opened;
    }

    /**
     * The watch over a channel that speaks HTTP/2, set up when it is first asked for. On the channel's I/O thread.
     *
     * @param idle after which the connection is closed if nothing was sent or received
     * @param nanoTime as {@link System#nanoTime}
     */
    static Http2Connection of(Channel channel, Duration idle, Listener listener, LongSupplier nanoTime) {
        Http2Connection watch = channel.attr(KEY).get();
        if (watch == null) {
            watch = new Http2Connection(channel, listener, nanoTime);
            channel.attr(KEY).set(watch);
            watch.install(idle);
        }
        return watch;
    }

    /**
     * Whether a connection broke because the head of an answer was so large that the codec did not read to its end, and cannot
     * tell whose it was.
     *
     * @param channel null if there was none
     */
    static boolean brokeAtAHead(Channel channel) {
        Http2Connection watch = channel == null ? null : channel.attr(KEY).get();
        return watch != null && watch.brokeAtAHead;
    }

    private void install(Duration idle) {
        ChannelPipeline pipeline = channel.pipeline();
        Bytes bytes = new Bytes();
        pipeline.replace(OneAnswerPerRequest.class, null, bytes);
        String name = pipeline.context(bytes).name();
        pipeline.addBefore(name, null, new IdleStateHandler(0, 0, idle.toMillis(), TimeUnit.MILLISECONDS));
        String multiplex = pipeline.context(Http2MultiplexHandler.class).name();
        pipeline.addAfter(multiplex, null, new Cap()).addLast(new Frames());
    }

    /** How many requests may share the connection. */
    int streams() {
        return streams;
    }

    /** Whether {@link #streams} is what the API said. */
    boolean isGranted() {
        return granted;
    }

    boolean isOpen() {
        return !closed && channel.isActive();
    }

    /** Nanoseconds since it was opened. */
    long age() {
        return nanoTime.getAsLong() - opened;
    }

    /** Whether nothing at all came since then, a {@link System#nanoTime}. */
    boolean isSilentSince(long nanos) {
        return lastRead - nanos < 0;
    }

    /**
     * Runs what follows the end of a stream, which is told before the library has closed it. A stream that is opened in
     * between would be one too many for the API, or for the codec.
     */
    void whenStreamIsClosed(Runnable next) {
        EventLoop thread = channel.eventLoop();
        try {
            // From another thread, the library lets the close follow behind the first of the two.
            thread.execute(thread.inEventLoop() ? next : () -> whenStreamIsClosed(next));
        } catch (RejectedExecutionException e) {
            next.run();
        }
    }

    /** Breaks off all that is under way. */
    void close() {
        closed = true;
        channel.close();
    }

    /** Before the codec. */
    private final class Bytes extends ChannelInboundHandlerAdapter {

        @Override
        public void channelRead(ChannelHandlerContext context, Object message) {
            lastRead = nanoTime.getAsLong();
            context.fireChannelRead(message);
        }

        @Override
        public void userEventTriggered(ChannelHandlerContext context, Object event) {
            Http2FrameCodec codec = context.pipeline().get(Http2FrameCodec.class);
            if (event instanceof IdleStateEvent && codec.connection().numActiveStreams() == 0) {
                context.close();
            }
            context.fireUserEventTriggered(event);
        }
    }

    /** Between the codec and the library, which takes more than 2,147,483,647 streams for none. */
    private static final class Cap extends ChannelInboundHandlerAdapter {

        @Override
        public void channelRead(ChannelHandlerContext context, Object message) {
            if (message instanceof Http2SettingsFrame frame && frame.settings().maxConcurrentStreams() != null) {
                Http2Settings settings = frame.settings();
                settings.maxConcurrentStreams(Math.min(settings.maxConcurrentStreams(), MAX_STREAMS));
            }
            context.fireChannelRead(message);
        }
    }

    /** Behind the codec, and behind the library's own: it has taken note already. */
    private final class Frames extends ChannelInboundHandlerAdapter {

        @Override
        public void channelRead(ChannelHandlerContext context, Object message) {
            if (message instanceof Http2SettingsFrame frame) {
                Long most = frame.settings().maxConcurrentStreams();
                streams = most == null ? streams : most.intValue();
                granted = true;
                listener.granted(Http2Connection.this);
            } else if (message instanceof Http2GoAwayFrame) {
                listener.lost(Http2Connection.this);
            }
            context.fireChannelRead(message);
        }

        @Override
        public void channelInactive(ChannelHandlerContext context) {
            listener.lost(Http2Connection.this);
            context.fireChannelInactive();
        }

        /** Netty would log each with a stack trace. */
        @Override
        public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
            LOG.debug("the HTTP/2 connection is broken", cause);
            brokeAtAHead |=
                    cause instanceof Http2Exception && cause.getMessage().startsWith(TOO_LARGE_HEAD);
            context.close();
        }
    }
}

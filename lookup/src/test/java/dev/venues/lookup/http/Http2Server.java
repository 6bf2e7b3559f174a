package dev.venues.lookup.http;

import dev.venues.lookup.Request;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http2.DefaultHttp2DataFrame;
import io.netty.handler.codec.http2.DefaultHttp2Headers;
import io.netty.handler.codec.http2.DefaultHttp2HeadersFrame;
import io.netty.handler.codec.http2.DefaultHttp2ResetFrame;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2FrameCodec;
import io.netty.handler.codec.http2.Http2FrameCodecBuilder;
import io.netty.handler.codec.http2.Http2FrameStream;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.handler.codec.http2.Http2HeadersFrame;
import io.netty.handler.codec.http2.Http2ResetFrame;
import io.netty.handler.codec.http2.Http2Settings;
import io.netty.handler.ssl.ApplicationProtocolConfig;
import io.netty.handler.ssl.ApplicationProtocolConfig.Protocol;
import io.netty.handler.ssl.ApplicationProtocolConfig.SelectedListenerFailureBehavior;
import io.netty.handler.ssl.ApplicationProtocolConfig.SelectorFailureBehavior;
import io.netty.handler.ssl.ApplicationProtocolNames;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.util.ReferenceCountUtil;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import static java.nio.charset.StandardCharsets.UTF_8;

/** A server on loopback that speaks HTTP/2 over TLS, and does with each request whatever a test says. */
final class Http2Server implements AutoCloseable {

    /** What happens when a request has come. On the connection's thread. */
    interface Behaviour {
        void answer(Request request) throws Exception;
    }

    private final MultiThreadIoEventLoopGroup threads = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
    private final AtomicInteger connections = new AtomicInteger();
    private final AtomicInteger mostStreams = new AtomicInteger();
    private final AtomicInteger resets = new AtomicInteger();
    private final List<Request> requests = new CopyOnWriteArrayList<>();
    private final Behaviour behaviour;
    private final Channel listener;

    /**
     * @param streams that each connection grants at first
     */
    Http2Server(TestCertificates certificates, long streams, Behaviour behaviour) throws Exception {
        this.behaviour = behaviour;
        SslContext tls = SslContextBuilder.forServer(certificates.signedForThisHost())
                .applicationProtocolConfig(new ApplicationProtocolConfig(
                        Protocol.ALPN,
                        SelectorFailureBehavior.NO_ADVERTISE,
                        SelectedListenerFailureBehavior.ACCEPT,
                        ApplicationProtocolNames.HTTP_2))
                .build();
        this.listener = new ServerBootstrap()
                .group(threads)
                .channel(NioServerSocketChannel.class)
                .childHandler(new ChannelInitializer<SocketChannel>() {
                    @Override
                    protected void initChannel(SocketChannel channel) {
                        connections.incrementAndGet();
                        Http2FrameCodecBuilder codec = Http2FrameCodecBuilder.forServer()
                                .initialSettings(Http2Settings.defaultSettings().maxConcurrentStreams(streams));
                        channel.pipeline()
                                .addLast(tls.newHandler(channel.alloc()), codec.build(), new Connection(channel));
                    }
                })
                .bind(InetAddress.getLoopbackAddress(), 0)
                .sync()
                .channel();
    }

    String url() {
        return "https://127.0.0.1:" + ((InetSocketAddress) listener.localAddress()).getPort();
    }

    /** Connections that were accepted so far. */
    int connections() {
        return connections.get();
    }

    /** The most streams that were open at once on one connection. */
    int mostStreams() {
        return mostStreams.get();
    }

    /** Streams that the client broke off. */
    int resets() {
        return resets.get();
    }

    List<Request> requests() {
        return requests;
    }

    @Override
    public void close() {
        threads.shutdownGracefully(0, 1, TimeUnit.SECONDS).syncUninterruptibly();
    }

    private final class Connection extends ChannelInboundHandlerAdapter {

        private final Channel channel;

        Connection(Channel channel) {
            this.channel = channel;
        }

        @Override
        public void channelRead(ChannelHandlerContext context, Object message) throws Exception {
            try {
                if (message instanceof Http2HeadersFrame frame) {
                    Http2FrameCodec codec = context.pipeline().get(Http2FrameCodec.class);
                    mostStreams.accumulateAndGet(codec.connection().numActiveStreams(), Math::max);
                    int window = codec.encoder()
                            .flowController()
                            .windowSize(codec.connection().connectionStream());
                    Request request = new Request(channel, frame.stream(), frame.headers(), window);
                    requests.add(request);
                    behaviour.answer(request);
                } else if (message instanceof Http2ResetFrame) {
                    resets.incrementAndGet();
                }
            } finally {
                ReferenceCountUtil.release(message);
            }
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
            context.close();
        }
    }

    /**
     * A request, and what can be done with it and its connection. Any thread.
     *
     * @param window bytes that the connection would have taken when it came
     */
    record Request(Channel channel, Http2FrameStream stream, Http2Headers headers, int window) {

        /** Answers with a status, headers and values in turn, and a body. */
        void answer(int status, String body, CharSequence... headers) {
            Http2Headers head =
                    new DefaultHttp2Headers().status(Integer.toString(status)).add("content-type", "application/json");
            for (int i = 0; i < headers.length; i += 2) {
                head.add(headers[i], headers[i + 1]);
            }
            channel.write(new DefaultHttp2HeadersFrame(head, false).stream(stream));
            data(body.getBytes(UTF_8), true);
        }

        void found() {
            answer(200, RealClient.FOUND);
        }

        /** The start of an answer without its body. */
        void head(CharSequence... headers) {
            Http2Headers head = new DefaultHttp2Headers().status("200");
            for (int i = 0; i < headers.length; i += 2) {
                head.add(headers[i], headers[i + 1]);
            }
            channel.writeAndFlush(new DefaultHttp2HeadersFrame(head, false).stream(stream));
        }

        /** An answer before the answer. */
        void information(int status) {
            Http2Headers head = new DefaultHttp2Headers().status(Integer.toString(status));
            channel.writeAndFlush(new DefaultHttp2HeadersFrame(head, false).stream(stream));
        }

        /** Part of a body. */
        ChannelFuture data(byte[] bytes, boolean last) {
            return channel.writeAndFlush(new DefaultHttp2DataFrame(Unpooled.wrappedBuffer(bytes), last).stream(stream));
        }

        void reset(Http2Error error) {
            channel.writeAndFlush(new DefaultHttp2ResetFrame(error).stream(stream));
        }

        /** Takes no further streams, and none that came after {@code lastStream}. */
        void goAway(int lastStream) {
            channel.pipeline()
                    .context(Http2FrameCodec.class)
                    .writeAndFlush(frame(
                            7, 0, 0, Unpooled.buffer().writeInt(lastStream).writeInt(0)));
        }

        /** Sends bytes past the codec. */
        ChannelFuture raw(ByteBuf bytes) {
            return channel.pipeline().context(Http2FrameCodec.class).writeAndFlush(bytes);
        }

        void later(Duration delay, Runnable what) {
            channel.eventLoop().schedule(what, delay.toMillis(), TimeUnit.MILLISECONDS);
        }

        int streamId() {
            return stream.id();
        }
    }

    /** A frame as RFC 9113, section 4.1, has it. */
    static ByteBuf frame(int type, int flags, int stream, ByteBuf payload) {
        ByteBuf frame = Unpooled.buffer(9 + payload.readableBytes())
                .writeMedium(payload.readableBytes())
                .writeByte(type)
                .writeByte(flags)
                .writeInt(stream)
                .writeBytes(payload);
        payload.release();
        return frame;
    }
}

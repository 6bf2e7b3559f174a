package dev.venues.benchmarks.stub;

import dev.venues.benchmarks.harness.Arguments;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.ServerChannel;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * A Foursquare-shaped API on loopback that knows every venue, each at coordinates that follow from its name. It shares a
 * machine with the job that asks it, so it is frugal: one thread, and a request that waits for its answer is an entry in
 * a queue. {@code GET /counts} tells what was asked since it was last asked with {@code ?reset}.
 */
public final class StubApi implements AutoCloseable {

    private static final String SEARCH = "/places/search";
    private static final String COUNTS = "/counts";
    private static final int BACKLOG = 4_096;

    private record Waiting(ChannelHandlerContext connection, String rawName, long dueNanos) {}

    private final long latencyNanos;
    private final EventLoopGroup loop;
    private final Channel server;
    private final StubCounts counts = new StubCounts();
    private final CountDownLatch first = new CountDownLatch(1);

    /** Used by the loop's only thread. All wait equally long, so the first to come is the first to go. */
    private final Queue<Waiting> waiting = new ArrayDeque<>();

    /**
     * @param latency between a request and its answer
     */
    public StubApi(Duration latency) throws IOException {
        this.latencyNanos = latency.toNanos();
        boolean epoll = Epoll.isAvailable();
        IoHandlerFactory io = epoll ? EpollIoHandler.newFactory() : NioIoHandler.newFactory();
        Class<? extends ServerChannel> channel = epoll ? EpollServerSocketChannel.class : NioServerSocketChannel.class;
        this.loop = new MultiThreadIoEventLoopGroup(1, io);
        this.server = new ServerBootstrap()
                .group(loop)
                .channel(channel)
                .option(ChannelOption.SO_BACKLOG, BACKLOG)
                .childOption(ChannelOption.TCP_NODELAY, true)
                .childHandler(new ChannelInitializer<>() {
                    @Override
                    protected void initChannel(Channel connection) {
                        connection.pipeline().addLast(new StubRequestDecoder(StubApi.this::receive));
                    }
                })
                .bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
                .syncUninterruptibly()
                .channel();
    }

    public int port() {
        return ((InetSocketAddress) server.localAddress()).getPort();
    }

    /** What was asked up to now. */
    public StubCounts.Asked asked() {
        return counts.asked();
    }

    /** Returns when somebody has asked something. */
    void awaitFirstRequest() throws InterruptedException {
        first.await();
    }

    private void receive(ChannelHandlerContext connection, String target) {
        if (target.startsWith(SEARCH)) {
            String name = StubPlaces.rawName(target);
            counts.add(name);
            first.countDown();
            if (latencyNanos == 0) {
                answer(connection, 200, StubPlaces.body(name));
            } else {
                await(new Waiting(connection, name, System.nanoTime() + latencyNanos));
            }
        } else if (target.startsWith(COUNTS)) {
            StubCounts.Asked asked = target.endsWith("?reset") ? counts.reset() : counts.asked();
            answer(connection, 200, asked.requests() + " " + asked.venues());
        } else {
            answer(connection, 404, "{}");
        }
    }

    private void await(Waiting request) {
        if (waiting.isEmpty()) {
            loop.schedule(this::answerDue, latencyNanos, TimeUnit.NANOSECONDS);
        }
        waiting.add(request);
    }

    private void answerDue() {
        long now = System.nanoTime();
        Waiting head = waiting.peek();
        while (head != null && head.dueNanos - now <= 0) {
            waiting.remove();
            answer(head.connection, 200, StubPlaces.body(head.rawName));
            head = waiting.peek();
        }
        if (head != null) {
            loop.schedule(this::answerDue, head.dueNanos - now, TimeUnit.NANOSECONDS);
        }
    }

    private static void answer(ChannelHandlerContext connection, int status, String body) {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        ByteBuf response = connection.alloc().ioBuffer(128 + bytes.length);
        ByteBufUtil.writeAscii(
                response,
                (status == 200 ? "HTTP/1.1 200 OK" : "HTTP/1.1 404 Not Found")
                        + "\r\nContent-Type: application/json\r\nContent-Length: " + bytes.length + "\r\n\r\n");
        response.writeBytes(bytes);
        connection.writeAndFlush(response, connection.voidPromise());
    }

    @Override
    public void close() {
        loop.shutdownGracefully(0, 1, TimeUnit.SECONDS).syncUninterruptibly();
    }

    /**
     * Serves until its input ends. Says {@code port N} at the start, {@code first request} when that came, and
     * {@code requests N} at the end.
     */
    public static void main(String[] args) throws Exception {
        long latency = Arguments.parse(args, Map.of("latency", 20L)).get("latency");
        try (StubApi api = new StubApi(Duration.ofMillis(latency))) {
            System.out.println("port " + api.port());
            Thread announcer = new Thread(() -> announceFirstRequest(api), "first-request");
            announcer.setDaemon(true);
            announcer.start();
            System.in.transferTo(OutputStream.nullOutputStream());
            System.out.println("requests " + api.asked().requests());
        }
    }

    private static void announceFirstRequest(StubApi api) {
        try {
            api.awaitFirstRequest();
            System.out.println("first request");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}

package dev.venues.lookup.http;

import com.sun.management.ThreadMXBean;
import dev.venues.lookup.FailureKind;
import dev.venues.lookup.LookupFailure;
import dev.venues.lookup.LookupOptions;
import dev.venues.lookup.Response;
import dev.venues.lookup.client.LookupClient;
import dev.venues.lookup.testing.Answer;
import dev.venues.lookup.testing.PlacesEndpoint;
import dev.venues.lookup.testing.Question;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http2.DefaultHttp2SettingsFrame;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2Settings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPOutputStream;

import static dev.venues.lookup.http.Http2Server.frame;
import static dev.venues.lookup.http.RealClient.BERGHAIN;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** HTTP/2 that is made to harm: each lookup gets an answer or a defined failure, in bounded memory and time. */
class HostileHttp2WireTest {

    private static final int MIB = 1 << 20;
    private static final Duration SHORT = Duration.ofMillis(700);
    /** Enough for an answer from a busy machine. */
    private static final Duration LONGER = Duration.ofSeconds(4);

    private static final Duration LIMIT = Duration.ofSeconds(20);
    private static final int PUSH_PROMISE = 5;
    private static final int PING = 6;
    private static final int SETTINGS = 4;
    private static final int DATA = 0;
    private static final int HEADERS = 1;
    private static final int CONTINUATION = 9;

    @RegisterExtension
    static final TrustedAuthority AUTHORITY = new TrustedAuthority();

    // Ends before its time

    @ParameterizedTest
    @EnumSource(
            value = Http2Error.class,
            names = {"NO_ERROR", "REFUSED_STREAM", "CANCEL", "INTERNAL_ERROR", "ENHANCE_YOUR_CALM", "HTTP_1_1_REQUIRED"
            })
    void shouldFailOnlyTheLookupWhoseStreamIsReset(Http2Error error) throws Exception {
        try (Http2Server server = serving(request -> {
                    if (isFor(request, "hostile")) {
                        request.reset(error);
                    }
                });
                RealClient client = RealClient.of(server.url())) {
            List<CompletionStage<Answer>> others = ask(client, 20);
            LookupFailure failure = client.failure(venue("hostile"));

            assertThat(failure.kind()).isEqualTo(FailureKind.TRANSIENT);
            await().atMost(LIMIT).until(() -> server.requests().size() == 21);
            server.requests().stream()
                    .filter(request -> !isFor(request, "hostile"))
                    .forEach(Http2Server.Request::found);
            assertThat(found(others)).isEqualTo(20);
            assertThat(server.connections()).isEqualTo(1);
        }
    }

    @Test
    void shouldEndOnlyTheLookupThatIsNeverAnswered() throws Exception {
        try (Http2Server server = serving(request -> {
                    if (!isFor(request, "hostile")) {
                        request.found();
                    }
                });
                RealClient client = RealClient.withTimeout(server.url(), LONGER)) {
            client.get(BERGHAIN);
            CompletionStage<Answer> hostile = client.lookUp(venue("hostile"));
            while (!hostile.toCompletableFuture().isDone()) {
                assertThat(found(ask(client, 1))).isEqualTo(1);
            }

            assertThat(failure(hostile)).hasMessage("no answer within the request timeout");
            assertThat(found(ask(client, 1))).isEqualTo(1);
            assertThat(server.connections()).isEqualTo(1);
            await().atMost(LIMIT).until(() -> server.resets() == 1);
        }
    }

    /** The library would send all that follow into the same void. */
    @Test
    void shouldLeaveAConnectionThatFellSilent() throws Exception {
        AtomicBoolean silent = new AtomicBoolean();
        try (Http2Server server = serving(request -> {
                    if (!silent.get()) {
                        request.found();
                    }
                });
                RealClient client = RealClient.withTimeout(server.url(), LONGER)) {
            client.get(BERGHAIN);
            silent.set(true);
            assertThat(client.failure(BERGHAIN)).hasMessage("no answer within the request timeout");
            silent.set(false);

            assertThat(found(ask(client, 20))).isEqualTo(20);
            assertThat(server.connections()).isEqualTo(2);
            await().atMost(LIMIT).until(() -> client.openConnections() == 1);
        }
    }

    @Test
    void shouldAskAgainForAllThatWereUnderWayWhenTheConnectionWasCut() throws Exception {
        try (Http2Server server = serving(request -> {
                    if (request.streamId() == 101) {
                        request.channel().close();
                    } else {
                        request.later(Duration.ofMillis(20), request::found);
                    }
                });
                LookupClient<Question, Answer> client = retrying(server.url())) {
            List<CompletionStage<Answer>> replies = new ArrayList<>();
            for (int i = 0; i < 400; i++) {
                replies.add(client.lookUp(venue("venue " + i)));
            }

            assertThat(found(replies)).isEqualTo(400);
            assertThat(client.statistics().calls().retries()).isPositive();
            assertThat(client.statistics().state().openConnections()).isEqualTo(1);
        }
    }

    private static LookupClient<Question, Answer> retrying(String url) {
        return LookupClient.of(new PlacesEndpoint(), URI.create(url))
                .options(options -> options.deadline(Duration.ofSeconds(50))
                        .maxInFlight(200)
                        .retries(20)
                        .onOutage(LookupOptions.OnOutage.WAIT)
                        .adaptiveConcurrency(false))
                .open();
    }

    @Test
    void shouldFailAllThatAreUnderWayWhenTheConnectionIsCut() throws Exception {
        try (Http2Server server = serving(request -> {});
                RealClient client = RealClient.of(server.url())) {
            List<CompletionStage<Answer>> replies = ask(client, 150);
            await().atMost(LIMIT).until(() -> server.requests().size() == 150);
            server.requests().get(0).channel().close();

            for (CompletionStage<Answer> reply : replies) {
                assertThat(failure(reply).kind()).isEqualTo(FailureKind.TRANSIENT);
            }
            await().atMost(LIMIT).until(() -> client.openConnections() == 0);
            CompletionStage<Answer> next = client.lookUp(BERGHAIN);
            await().atMost(LIMIT).until(() -> server.requests().size() == 151);
            server.requests().get(150).found();
            assertThat(found(List.of(next))).isEqualTo(1);
            assertThat(server.connections()).isEqualTo(2);
        }
    }

    @Test
    void shouldAskElsewhereWhatTheApiGoesAwayFrom() throws Exception {
        try (Http2Server server = serving(request -> {});
                RealClient client = RealClient.of(server.url())) {
            List<CompletionStage<Answer>> replies = ask(client, 100);
            await().atMost(LIMIT).until(() -> server.requests().size() == 100);
            List<Http2Server.Request> first = List.copyOf(server.requests());
            first.get(0).goAway(first.get(59).streamId());
            for (CompletionStage<Answer> refused : replies.subList(60, 100)) {
                assertThat(failure(refused).kind()).isEqualTo(FailureKind.TRANSIENT);
            }
            List<CompletionStage<Answer>> next = ask(client, 20);
            await().atMost(LIMIT).until(() -> server.requests().size() == 120);

            assertThat(server.connections()).isEqualTo(2);
            server.requests().stream().skip(100).forEach(Http2Server.Request::found);
            first.subList(0, 60).forEach(Http2Server.Request::found);
            assertThat(found(replies.subList(0, 60))).isEqualTo(60);
            assertThat(found(next)).isEqualTo(20);
            await().atMost(LIMIT).until(() -> client.openConnections() == 1);
        }
    }

    @Test
    void shouldNotLoseALookupWhenTheApiGoesAwayAfterEachAnswer() throws Exception {
        try (Http2Server server = serving(request -> {
                    request.found();
                    request.goAway(request.streamId());
                });
                RealClient client = RealClient.of(server.url())) {
            for (int i = 0; i < 10; i++) {
                List<CompletionStage<Answer>> replies = ask(client, 10);
                long found = found(replies);
                assertThat(found).isBetween(1L, 10L);
            }
            await().atMost(LIMIT).until(() -> client.openConnections() == 0);
        }
    }

    @Test
    void shouldAnswerEveryLookupWhenItIsClosed() throws Exception {
        try (Http2Server server = serving(request -> {})) {
            List<CompletionStage<Answer>> replies;
            try (RealClient client = RealClient.of(server.url())) {
                replies = ask(client, 50);
                await().atMost(LIMIT).until(() -> server.requests().size() == 50);
                replies.addAll(ask(client, 50));
            }

            for (CompletionStage<Answer> reply : replies) {
                assertThat(failure(reply).kind()).isIn(FailureKind.CLOSED, FailureKind.TRANSIENT);
            }
        }
    }

    // Grants little

    @Test
    void shouldKeepToALimitThatIsLoweredLater() throws Exception {
        try (Http2Server server = serving(request -> {});
                RealClient client = RealClient.of(server.url())) {
            List<CompletionStage<Answer>> replies = ask(client, 20);
            await().atMost(LIMIT).until(() -> server.requests().size() == 20);
            List<Http2Server.Request> first = List.copyOf(server.requests());
            first.get(0)
                    .channel()
                    .writeAndFlush(new DefaultHttp2SettingsFrame(new Http2Settings().maxConcurrentStreams(5)))
                    .sync();
            first.forEach(Http2Server.Request::found);
            assertThat(found(replies)).isEqualTo(20);
            replies = ask(client, 10);
            await().atMost(LIMIT).until(() -> server.requests().size() == 30);

            assertThat(server.requests().stream()
                            .skip(20)
                            .filter(request -> request.channel() == first.get(0).channel()))
                    .hasSize(5);
            server.requests().stream().skip(20).forEach(Http2Server.Request::found);
            assertThat(found(replies)).isEqualTo(10);
        }
    }

    @Test
    void shouldGiveUpOnAnApiThatGrantsNoStreams() throws Exception {
        try (Http2Server server = new Http2Server(AUTHORITY.certificates(), 0, Http2Server.Request::found);
                RealClient client = RealClient.withTimeout(server.url(), SHORT)) {
            for (CompletionStage<Answer> reply : ask(client, 10)) {
                assertThat(failure(reply).kind()).isEqualTo(FailureKind.TRANSIENT);
            }
            await().atMost(LIMIT).until(() -> client.openConnections() == 0);
        }
    }

    /** The library read the largest number as -1, and waited for ever. */
    @Test
    void shouldNotWaitForAnApiThatGrantsMoreStreamsThanAnIntHolds() throws Exception {
        try (Http2Server server =
                        new Http2Server(AUTHORITY.certificates(), 4_294_967_295L, Http2Server.Request::found);
                RealClient client = RealClient.withTimeout(server.url(), Duration.ofSeconds(5))) {
            client.get(BERGHAIN);
            assertThat(found(ask(client, 20))).isEqualTo(20);
            assertThat(server.connections()).isEqualTo(1);
        }
    }

    // Too much

    @Test
    void shouldBreakOffABodyWithoutEndAndNotHoldIt() throws Exception {
        AtomicLong sent = new AtomicLong();
        long before = allocatedByIoThreads();
        try (Http2Server server = serving(request -> {
                    request.head();
                    endless(request, sent);
                });
                RealClient client = RealClient.of(server.url())) {
            LookupFailure failure = client.failure(BERGHAIN);

            assertThat(failure)
                    .hasMessageContaining("more than " + Response.MAX_BODY_BYTES + " bytes")
                    .extracting(LookupFailure::kind)
                    .isEqualTo(FailureKind.UNREADABLE);
            assertThat(allocatedByIoThreads() - before).as("heap").isLessThan(32L * MIB);
            await().atMost(LIMIT).until(() -> server.resets() == 1);
            assertThat(sent.get()).isLessThan(32L * MIB);
            assertThat(client.openConnections()).isEqualTo(1);
        }
    }

    private static void endless(Http2Server.Request request, AtomicLong sent) {
        if (sent.get() < 200L * MIB && request.channel().isActive()) {
            byte[] chunk = new byte[16 * 1024];
            sent.addAndGet(chunk.length);
            request.data(chunk, false).addListener(written -> {
                if (written.isSuccess()) {
                    endless(request, sent);
                }
            });
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"gzip", "deflate"})
    void shouldBreakOffABodyThatInflatesWithoutEnd(String encoding) throws Exception {
        ByteArrayOutputStream bomb = new ByteArrayOutputStream();
        try (OutputStream deflated =
                encoding.equals("gzip") ? new GZIPOutputStream(bomb) : new DeflaterOutputStream(bomb)) {
            for (int i = 0; i < 200; i++) {
                deflated.write(new byte[MIB]);
            }
        }
        long before = allocatedByIoThreads();
        try (Http2Server server = serving(request -> {
                    request.head("content-encoding", encoding);
                    request.data(bomb.toByteArray(), true);
                });
                RealClient client = RealClient.of(server.url())) {
            assertThat(client.failure(BERGHAIN).kind()).isEqualTo(FailureKind.UNREADABLE);
            assertThat(allocatedByIoThreads() - before).as("heap").isLessThan(64L * MIB);
        }
    }

    @Test
    void shouldNotReadAHeadThatIsTooLong() throws Exception {
        try (Http2Server server = serving(request -> {
                    if (isFor(request, "hostile")) {
                        request.answer(200, RealClient.FOUND, "x-a", "a".repeat(70_000));
                    } else {
                        request.found();
                    }
                });
                RealClient client = RealClient.of(server.url())) {
            assertThat(client.failure(venue("hostile")).kind()).isIn(FailureKind.UNREADABLE, FailureKind.TRANSIENT);
            assertThat(found(ask(client, 1))).isEqualTo(1);
        }
    }

    /** CVE-2024-27316 and others. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 16_000})
    void shouldBreakOffAHeadWithoutEnd(int size) throws Exception {
        AtomicLong sent = new AtomicLong();
        long before = allocatedByIoThreads();
        try (Http2Server server = serving(request -> {
                    request.raw(frame(HEADERS, 0, request.streamId(), Unpooled.EMPTY_BUFFER));
                    endlessly(request, sent, () -> frame(CONTINUATION, 0, request.streamId(), literals(size)));
                });
                RealClient client = RealClient.withTimeout(server.url(), Duration.ofSeconds(5))) {
            assertThat(client.failure(BERGHAIN).kind()).isIn(FailureKind.UNREADABLE, FailureKind.TRANSIENT);
            await().atMost(LIMIT).until(() -> client.openConnections() == 0);
            assertThat(allocatedByIoThreads() - before).as("heap").isLessThan(64L * MIB);
        }
        assertThat(sent.get()).isLessThan(16L * MIB);
    }

    /** Header fields without indexing, as RFC 7541, section 6.2.2, has them. */
    private static ByteBuf literals(int size) {
        return Unpooled.wrappedBuffer(new byte[size]);
    }

    @ParameterizedTest
    @ValueSource(ints = {PING, SETTINGS})
    void shouldAnswerLookupsInAFlood(int type) throws Exception {
        ByteBuf payload = type == PING ? Unpooled.wrappedBuffer(new byte[8]) : Unpooled.EMPTY_BUFFER;
        try (Http2Server server = serving(request -> {
                    ByteBuf flood = Unpooled.buffer();
                    for (int i = 0; i < 5_000; i++) {
                        flood.writeBytes(frame(type, 0, 0, payload.copy()));
                    }
                    request.raw(flood);
                    request.found();
                });
                RealClient client = RealClient.withTimeout(server.url(), Duration.ofSeconds(5))) {
            for (int i = 0; i < 10; i++) {
                CompletionStage<Answer> reply = client.lookUp(BERGHAIN);
                await().atMost(LIMIT).until(() -> reply.toCompletableFuture().isDone());
            }
            assertThat(client.openConnections()).isLessThanOrEqualTo(1);
        }
    }

    @Test
    void shouldNotTakeWhatIsPushed() throws Exception {
        try (Http2Server server = serving(request -> {
                    if (isFor(request, "hostile")) {
                        ByteBuf promise =
                                Unpooled.buffer().writeInt(2).writeByte(0x82).writeByte(0x87);
                        request.raw(frame(PUSH_PROMISE, 4, request.streamId(), promise));
                    }
                    request.found();
                });
                RealClient client = RealClient.withTimeout(server.url(), Duration.ofSeconds(5))) {
            assertThat(client.failure(venue("hostile")).kind()).isIn(FailureKind.UNREADABLE, FailureKind.TRANSIENT);
            assertThat(found(ask(client, 1))).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"a body", "a head without a status", "a second head"})
    void shouldTellAnAnswerWithoutItsParts(String part) throws Exception {
        try (Http2Server server = serving(request -> {
                    switch (part) {
                        case "a body" ->
                            request.raw(frame(
                                    DATA,
                                    1,
                                    request.streamId(),
                                    Unpooled.buffer().writeZero(9)));
                        case "a head without a status" ->
                            request.raw(
                                    frame(HEADERS, 5, request.streamId(), Unpooled.copiedBuffer("\0\1a\1b", UTF_8)));
                        default -> {
                            request.head();
                            request.head();
                        }
                    }
                });
                RealClient client = RealClient.withTimeout(server.url(), SHORT)) {
            assertThat(client.failure(BERGHAIN).kind()).isIn(FailureKind.UNREADABLE, FailureKind.TRANSIENT);
        }
    }

    @Test
    void shouldReadTheAnswerBehindInformation() throws Exception {
        try (Http2Server server = serving(request -> {
                    for (int i = 0; i < 100; i++) {
                        request.information(103);
                    }
                    request.found();
                });
                RealClient client = RealClient.of(server.url())) {
            assertThat(found(ask(client, 3))).isEqualTo(3);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}",
                "000000000000000000000000000000000000",
                "SSH-2.0-OpenSSH_9.2\r\n"
            })
    void shouldBreakOffWhatIsNoHttp2(String garbage) throws Exception {
        try (Http2Server server = serving(request -> request.raw(Unpooled.copiedBuffer(garbage, UTF_8)));
                RealClient client = RealClient.withTimeout(server.url(), Duration.ofSeconds(5))) {
            assertThat(client.failure(BERGHAIN).kind()).isIn(FailureKind.UNREADABLE, FailureKind.TRANSIENT);
            await().atMost(LIMIT).until(() -> client.openConnections() == 0);
        }
    }

    private static void endlessly(Http2Server.Request request, AtomicLong sent, Supplier<ByteBuf> more) {
        if (sent.get() >= 200L * MIB || !request.channel().isActive()) {
            return;
        }
        ByteBuf burst = Unpooled.buffer();
        for (int i = 0; i < 64; i++) {
            ByteBuf one = more.get();
            burst.writeBytes(one);
            one.release();
        }
        sent.addAndGet(burst.readableBytes());
        request.raw(burst).addListener(written -> {
            if (written.isSuccess()) {
                endlessly(request, sent, more);
            }
        });
    }

    private static Http2Server serving(Http2Server.Behaviour behaviour) throws Exception {
        return new Http2Server(AUTHORITY.certificates(), 1_000, behaviour);
    }

    private static boolean isFor(Http2Server.Request request, String venue) {
        return request.headers().path().toString().contains(venue);
    }

    private static Question venue(String name) {
        return new Question(name, "Berlin", "DE");
    }

    private static List<CompletionStage<Answer>> ask(RealClient client, int times) {
        List<CompletionStage<Answer>> replies = new ArrayList<>();
        for (int i = 0; i < times; i++) {
            replies.add(client.lookUp(venue("venue " + i)));
        }
        return replies;
    }

    /** How many of them were found; all others failed because a connection ended. */
    private static long found(List<CompletionStage<Answer>> replies) throws Exception {
        long found = 0;
        for (CompletionStage<Answer> reply : replies) {
            try {
                assertThat(RealClient.get(reply).isFound()).isTrue();
                found++;
            } catch (ExecutionException e) {
                assertThat(((LookupFailure) e.getCause()).kind()).isEqualTo(FailureKind.TRANSIENT);
            }
        }
        return found;
    }

    private static LookupFailure failure(CompletionStage<Answer> reply) throws Exception {
        try {
            throw new AssertionError("no failure but " + RealClient.get(reply));
        } catch (ExecutionException e) {
            return (LookupFailure) e.getCause();
        }
    }

    private static long allocatedByIoThreads() {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        return Arrays.stream(threads.getThreadInfo(threads.getAllThreadIds()))
                .filter(thread -> thread != null && thread.getThreadName().startsWith("lookup-http"))
                .mapToLong(thread -> threads.getThreadAllocatedBytes(thread.getThreadId()))
                .sum();
    }
}

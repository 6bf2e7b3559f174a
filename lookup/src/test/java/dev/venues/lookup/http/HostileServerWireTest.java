package dev.venues.lookup.http;

import com.sun.management.ThreadMXBean;
import dev.venues.lookup.FailureKind;
import dev.venues.lookup.LookupFailure;
import dev.venues.lookup.testing.Answer;
import dev.venues.lookup.testing.MisbehavingServer;
import dev.venues.lookup.testing.Question;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.Charset;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPOutputStream;

import static dev.venues.lookup.http.RealClient.BERGHAIN;
import static dev.venues.lookup.http.RealClient.FOUND;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

/** Answers that are made to harm: each has one defined failure, in bounded memory and time. */
class HostileServerWireTest {

    private static final int MIB = 1 << 20;
    private static final String OK = "HTTP/1.1 200 OK\r\n";
    private static final Duration SHORT = Duration.ofMillis(700);

    // Too much

    @Test
    void shouldBreakOffAnAnswerOf200MiBAndNotHoldIt() throws Exception {
        byte[] chunk = new byte[64 * 1024];
        assertBrokenOff(OK + "Content-Length: " + 200L * MIB + "\r\n\r\n", chunk, FailureKind.UNREADABLE);
        assertBrokenOff(OK + "\r\n", chunk, FailureKind.UNREADABLE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"gzip", "deflate", "x-gzip"})
    void shouldBreakOffAnAnswerThatInflatesWithoutEndAndNotHoldIt(String encoding) throws Exception {
        ByteArrayOutputStream bomb = new ByteArrayOutputStream();
        try (OutputStream gzip =
                encoding.equals("deflate") ? new DeflaterOutputStream(bomb) : new GZIPOutputStream(bomb)) {
            byte[] zeros = new byte[MIB];
            for (int i = 0; i < 1_000; i++) {
                gzip.write(zeros);
            }
        }
        String head = OK + "Content-Encoding: " + encoding + "\r\nContent-Length: " + bomb.size() + "\r\n\r\n";
        assertBrokenOff(head, bomb.toByteArray(), FailureKind.UNREADABLE);
    }

    @ParameterizedTest
    @CsvSource({
        "'HTTP/1.1 200 OK\r\n', 'X-A: b\r\n'",
        "'HTTP/1.1 200 OK\r\nX-A: ', aaaaaaaaaaaaaaaa",
        "'HTTP/1.1 200 ', OOOOOOOOOOOOOOOO",
        "'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n', 0000000000000000",
        "'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1;x=', aaaaaaaaaaaaaaaa",
        "'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n', 'X-A: b\r\n'",
        "'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n0\r\nX-A: ', aaaaaaaaaaaaaaaa",
    })
    void shouldBreakOffWhatHasNoEndBeforeOrAfterTheBody(String start, String endless) throws Exception {
        assertBrokenOff(start, endless.repeat(1_000).getBytes(UTF_8), FailureKind.UNREADABLE);
    }

    @Test
    void shouldBreakOffChunksWithoutEnd() throws Exception {
        String chunk = "20\r\n" + " ".repeat(32) + "\r\n";
        assertBrokenOff(
                OK + "Transfer-Encoding: chunked\r\n\r\n", chunk.repeat(2_000).getBytes(UTF_8), FailureKind.UNREADABLE);
    }

    /** Each is a response of its own to the library; nothing may grow with their number. */
    @ParameterizedTest
    @ValueSource(strings = {"100 Continue", "102 Processing", "103 Early Hints"})
    void shouldGiveUpOnInformationWithoutEnd(String status) throws Exception {
        byte[] flood =
                ("HTTP/1.1 " + status + "\r\nLink: </a>\r\n\r\n").repeat(1_000).getBytes(UTF_8);
        try (MisbehavingServer server = new MisbehavingServer((out, connection) -> {
                    while (true) {
                        out.write(flood);
                    }
                });
                RealClient client = RealClient.withTimeout(server.url(), SHORT)) {
            LookupFailure failure = client.failure(BERGHAIN);

            assertThat(failure.kind()).isEqualTo(FailureKind.TRANSIENT);
            assertThat(server.requests()).hasSize(1);
        }
    }

    // Too slow

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "HTTP/1.1 200 OK\r\nX-A: ",
                "HTTP/1.1 200 OK\r\n\r\n",
                "HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3E8\r\n",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1;a=",
            })
    void shouldGiveUpOnAnAnswerThatDrips(String start) throws Exception {
        try (MisbehavingServer server = new MisbehavingServer((out, connection) -> {
                    out.write(start.getBytes(UTF_8));
                    drip(out, connection);
                });
                RealClient client = RealClient.withTimeout(server.url(), SHORT)) {
            long began = System.nanoTime();
            LookupFailure failure = client.failure(BERGHAIN);

            assertThat(failure.kind()).isEqualTo(FailureKind.TRANSIENT);
            assertThat(failure).hasMessage("no answer within the request timeout");
            assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(SHORT.plusSeconds(10));
        }
    }

    // Lies about where it ends

    @Test
    void shouldTryAgainWhenThereIsLessThanTheLengthSays() throws Exception {
        try (MisbehavingServer server = new MisbehavingServer((out, connection) -> {
                    out.write((OK + "Content-Length: 5000\r\n\r\n" + FOUND).getBytes(UTF_8));
                    out.flush();
                    connection.close();
                });
                RealClient client = RealClient.of(server.url())) {
            assertThat(client.failure(BERGHAIN).kind()).isEqualTo(FailureKind.TRANSIENT);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Content-Length: 10\r\n",
                "Content-Length: -1\r\n",
                "Content-Length: 1e3\r\n",
                "Content-Length: 99999999999999999999\r\n",
                "Content-Length: 10\r\nContent-Length: 20\r\n",
                "Transfer-Encoding: chunked\r\n",
                "Content-Encoding: gzip\r\n",
                "Content-Encoding: gzip\r\nTransfer-Encoding: chunked\r\n",
            })
    void shouldNotReadAnAnswerWhoseFrameIsNone(String header) throws Exception {
        try (MisbehavingServer server = new MisbehavingServer((out, connection) -> {
                    out.write((OK + header + "\r\n" + FOUND).getBytes(UTF_8));
                    out.flush();
                    connection.shutdownOutput();
                });
                RealClient client = RealClient.of(server.url())) {
            assertThat(client.failure(BERGHAIN).kind()).isIn(FailureKind.UNREADABLE, FailureKind.TRANSIENT);
        }
    }

    /** The HTTP library took what follows an answer for the answer to the next request on that connection. */
    @Test
    void shouldNotTakeASecondAnswerForThatOfTheNextVenue() throws Exception {
        String answer = OK + "Content-Length: " + FOUND.length() + "\r\n\r\n" + FOUND;
        String none = OK + "Content-Length: 14\r\n\r\n{\"results\":[]}";
        AtomicInteger asked = new AtomicInteger();
        try (MisbehavingServer server = new MisbehavingServer((out, connection) ->
                        out.write((asked.getAndIncrement() == 0 ? answer + answer : none).getBytes(UTF_8)));
                RealClient client = RealClient.of(server.url())) {
            // The second is asked by the thread that brings the first answer, as by LimitedLookup's line.
            Answer second = RealClient.get(client.lookUp(BERGHAIN)
                    .thenCompose(first -> client.lookUp(new Question("Tresor", "Berlin", "DE"))));

            assertThat(second.isFound()).isFalse();
        }
    }

    @Test
    void shouldReadTheAnswerBehindInformation() throws Exception {
        String hints = "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n";
        String answer = OK + "Content-Length: " + FOUND.length() + "\r\n\r\n" + FOUND;
        try (MisbehavingServer server = MisbehavingServer.saying(hints + answer);
                RealClient client = RealClient.of(server.url())) {
            for (int i = 0; i < 3; i++) {
                assertThat(client.get(BERGHAIN).isFound()).isTrue();
            }
            assertThat(server.requests()).hasSize(3);
        }
    }

    @Test
    void shouldNotSwitchProtocols() throws Exception {
        try (MisbehavingServer server = MisbehavingServer.saying(
                        "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: upgrade\r\n\r\n");
                RealClient client = RealClient.of(server.url())) {
            assertThat(client.failure(BERGHAIN).kind()).isEqualTo(FailureKind.TRANSIENT);
        }
    }

    // Leads astray

    @ParameterizedTest
    @ValueSource(ints = {300, 301, 302, 303, 305, 307, 308})
    void shouldNotGoWhereARedirectPoints(int status) throws Exception {
        String found = OK + "Content-Length: " + FOUND.length() + "\r\n\r\n" + FOUND;
        try (MisbehavingServer inside = MisbehavingServer.saying(found);
                MisbehavingServer server = MisbehavingServer.saying("HTTP/1.1 " + status + " Go\r\nLocation: "
                        + inside.url() + "/latest/meta-data\r\nRefresh: 0; url=" + inside.url()
                        + "\r\nContent-Length: 0\r\n\r\n");
                RealClient client = RealClient.of(server.url())) {
            LookupFailure failure = client.failure(BERGHAIN);

            assertThat(failure.kind()).isEqualTo(FailureKind.SETUP);
            assertThat(failure)
                    .hasMessageStartingWith(
                            "the API answered " + status + " for " + server.url() + "/places/search, which ")
                    .hasMessageEndingWith(" to " + inside.url() + "/latest/meta-data");
            assertThat(inside.requests()).isEmpty();
            assertThat(server.requests()).hasSize(1);
        }
    }

    // Other characters

    @ParameterizedTest
    @ValueSource(strings = {"UTF-8", "UTF-16LE", "UTF-16BE", "UTF-32LE"})
    void shouldReadEveryUnicodeEncodingWhateverTheHeaderSays(String charset) throws Exception {
        byte[] body = FOUND.getBytes(Charset.forName(charset));
        assertThat(answer("Content-Type: text/html; charset=klingon\r\n", body).isFound())
                .isTrue();
    }

    @Test
    void shouldReadPastAByteOrderMark() throws Exception {
        assertThat(answer("", ("\ufeff" + FOUND).getBytes(UTF_8)).isFound()).isTrue();
    }

    @Test
    void shouldTellAnAnswerThatIsNotUnicode() throws Exception {
        byte[] latin1 = FOUND.replace("Berghain", "Café").getBytes(ISO_8859_1);
        assertUnreadable("Content-Type: application/json; charset=iso-8859-1\r\n", latin1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\u0000",
                "\u0000\u0000\u0000\u0000{}",
                "{\"results\":[\u0000]}",
                "{}\u0000",
                "{\"a\":\"\u0000\"}"
            })
    void shouldTellAnAnswerWithNulBytes(String body) throws Exception {
        assertUnreadable("", body.getBytes(UTF_8));
    }

    /** The HTTP library does not tell of headers where there are none. */
    @Test
    void shouldSeeTheStatusOfAResponseWithoutHeaders() throws Exception {
        try (MisbehavingServer server = new MisbehavingServer((out, connection) -> {
                    out.write("HTTP/1.1 503 Service Unavailable\r\n\r\n".getBytes(UTF_8));
                    connection.close();
                });
                RealClient client = RealClient.of(server.url())) {
            assertThat(client.failure(BERGHAIN).kind()).isEqualTo(FailureKind.TRANSIENT);
        }
    }

    @Test
    void shouldKeepAnEscapedNulAsText() throws Exception {
        Answer located = answer("", FOUND.replace("4b", "4\\u0000b").getBytes(UTF_8));
        assertThat(located.id()).isEqualTo("4\u0000b");
    }

    private static Answer answer(String header, byte[] body) throws Exception {
        try (MisbehavingServer server = serving(header, body);
                RealClient client = RealClient.of(server.url())) {
            return client.get(BERGHAIN);
        }
    }

    private static void assertUnreadable(String header, byte[] body) throws Exception {
        try (MisbehavingServer server = serving(header, body);
                RealClient client = RealClient.of(server.url())) {
            assertThat(client.failure(BERGHAIN).kind()).isEqualTo(FailureKind.UNREADABLE);
        }
    }

    private static MisbehavingServer serving(String header, byte[] body) throws IOException {
        return new MisbehavingServer((out, connection) -> {
            out.write((OK + header + "Content-Length: " + body.length + "\r\n\r\n").getBytes(UTF_8));
            out.write(body);
        });
    }

    /**
     * Sends a start and then the same bytes again and again, 200 MiB in all, and asserts that the client hangs up after
     * a small part and has held none of it.
     */
    private static void assertBrokenOff(String start, byte[] again, FailureKind kind) throws Exception {
        AtomicLong sent = new AtomicLong();
        AtomicLong direct = new AtomicLong();
        long directBefore = directBytes();
        // Threads of a client that was closed a moment ago may still be there.
        long heapBefore = allocatedByIoThreads();
        try (MisbehavingServer server = new MisbehavingServer((out, connection) -> {
                    out.write(start.getBytes(UTF_8));
                    while (sent.get() < 200L * MIB) {
                        out.write(again);
                        sent.addAndGet(again.length);
                        direct.accumulateAndGet(directBytes(), Math::max);
                    }
                });
                RealClient client = RealClient.of(server.url())) {
            LookupFailure failure = client.failure(BERGHAIN);

            assertThat(failure.kind()).as(failure.getMessage()).isEqualTo(kind);
            assertThat(allocatedByIoThreads() - heapBefore).as("heap").isLessThan(32L * MIB);
        }
        assertThat(sent.get()).as("sent").isLessThan(16L * MIB);
        assertThat(direct.get() - directBefore).as("direct memory").isLessThan(32L * MIB);
    }

    private static void drip(OutputStream out, Socket connection) throws IOException {
        connection.setSoTimeout(50);
        while (true) {
            out.write('1');
            out.flush();
            try {
                connection.getInputStream().read();
                return;
            } catch (SocketTimeoutException e) {
                // The client still waits.
            }
        }
    }

    private static long allocatedByIoThreads() {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        return Arrays.stream(threads.getThreadInfo(threads.getAllThreadIds()))
                .filter(thread -> thread != null && thread.getThreadName().startsWith("lookup-http"))
                .mapToLong(thread -> threads.getThreadAllocatedBytes(thread.getThreadId()))
                .sum();
    }

    private static long directBytes() {
        return ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class).stream()
                .filter(pool -> pool.getName().equals("direct"))
                .mapToLong(BufferPoolMXBean::getMemoryUsed)
                .sum();
    }
}

package dev.venues.testing.kinesis;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Stands before an emulator over plain HTTP and fails as Kinesis does, one switch per fault; without a switch it hands
 * on every byte. A test's own {@link KinesisApi} goes to the emulator itself and meets no fault.
 */
public final class FaultyKinesis implements AutoCloseable {

    private static final String THROTTLED = "ProvisionedThroughputExceededException";
    private static final String JSON = "application/x-amz-json-1.1";

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Map<String, Refusal> refusals = new ConcurrentHashMap<>();
    private final Set<String> hungUp = ConcurrentHashMap.newKeySet();
    private final Map<String, AtomicInteger> calls = new ConcurrentHashMap<>();
    private final URI emulator;
    private final HttpServer server;
    private volatile PartialFailure partialFailure;
    private volatile ShardReadLimits readLimits;

    private record Refusal(String error, AtomicInteger left) {
        boolean takes() {
            return left.getAndUpdate(n -> Math.max(0, n - 1)) > 0;
        }
    }

    private record Answer(int status, byte[] body) {}

    public FaultyKinesis(URI emulator) {
        this.emulator = emulator;
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(threads);
        server.createContext("/", this::handle);
        server.start();
    }

    public URI endpoint() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    /** From now on every call of an operation is answered with this error, until {@link #allow}. */
    public void refuse(String operation, String error) {
        refuse(operation, error, Integer.MAX_VALUE);
    }

    /** The next calls of an operation are answered with this error. */
    public void refuse(String operation, String error, int times) {
        refusals.put(operation, new Refusal(error, new AtomicInteger(times)));
    }

    /** From now on the connection of every such call is closed without an answer, until {@link #allow}. */
    public void hangUpOn(String operation) {
        hungUp.add(operation);
    }

    public void allow(String operation) {
        refusals.remove(operation);
        hungUp.remove(operation);
    }

    /**
     * From now on PutRecords answers 200 but turns down this share of its records, at random with a fixed seed, each
     * with {@code ProvisionedThroughputExceededException}.
     *
     * @param share from 0, none, to 1, all
     */
    public void throttleRecords(double share) {
        partialFailure = share == 0 ? null : new PartialFailure(share);
    }

    /** From now on each shard gives no more than Kinesis would; for iterators that are asked for after this. */
    public void limitReads() {
        readLimits = new ShardReadLimits(System::nanoTime);
    }

    /** How many GetRecords were refused for the limits. */
    public int refusedReads() {
        return readLimits.refused();
    }

    /** The most GetRecords that one shard got within any second while there were limits, refused ones too. */
    public int mostReadsPerSecond() {
        return readLimits.mostCallsPerSecond();
    }

    /** The most bytes that one GetRecords brought while there were limits. */
    public long mostBytesPerRead() {
        return readLimits.mostBytesAtOnce();
    }

    /** How many calls of an operation have come so far, those that were refused too. */
    public int calls(String operation) {
        return calls.computeIfAbsent(operation, any -> new AtomicInteger()).get();
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] request;
            try (InputStream in = exchange.getRequestBody()) {
                request = in.readAllBytes();
            }
            String target = exchange.getRequestHeaders().getFirst("X-Amz-Target");
            String operation = target.substring(target.indexOf('.') + 1);
            calls.computeIfAbsent(operation, any -> new AtomicInteger()).incrementAndGet();
            if (hungUp.contains(operation)) {
                return;
            }
            Answer answer = answer(operation, exchange, request);
            exchange.getResponseHeaders().set("Content-Type", JSON);
            exchange.getResponseHeaders().set("x-amzn-RequestId", "00000000-0000-0000-0000-000000000000");
            exchange.sendResponseHeaders(answer.status(), answer.body().length == 0 ? -1 : answer.body().length);
            exchange.getResponseBody().write(answer.body());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private Answer answer(String operation, HttpExchange exchange, byte[] request)
            throws IOException, InterruptedException {
        Refusal refusal = refusals.get(operation);
        if (refusal != null && refusal.takes()) {
            return error(refusal.error());
        }
        ShardReadLimits limits = readLimits;
        if (limits != null && operation.equals("GetRecords")) {
            return limits.admits(request) ? read(limits, exchange, request) : error(THROTTLED);
        }
        if (limits != null && operation.equals("GetShardIterator")) {
            Answer answer = handOn(exchange, request);
            limits.opened(request, answer.body());
            return answer;
        }
        PartialFailure partial = partialFailure;
        if (partial == null || !operation.equals("PutRecords")) {
            return handOn(exchange, request);
        }
        PartialFailure.Split split = partial.split(request);
        Answer accepted = split.accepted() == null ? new Answer(200, new byte[0]) : handOn(exchange, split.accepted());
        return accepted.status() == 200 ? new Answer(200, split.answer(accepted.body())) : accepted;
    }

    private Answer read(ShardReadLimits limits, HttpExchange exchange, byte[] request)
            throws IOException, InterruptedException {
        Answer answer = handOn(exchange, request);
        limits.answered(request, answer.body());
        return answer;
    }

    private static Answer error(String type) {
        String body = "{\"__type\":\"" + type + "\",\"message\":\"as the test wants\"}";
        return new Answer(400, body.getBytes(StandardCharsets.UTF_8));
    }

    private Answer handOn(HttpExchange exchange, byte[] body) throws IOException, InterruptedException {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(emulator).POST(HttpRequest.BodyPublishers.ofByteArray(body));
        for (String header : new String[] {"Content-Type", "X-Amz-Target", "X-Amz-Date", "Authorization"}) {
            request.header(header, exchange.getRequestHeaders().getFirst(header));
        }
        HttpResponse<byte[]> response = client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
        return new Answer(response.statusCode(), response.body());
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}

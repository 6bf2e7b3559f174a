package dev.venues.benchmarks.stub;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/** A {@link StubApi} in a process of its own, which ends with this object and with this JVM. */
public final class StubApiProcess implements AutoCloseable {

    private static final String FIRST_REQUEST = "first request";

    private final Process process;
    private final BufferedReader output;
    private final int port;

    private StubApiProcess(Process process) throws IOException {
        this.process = process;
        this.output = process.inputReader(StandardCharsets.UTF_8);
        this.port = Integer.parseInt(output.readLine().substring("port ".length()));
    }

    public static StubApiProcess start(long latencyMillis) throws IOException {
        return new StubApiProcess(new ProcessBuilder(List.of(
                        java(),
                        "-Xmx128m",
                        "-XX:+UseSerialGC",
                        // Netty would log where a local run of the job does.
                        "-Dvenues.log=" + Path.of(System.getProperty("java.io.tmpdir"), "stub-api.log"),
                        "-cp",
                        System.getProperty("java.class.path"),
                        StubApi.class.getName(),
                        "--latency",
                        Long.toString(latencyMillis)))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start());
    }

    /** The JVM that runs this program. */
    public static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }

    public int port() {
        return port;
    }

    /**
     * Returns as soon as the API has been asked something.
     *
     * @throws IllegalStateException if it was closed before
     */
    public void awaitFirstRequest() throws IOException {
        String line = output.readLine();
        if (!FIRST_REQUEST.equals(line)) {
            throw new IllegalStateException("the API was never asked: it said " + line);
        }
    }

    @Override
    public void close() {
        try {
            process.getOutputStream().close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Ends the process and returns how many requests it got. */
    public long end() throws IOException {
        close();
        for (String line = output.readLine(); line != null; line = output.readLine()) {
            if (line.startsWith("requests ")) {
                return Long.parseLong(line.substring("requests ".length()));
            }
        }
        throw new IllegalStateException("the API ended without its count");
    }
}

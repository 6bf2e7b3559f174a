package dev.venues.benchmarks;

import dev.venues.benchmarks.harness.JvmOptions;
import dev.venues.benchmarks.stub.StubApiProcess;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** One run of {@code venues-local.jar}, files to files, as a process of its own. */
final class VenuesProcess implements AutoCloseable {

    /** Words for the JVM, as for {@code bin/venues}. */

    /**
     * How a run ended.
     *
     * @param seconds from the start of the process to its end
     * @param cpuSeconds of all its threads, sampled: up to a fiftieth of a second short; 0 where the system does not tell
     * @param summary what it said about itself
     */
    record Ended(double seconds, double cpuSeconds, RunSummary summary) {}

    private final Process process;
    private final long startNanos;
    private final Path folder;

    private VenuesProcess(Process process, long startNanos, Path folder) {
        this.process = process;
        this.startNanos = startNanos;
        this.folder = folder;
    }

    /**
     * @param folder an empty one, for all that the run writes
     * @param events a folder of JSON lines
     * @param port of the API on loopback
     */
    static VenuesProcess start(Path folder, Path events, int port) throws IOException {
        Files.writeString(folder.resolve("api-key"), "none\n");
        List<String> command = new ArrayList<>(List.of(StubApiProcess.java()));
        command.addAll(JvmOptions.words());
        command.addAll(List.of(
                "-Djava.io.tmpdir=" + folder,
                "-Dvenues.log=" + folder.resolve("venues.log"),
                "-Xlog:gc:file=" + folder.resolve("gc.log"),
                "-jar",
                System.getProperty("venues.jar")));
        command.addAll(settings(folder, events, port));
        long startNanos = System.nanoTime();
        Process process = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("output").toFile())
                .start();
        // Ctrl-C ends us both, without the patience that a user's own run has.
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
        return new VenuesProcess(process, startNanos, folder);
    }

    private static List<String> settings(Path folder, Path events, int port) {
        return List.of(
                "enrich",
                "--venues.source.files.path",
                events.toString(),
                "--venues.sink.files.path",
                enriched(folder).toString(),
                "--venues.dead-letters.files.path",
                folder.resolve("dead-letters").toString(),
                "--venues.geo.provider",
                "foursquare",
                "--venues.geo.url",
                "http://127.0.0.1:" + port,
                "--venues.geo.api-key-file",
                folder.resolve("api-key").toString(),
                "--venues.geo.rate-limit",
                "none",
                "--venues.geo.cache.ttl",
                "1 d",
                "--web-port",
                "0");
    }

    /** Where the run puts the events. */
    static Path enriched(Path folder) {
        return folder.resolve("enriched");
    }

    /** Seconds since the process was started. */
    double elapsed() {
        return (System.nanoTime() - startNanos) / 1e9;
    }

    CompletableFuture<?> onExit() {
        return process.onExit();
    }

    /**
     * Waits for the end of the run.
     *
     * @throws IllegalStateException if it failed; the message holds what it said
     */
    Ended await() throws IOException, InterruptedException {
        Duration cpu = Duration.ZERO;
        while (!process.waitFor(20, TimeUnit.MILLISECONDS)) {
            cpu = process.info().totalCpuDuration().orElse(cpu);
        }
        double seconds = elapsed();
        String output = Files.readString(folder.resolve("output"));
        if (process.exitValue() != 0) {
            throw new IllegalStateException("the run ended with " + process.exitValue() + " and said:\n" + output);
        }
        return new Ended(seconds, cpu.toMillis() / 1e3, RunSummary.parse(output));
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}

package dev.venues.benchmarks.memory;

import dev.venues.benchmarks.harness.JvmOptions;
import dev.venues.benchmarks.measured.WatchedProgram;
import dev.venues.benchmarks.measured.WatchedRun;
import dev.venues.benchmarks.stub.StubApiProcess;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A job without an end in a JVM of its own, which ends with this object and with this JVM. */
final class WatchedProcess implements AutoCloseable {

    private static final Duration START = Duration.ofMinutes(1);
    private static final Duration END = Duration.ofSeconds(10);

    private final Process process;
    private final CompletableFuture<Void> started = new CompletableFuture<>();
    private volatile long events;

    private WatchedProcess(Process process) {
        this.process = process;
        Thread reader = new Thread(this::follow, "events");
        reader.setDaemon(true);
        reader.start();
    }

    /**
     * Starts a job, and waits for its first event.
     *
     * @param folder for its temporary files, its log and what it says when it fails
     */
    static WatchedProcess start(WatchedRun run, StubApiProcess api, double perSecond, Path folder)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(StubApiProcess.java()));
        command.addAll(JvmOptions.words());
        command.addAll(JvmOptions.ofFlink());
        command.addAll(List.of(
                "-Djava.io.tmpdir=" + folder,
                "-Dvenues.log=" + folder.resolve("venues.log"),
                "-cp",
                System.getProperty("java.class.path"),
                WatchedProgram.class.getName()));
        command.addAll(List.of(run.name(), "http://127.0.0.1:" + api.port(), Double.toString(perSecond)));
        WatchedProcess watched = new WatchedProcess(new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start());
        try {
            watched.started.get(START.toSeconds(), TimeUnit.SECONDS);
            return watched;
        } catch (ExecutionException | TimeoutException e) {
            watched.close();
            throw new IOException(run.title() + ": no event came", e);
        }
    }

    private void follow() {
        try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                events = Long.parseLong(line);
                if (events > 0) {
                    started.complete(null);
                }
            }
            started.completeExceptionally(new IOException("the process ended"));
        } catch (IOException e) {
            started.completeExceptionally(e);
        }
    }

    long pid() {
        return process.pid();
    }

    /** How many have come out, up to a second ago. */
    long events() {
        return events;
    }

    /** Kills it, if it has not ended. */
    void end() {
        process.destroyForcibly();
        process.onExit().orTimeout(END.toSeconds(), TimeUnit.SECONDS).join();
    }

    @Override
    public void close() {
        end();
    }
}

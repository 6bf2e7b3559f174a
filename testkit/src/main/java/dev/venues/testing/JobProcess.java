package dev.venues.testing;

import org.awaitility.Awaitility;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;

/** The shaded local jar as a process of its own, {@code java -jar} without any flag that the README does not name. */
public final class JobProcess implements AutoCloseable {

    private static final Duration LIMIT = Duration.ofSeconds(120);
    /** A key that no file, log or output may ever show. */
    public static final String API_KEY = "s3cr3t-4p1-k3y";

    /** Where the emulators' streams live. */
    public static final String REGION = "eu-central-1";

    /** What every process of a test gets: made-up credentials for the emulators, and the key. */
    public static final Map<String, String> ENVIRONMENT = Map.of(
            "AWS_ACCESS_KEY_ID", "test-key-id",
            "AWS_SECRET_ACCESS_KEY", "test-secret",
            "AWS_REGION", REGION,
            "AWS_EC2_METADATA_DISABLED", "true",
            "TEST_API_KEY", API_KEY);

    private final Process process;
    private final Path output;

    private JobProcess(Process process, Path output) {
        this.process = process;
        this.output = output;
    }

    /**
     * Starts the jar.
     *
     * @param folder the working folder, where {@code out/} appears
     * @param args command and options
     */
    public static JobProcess start(Path folder, String... args) {
        return start(folder, List.of(), Map.of(), args);
    }

    /** Starts the jar with JVM options, and with variables on top of those that every test job gets. */
    public static JobProcess start(
            Path folder, List<String> jvmOptions, Map<String, String> environment, String... args) {
        Path jar = Checkout.localJar();
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-Xmx512m", "-XX:TieredStopAtLevel=1", "-Djava.io.tmpdir=" + folder));
        command.addAll(jvmOptions);
        command.addAll(List.of("-jar", jar.toString()));
        command.addAll(List.of(args));
        try {
            Path output = folder.resolve("output.txt");
            ProcessBuilder builder = new ProcessBuilder(command)
                    .directory(folder.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile());
            builder.environment().putAll(ENVIRONMENT);
            builder.environment().putAll(environment);
            environment.forEach((name, value) -> {
                if (value.isEmpty()) {
                    builder.environment().remove(name);
                }
            });
            return new JobProcess(builder.start(), output);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Waits until the process ends by itself, and returns its exit code. */
    public int awaitExit() {
        try {
            if (!process.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new IllegalStateException("still running after " + LIMIT + ":\n" + output());
            }
            return process.exitValue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    /** Waits until a condition holds; fails at once if the process ends before. */
    public void await(String what, Callable<Boolean> condition) {
        Awaitility.await(what)
                .atMost(LIMIT)
                .pollInterval(Duration.ofMillis(200))
                .failFast(() -> {
                    if (!process.isAlive()) {
                        throw new AssertionError("the job ended:\n" + output());
                    }
                })
                .until(condition);
    }

    public long pid() {
        return process.pid();
    }

    /** How long it has been there. */
    public Duration age() {
        return Duration.between(process.info().startInstant().orElseThrow(), Instant.now());
    }

    /** Asks the process to stop, as Ctrl-C does, and waits for its end. */
    public void stop() {
        process.destroy();
        awaitExit();
    }

    /** What it printed so far, on both streams. */
    public String output() {
        try {
            return Files.readString(output);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Kills the process if it still runs. */
    @Override
    public void close() {
        process.destroyForcibly();
        awaitEnd();
    }

    private void awaitEnd() {
        Awaitility.await().atMost(LIMIT).until(() -> !process.isAlive());
    }
}

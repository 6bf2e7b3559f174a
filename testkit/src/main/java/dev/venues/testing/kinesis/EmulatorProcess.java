package dev.venues.testing.kinesis;

import dev.venues.testing.Checkout;
import dev.venues.testing.JobProcess;
import dev.venues.testing.NodeModules;
import org.awaitility.core.ConditionTimeoutException;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import static org.awaitility.Awaitility.await;

/**
 * A Node.js process that emulates Kinesis on free ports of the loopback interface.
 *
 * <p>Its standard input is a pipe that this JVM holds and never writes to; the script ends when the pipe does, and so
 * with this JVM however that ends. Its output stays in {@code testkit/target/emulators}.
 */
final class EmulatorProcess implements AutoCloseable {
    private static final Duration START_LIMIT = Duration.ofSeconds(30);
    private static final Duration STOP_LIMIT = Duration.ofSeconds(10);

    private final Process process;
    private final Path log;

    private EmulatorProcess(Process process, Path log) {
        this.process = process;
        this.log = log;
    }

    /**
     * Starts a script of {@code src/main/emulators} and waits until it listens on every protocol.
     *
     * @throws IllegalStateException if it ends or does not listen within 30 s, with its output
     */
    static EmulatorProcess start(String script, Map<String, String> environment, String... protocols) {
        Path modules = NodeModules.install();
        try {
            Path log = Files.createTempFile(modules.getParent(), script, ".log");
            Path file = Checkout.emulators().resolve(script);
            ProcessBuilder builder = new ProcessBuilder("node", file.toString())
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile());
            builder.environment().putAll(Map.of("NODE_PATH", modules.toString(), "AWS_REGION", JobProcess.REGION));
            builder.environment().putAll(environment);
            EmulatorProcess emulator = new EmulatorProcess(builder.start(), log);
            emulator.awaitPorts(protocols);
            return emulator;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void awaitPorts(String... protocols) {
        try {
            await().atMost(START_LIMIT)
                    .pollDelay(Duration.ZERO)
                    .pollInterval(Duration.ofMillis(20))
                    .until(() -> !process.isAlive() || listensFor(protocols));
        } catch (ConditionTimeoutException e) {
            close();
            throw new IllegalStateException("the emulator does not listen after " + START_LIMIT + ":\n" + output(), e);
        }
        if (!process.isAlive()) {
            throw new IllegalStateException("the emulator ended at its start:\n" + output());
        }
    }

    private boolean listensFor(String... protocols) {
        String output = output();
        return Arrays.stream(protocols)
                .allMatch(protocol -> listening(protocol, output).find());
    }

    int port(String protocol) {
        Matcher line = listening(protocol, output());
        if (!line.find()) {
            throw new IllegalStateException("does not listen for " + protocol + ":\n" + output());
        }
        return Integer.parseInt(line.group(1));
    }

    private static Matcher listening(String protocol, String output) {
        return Pattern.compile("listening " + protocol + " (\\d+)\n").matcher(output);
    }

    private String output() {
        try {
            return Files.readString(log);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Kills the process and waits for its end; what it held is lost. */
    @Override
    public void close() {
        try {
            if (!process.destroyForcibly().waitFor(STOP_LIMIT.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new IllegalStateException("still there " + STOP_LIMIT + " after a kill: " + process.pid());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}

package dev.venues.testing;

import org.awaitility.Awaitility;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** {@code bin/stack run} in a folder, on free ports. It ends with this JVM, whose pipe its standard input is. */
public final class StackProcess implements AutoCloseable {

    private static final Duration LIMIT = Duration.ofSeconds(150);

    private final Path folder;
    private final Map<String, String> environment;
    private final Process process;

    private StackProcess(Path folder, Map<String, String> environment, Process process) {
        this.folder = folder;
        this.environment = environment;
        this.process = process;
    }

    /** Starts the stack and waits until everything is healthy. */
    public static StackProcess start(Path folder, Map<String, String> environment, String... options) {
        // Where the stack looks for them, with the lock that other tests take too.
        NodeModules.install();
        List<String> words = new ArrayList<>(List.of("run", "--until-input-ends"));
        words.addAll(List.of(options));
        try {
            StackProcess stack = new StackProcess(
                    folder,
                    environment,
                    command(folder, environment, words)
                            .redirectOutput(folder.resolve("run.txt").toFile())
                            .start());
            stack.awaitHealth();
            return stack;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void awaitHealth() {
        try {
            Awaitility.await("the stack").atMost(LIMIT).until(() -> !process.isAlive() || output().contains("Logs "));
            if (!process.isAlive()) {
                throw new IllegalStateException("the stack did not start:\n" + output());
            }
        } catch (RuntimeException e) {
            close();
            throw e;
        }
    }

    /** Runs another command on this stack to its end, and returns what it printed. */
    public String run(String... words) {
        try {
            Path output = Files.createTempFile(folder, "command", ".txt");
            Process command = command(folder, environment, List.of(words))
                    .redirectOutput(output.toFile())
                    .start();
            boolean ended = command.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS);
            command.destroyForcibly();
            String printed = Files.readString(output);
            if (!ended || command.exitValue() != 0) {
                throw new IllegalStateException(String.join(" ", words) + " failed:\n" + printed);
            }
            return printed;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    private static ProcessBuilder command(Path folder, Map<String, String> environment, List<String> words) {
        List<String> command = new ArrayList<>();
        command.add(Checkout.root().resolve("bin/stack").toString());
        command.addAll(words);
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().keySet().removeIf(name -> name.startsWith("VENUES_"));
        builder.environment().put("VENUES_STACK_DIR", folder.resolve("stack").toString());
        for (String service : List.of("FLINK", "KINESIS", "GEO_API", "PROMETHEUS", "ALERTMANAGER")) {
            builder.environment().put("VENUES_" + service + "_PORT", "0");
        }
        builder.environment().putAll(environment);
        return builder;
    }

    /** An address that the stack printed at its start, under this name. */
    public URI url(String name) {
        Matcher line = Pattern.compile("(?m)^" + name + " +(http://\\S+)$").matcher(output());
        if (!line.find()) {
            throw new IllegalStateException("no address of " + name + ":\n" + output());
        }
        return URI.create(line.group(1));
    }

    /** The log of an instance, such as {@code taskmanager-1}. */
    public List<String> log(String instance) {
        try {
            return Files.readAllLines(folder.resolve("stack/logs").resolve(instance + ".log"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What it printed so far. */
    public String output() {
        try {
            return Files.readString(folder.resolve("run.txt"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Ends the stack as its user would, and waits for it. */
    @Override
    public void close() {
        try {
            process.getOutputStream().close();
            if (!process.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new IllegalStateException("the stack did not end:\n" + output());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}

package dev.venues.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A command that runs in a folder to its end, or is killed with its children when the limit is over. */
public record Command(List<String> words, Path folder, Duration limit) {

    /** How a command ended, and what it wrote to standard output and standard error together. */
    public record Ended(int exit, String output) {}

    /**
     * Runs the command on the calling thread.
     *
     * @throws IOException if the program cannot be started
     * @throws IllegalStateException if the limit is over or the thread is interrupted; the former holds the output
     */
    public Ended run() throws IOException {
        Path log = Files.createTempFile("command-", ".log");
        try {
            Process process = new ProcessBuilder(words)
                    .directory(folder.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile())
                    .start();
            process.getOutputStream().close();
            if (!ended(process)) {
                throw new IllegalStateException("killed after " + limit + ": " + words + "\n" + Files.readString(log));
            }
            return new Ended(process.exitValue(), Files.readString(log));
        } finally {
            Files.deleteIfExists(log);
        }
    }

    private boolean ended(Process process) {
        boolean ended = false;
        try {
            ended = process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS);
            return ended;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted: " + words, e);
        } finally {
            if (!ended) {
                Stream.concat(process.descendants(), Stream.of(process.toHandle()))
                        .toList()
                        .forEach(ProcessHandle::destroyForcibly);
            }
        }
    }
}

package dev.venues.testing.monitoring;

import dev.venues.testing.Command;
import dev.venues.testing.DebianProgram;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Prometheus' own checks of its configuration, which Debian's package has. */
public final class Promtool {

    private static final Duration LIMIT = Duration.ofMinutes(1);

    private Promtool() {}

    /**
     * Runs it beside the configuration.
     *
     * @return what it wrote
     * @throws AssertionError if it finds fault, or is not there
     */
    public static String run(Path folder, String... arguments) {
        List<String> words = new ArrayList<>(
                List.of(DebianProgram.find("promtool", "prometheus").toString()));
        words.addAll(List.of(arguments));
        try {
            Command.Ended ended = new Command(words, folder, LIMIT).run();
            if (ended.exit() != 0) {
                throw new AssertionError(String.join(" ", arguments) + ":\n" + ended.output());
            }
            return ended.output();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

package dev.venues.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;

/** Tests that are written for Node.js' own runner. */
public final class NodeTests {

    private static final Duration LIMIT = Duration.ofMinutes(2);

    private NodeTests() {}

    /**
     * Runs every {@code *.test.js} of a folder, with the modules of the Kinesis emulators.
     *
     * @throws AssertionError if one fails or there is none, with the runner's report
     */
    public static void run(Path folder) throws IOException {
        List<String> words = new ArrayList<>(List.of("env", "NODE_PATH=" + NodeModules.install(), "node", "--test"));
        try (Stream<Path> files = Files.list(folder)) {
            files.map(Path::toString)
                    .filter(file -> file.endsWith(".test.js"))
                    .sorted()
                    .forEach(words::add);
        }
        Command.Ended ended = new Command(words, folder, LIMIT).run();
        assertThat(ended.exit()).as(ended.output()).isZero();
        assertThat(ended.output()).containsPattern("(?m)^# pass [1-9]");
    }
}

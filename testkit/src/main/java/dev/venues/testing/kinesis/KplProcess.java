package dev.venues.testing.kinesis;

import dev.venues.testing.Checkout;
import dev.venues.testing.Command;

import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The native Kinesis Producer Library at work in a JVM of its own: the program of the module {@code kpl-producer}.
 *
 * <p>The module has to be packaged before. It is looked for in the folder that the system property
 * {@code venues.kpl.home} names, by default {@code kpl-producer/target} of the working copy.
 */
public final class KplProcess {
    private static final String MAIN = "dev.venues.testing.kpl.KplProducer";
    private static final Pattern SUMMARY =
            Pattern.compile("^acknowledged=(\\d+) failed=(\\d+) kinesisRecords=(\\d+) ", Pattern.MULTILINE);

    private final URI endpoint;
    private final Duration limit;

    /**
     * @param endpoint over TLS, with any certificate
     * @param limit how long one {@link #write} may take before the process is killed
     */
    public KplProcess(URI endpoint, Duration limit) {
        this.endpoint = endpoint;
        this.limit = limit;
    }

    /** How many user records Kinesis has acknowledged, and in how many Kinesis records they lie. */
    public record Summary(long acknowledged, long kinesisRecords) {}

    /**
     * Writes one user record per line, {@code DATA} or {@code KEY<tab>DATA}, and waits for the end of the process.
     * Without a key the line's number from 0 is the partition key.
     *
     * @throws IllegalStateException with the output of the process, if Kinesis has not acknowledged every record
     */
    public Summary write(String stream, List<String> lines) throws IOException {
        Path home = home();
        Path folder = Files.createTempDirectory("kpl-process-");
        try {
            Path records = Files.write(folder.resolve("records"), lines);
            Command.Ended ended = new Command(command(home, folder, stream, records), folder, limit).run();
            Matcher summary = SUMMARY.matcher(ended.output());
            if (ended.exit() != 0 || !summary.find()) {
                throw new IllegalStateException("the KPL ended with " + ended.exit() + ":\n" + ended.output());
            }
            return new Summary(Long.parseLong(summary.group(1)), Long.parseLong(summary.group(3)));
        } finally {
            delete(folder);
        }
    }

    private List<String> command(Path home, Path folder, String stream, Path records) {
        return List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-Djava.io.tmpdir=" + folder,
                "-cp",
                home.resolve("kpl-producer.jar") + File.pathSeparator + home.resolve("lib") + File.separator + "*",
                MAIN,
                "--endpoint-host",
                endpoint.getHost(),
                "--port",
                Integer.toString(endpoint.getPort()),
                "--stream",
                stream,
                "--records",
                records.toString());
    }

    private static Path home() {
        String configured = System.getProperty("venues.kpl.home");
        Path home = configured == null ? Checkout.root().resolve("kpl-producer/target") : Path.of(configured);
        if (!Files.exists(home.resolve("kpl-producer.jar"))) {
            throw new IllegalStateException(home + " holds no kpl-producer.jar: package the module kpl-producer first");
        }
        return home.toAbsolutePath();
    }

    /** The program deletes what it has unpacked, unless it was killed. */
    private static void delete(Path folder) throws IOException {
        List<Path> deepestFirst;
        try (Stream<Path> files = Files.walk(folder)) {
            deepestFirst = files.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path file : deepestFirst) {
            Files.deleteIfExists(file);
        }
    }
}

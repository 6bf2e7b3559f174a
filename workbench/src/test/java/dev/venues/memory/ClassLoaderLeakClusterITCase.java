package dev.venues.memory;

import dev.venues.testing.Checkout;
import dev.venues.testing.flink.FlinkCluster;
import dev.venues.testing.flink.SharedCluster;
import dev.venues.testing.geo.GeoApi;
import dev.venues.testing.geo.SyntheticEvents;
import dev.venues.testing.job.KinesisExtension;
import dev.venues.testing.kinesis.KinesisApi.Entry;
import dev.venues.testing.kinesis.KinesisApi.Rec;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import static java.nio.charset.StandardCharsets.UTF_8;

/**
 * Jobs come and go on a session cluster, and nothing of them stays in its JVMs. What stays elsewhere is 18 MB of metaspace
 * a job, and here would be 32 MB of one that reads Kinesis, until the TaskManager dies of it.
 */
@ExtendWith(SharedCluster.class)
class ClassLoaderLeakClusterITCase {

    /** Of jobs: one reads files, the other Kinesis. They run at the same time, to save time. */
    private static final int PAIRS = 15;

    /** The first reading comes when all is there that stays once and for all: Flink's own classes and threads. */
    private static final int PAIRS_PER_READING = 5;

    private static final int EVENTS = 10;

    private static final String LOADER = "org.apache.flink.util.ChildFirstClassLoader";
    /** The JDK remembers the last class that it has made a record's methods for; other jobs may have left another. */
    private static final long MOST_LOADERS = 3;

    /** For the end of a job's last threads, and for collections: what has a finaliser goes with the second one only. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private static final long MIB = 1 << 20;
    /** After the first reading, by all jobs together. */
    private static final Map<Figure, Long> MOST_GAINED =
            Map.of(Figure.METASPACE, 2 * MIB, Figure.LIVE_HEAP, 5 * MIB, Figure.THREADS, 5L, Figure.DIRECT, 5 * MIB);

    @TempDir
    private Path folder;

    @RegisterExtension
    private final KinesisExtension kinesis = KinesisExtension.onKinesalite()
            .withStream("events", 2)
            .withStream("enriched", 1)
            .withGeoApi()
            .build();

    /** What was read of one process. */
    private record Watched(WatchedJvm jvm, List<Reading> readings, List<ClassHistogram> histograms) {

        static Watched attach(long pid) {
            try {
                return new Watched(WatchedJvm.attach(pid), new ArrayList<>(), new ArrayList<>());
            } catch (WatchException e) {
                throw new AssertionError(e);
            }
        }

        /** Reads when no more is left than the last time, or is not collected in time. */
        void read() throws IOException {
            long most = readings.isEmpty() ? MOST_LOADERS : loaders();
            Instant limit = Instant.now().plus(PATIENCE);
            ClassHistogram histogram = jvm.histogram();
            while (histogram.of(LOADER).instances() > most && Instant.now().isBefore(limit)) {
                histogram = jvm.histogram();
            }
            readings.add(jvm.read(readings.size(), histogram));
            histograms.add(histogram);
        }

        long loaders() {
            return histograms.get(histograms.size() - 1).of(LOADER).instances();
        }

        long gained(Figure figure) {
            return figure.of(readings.get(readings.size() - 1)) - figure.of(readings.get(0));
        }

        @Override
        public String toString() {
            return "process " + jvm.pid() + "\n"
                    + readings.stream().map(Reading::toString).collect(Collectors.joining("\n"))
                    + "\n" + LOADER + " "
                    + histograms.stream().map(histogram -> histogram.of(LOADER)).toList() + "\n"
                    + GrowingClasses.HEADER + "\n"
                    + GrowingClasses.of(histograms).stream()
                            .map(GrowingClasses.Growth::toString)
                            .collect(Collectors.joining("\n"));
        }
    }

    @Test
    void shouldLeaveNothingBehindOfJobsThatWereCancelled(FlinkCluster cluster) throws IOException {
        String jar = cluster.rest().upload(Checkout.jobJar());
        List<Watched> all = cluster.pids().stream().map(Watched::attach).toList();

        GeoApi apiOfFiles = kinesis.open(new GeoApi());
        List<String> fromFiles = fromFiles(apiOfFiles);
        List<String> fromKinesis = fromKinesis();
        Supplier<List<Rec>> written = kinesis.api().reader("enriched");
        for (int pair = 1; pair <= PAIRS; pair++) {
            written.get();
            int before = apiOfFiles.requests();
            String files = cluster.rest().run(jar, fromFiles);
            String kinesisJob = cluster.rest().run(jar, fromKinesis);
            cluster.await("an event from a file", () -> apiOfFiles.requests() > before);
            cluster.await("an event from Kinesis", () -> !written.get().isEmpty());
            cluster.cancel(files, kinesisJob);
            if (pair % PAIRS_PER_READING == 0) {
                for (Watched watched : all) {
                    watched.read();
                }
            }
        }

        SoftAssertions softly = new SoftAssertions();
        for (Watched watched : all) {
            softly.assertThat(watched.loaders())
                    .as("class loaders in " + watched)
                    .isLessThanOrEqualTo(MOST_LOADERS);
            MOST_GAINED.forEach((figure, most) -> softly.assertThat(watched.gained(figure))
                    .as("gained " + figure.title() + " in " + watched)
                    .isLessThanOrEqualTo(most));
            watched.jvm().close();
        }
        softly.assertAll();
    }

    /** A job that does not end, and asks the API at once. */
    private List<String> fromFiles(GeoApi api) throws IOException {
        Path in = Files.createDirectory(folder.resolve("in"));
        Files.write(in.resolve("events.jsonl"), SyntheticEvents.events(EVENTS));
        return arguments(
                api,
                "--venues.source.files.path",
                in.toString(),
                "--venues.source.files.watch",
                "true",
                "--venues.sink.files.path",
                folder.resolve("enriched").toString());
    }

    /** One that begins at the first event, and writes each soon. */
    private List<String> fromKinesis() {
        kinesis.api()
                .putRecords(
                        "events",
                        IntStream.range(0, EVENTS)
                                .mapToObj(
                                        i -> new Entry(SyntheticEvents.event(i).getBytes(UTF_8), "key " + i))
                                .toList());
        return arguments(
                kinesis.geo(),
                "--venues.source",
                "kinesis",
                "--venues.source.kinesis.stream",
                "events",
                "--venues.sink",
                "kinesis",
                "--venues.sink.kinesis.stream",
                "enriched",
                "--venues.dead-letters",
                "files",
                "--venues.kinesis.producer.sink.flush-buffer.timeout",
                "200",
                "--venues.aws.endpoint",
                kinesis.endpoint().toString());
    }

    private List<String> arguments(GeoApi api, String... more) {
        List<String> arguments = new ArrayList<>(api.options());
        arguments.addAll(List.of(
                "--venues.dead-letters.files.path",
                folder.resolve("dead-letters").toString()));
        arguments.addAll(List.of(more));
        return arguments;
    }
}

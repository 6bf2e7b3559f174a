package dev.venues.memory;

import dev.venues.testing.Checkout;
import dev.venues.testing.FlinkCluster;
import dev.venues.testing.GeoApi;
import dev.venues.testing.SharedCluster;
import dev.venues.testing.SyntheticEvents;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Jobs come and go on a session cluster, and nothing of them stays in its JVMs. What stays elsewhere is 18 MB of metaspace
 * a job, until the TaskManager dies of it.
 */
@ExtendWith(SharedCluster.class)
class ClassLoaderLeakClusterITCase {

    private static final int JOBS = 30;
    private static final int JOBS_PER_READING = 3;
    /** In readings. The first jobs bring what stays once and for all: Flink's own classes and threads. */
    private static final int WARM_UP = 2;

    private static final String LOADER = "org.apache.flink.util.ChildFirstClassLoader";
    /** The JDK and Flink remember the last few of them, in caches for records, lambdas and serialisers. */
    private static final long MOST_LOADERS = 6;

    private static final long MIB = 1 << 20;
    /** After the warm-up, by all jobs together. */
    private static final Map<Figure, Long> MOST_GAINED =
            Map.of(Figure.METASPACE, 2 * MIB, Figure.LIVE_HEAP, 5 * MIB, Figure.THREADS, 5L, Figure.DIRECT, 5 * MIB);

    @TempDir
    private Path folder;

    /** What was read of one process. */
    private record Watched(WatchedJvm jvm, List<Reading> readings, List<ClassHistogram> histograms) {

        static Watched attach(long pid) {
            try {
                return new Watched(WatchedJvm.attach(pid), new ArrayList<>(), new ArrayList<>());
            } catch (WatchException e) {
                throw new AssertionError(e);
            }
        }

        void read() throws IOException {
            ClassHistogram histogram = jvm.histogram();
            readings.add(jvm.read(readings.size(), histogram));
            histograms.add(histogram);
        }

        long loaders() {
            return histograms.get(histograms.size() - 1).of(LOADER).instances();
        }

        long gained(Figure figure) {
            return figure.of(readings.get(readings.size() - 1)) - figure.of(readings.get(WARM_UP));
        }

        @Override
        public String toString() {
            return "process " + jvm.pid() + "\n"
                    + readings.stream().map(Reading::toString).collect(Collectors.joining("\n"))
                    + "\n" + LOADER + " "
                    + histograms.stream().map(histogram -> histogram.of(LOADER)).toList() + "\n"
                    + GrowingClasses.HEADER + "\n"
                    + GrowingClasses.of(histograms.subList(WARM_UP, histograms.size())).stream()
                            .map(GrowingClasses.Growth::toString)
                            .collect(Collectors.joining("\n"));
        }
    }

    @Test
    void shouldLeaveNothingBehindOfJobsThatWereCancelled(FlinkCluster cluster) throws IOException {
        String jar = cluster.rest().upload(Checkout.jobs().resolve("target/venues-job.jar"));
        Path in = Files.createDirectory(folder.resolve("in"));
        Files.write(in.resolve("events.jsonl"), SyntheticEvents.events(10));
        List<Watched> all = cluster.pids().stream().map(Watched::attach).toList();

        try (GeoApi api = new GeoApi()) {
            List<String> arguments = arguments(in, api);
            for (int job = 1; job <= JOBS; job++) {
                int before = api.requests();
                String id = cluster.rest().run(jar, arguments);
                cluster.await("a call of the API", () -> api.requests() > before);
                cluster.cancel(id);
                if (job % JOBS_PER_READING == 0) {
                    for (Watched watched : all) {
                        watched.read();
                    }
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
    private List<String> arguments(Path in, GeoApi api) {
        List<String> arguments = new ArrayList<>(api.options());
        arguments.addAll(List.of("--venues.source.files.path", in.toString(), "--venues.source.files.watch", "true"));
        arguments.addAll(
                List.of("--venues.sink.files.path", folder.resolve("enriched").toString()));
        arguments.addAll(List.of(
                "--venues.dead-letters.files.path",
                folder.resolve("dead-letters").toString()));
        return arguments;
    }
}

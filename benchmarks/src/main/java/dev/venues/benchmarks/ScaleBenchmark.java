package dev.venues.benchmarks;

import dev.venues.benchmarks.harness.Arguments;
import dev.venues.benchmarks.harness.BadArgumentException;
import dev.venues.benchmarks.harness.TemporaryFolder;
import dev.venues.benchmarks.stub.StubApiProcess;
import dev.venues.testing.flink.FlinkCluster;
import dev.venues.testing.flink.FlinkJob;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Throughput and API calls of the job on clusters of 1, 2 and 4 TaskManagers, with an API so slow that only the number of
 * requests in flight limits it: the cores hardly matter.
 *
 * <p>Fails if a doubling of the TaskManagers brings less than the growth that is asked for, or if a venue is asked for
 * twice.
 */
final class ScaleBenchmark {

    private static final int[] TASK_MANAGERS = {1, 2, 4};
    private static final int SLOTS = 2;
    /** What is measured lies between these shares of the events: without start and end, where no venue is repeated or new. */
    private static final double FROM = 0.3;

    private static final double TO = 0.8;

    private record Measured(int taskManagers, double perSecond, double limit, long calls) {

        String line(int venues) {
            return String.format(
                    Locale.ROOT,
                    "%d TaskManagers, %d subtasks: %,10.0f events/s, %.2f of in flight ÷ latency; %,d calls ÷ %,d venues = %.4f",
                    taskManagers,
                    taskManagers * SLOTS,
                    perSecond,
                    perSecond / limit,
                    calls,
                    venues,
                    (double) calls / venues);
        }
    }

    /** How many events had come at a time. */
    private record Sample(long nanos, double events) {}

    private final Arguments settings;
    private final int venues;

    private ScaleBenchmark(Arguments settings) {
        this.settings = settings;
        this.venues = Math.toIntExact(settings.get("venues"));
    }

    public static void main(String[] args) throws Exception {
        Map<String, Long> defaults = new LinkedHashMap<>();
        defaults.put("venues", 6_400L);
        defaults.put("latency", 200L);
        defaults.put("in-flight", 10L);
        defaults.put("growth", 170L);
        Arguments settings = Arguments.parse(args, defaults);
        int most = TASK_MANAGERS[TASK_MANAGERS.length - 1] * SLOTS;
        if (settings.get("venues") % most != 0) {
            throw new BadArgumentException("--venues must be a multiple of " + most);
        }
        System.out.println(
                "settings: " + settings + " (venues; ms; requests per subtask; least growth per doubling, %), "
                        + DistinctEvents.MENTIONS + " events a venue, distribute-by=venue");
        new ScaleBenchmark(settings).run();
    }

    private void run() throws Exception {
        List<Measured> all = new ArrayList<>();
        for (int taskManagers : TASK_MANAGERS) {
            Measured measured = measure(taskManagers);
            System.out.println(measured.line(venues));
            all.add(measured);
        }
        judge(all);
    }

    private void judge(List<Measured> all) {
        List<String> faults = new ArrayList<>();
        for (int i = 0; i < all.size(); i++) {
            Measured now = all.get(i);
            if (now.calls() != venues) {
                faults.add(now.calls() + " calls for " + venues + " venues");
            }
            if (i > 0) {
                double growth = now.perSecond() / all.get(i - 1).perSecond();
                System.out.printf(
                        Locale.ROOT,
                        "growth from %d to %d TaskManagers: %.2f%n",
                        all.get(i - 1).taskManagers(),
                        now.taskManagers(),
                        growth);
                if (growth * 100 < settings.get("growth")) {
                    faults.add(String.format(Locale.ROOT, "growth of %.2f is too little", growth));
                }
            }
        }
        if (!faults.isEmpty()) {
            throw new IllegalStateException(String.join("; ", faults));
        }
    }

    private Measured measure(int taskManagers) throws IOException {
        try (TemporaryFolder folder = TemporaryFolder.create();
                StubApiProcess api = StubApiProcess.start(settings.get("latency"));
                FlinkCluster cluster = FlinkCluster.start(folder.path(), taskManagers)) {
            Path enriched = folder.path().resolve("enriched");
            int parallelism = taskManagers * SLOTS;
            Path input = folder.path().resolve("input");
            DistinctEvents.write(input, venues, parallelism);
            FlinkJob job = FlinkJob.submit(
                    cluster,
                    FlinkJob.Start.of(arguments(input, folder.path(), api)).from(null, parallelism));
            double perSecond = throughput(job);
            job.awaitEnd();
            OutputCheck.requireAll(enriched, events());
            double callsPerSecond = parallelism * settings.get("in-flight") * 1e3 / settings.get("latency");
            return new Measured(taskManagers, perSecond, callsPerSecond * DistinctEvents.MENTIONS, api.end());
        }
    }

    private double throughput(FlinkJob job) {
        List<Sample> samples = new ArrayList<>();
        job.await("most events", () -> {
            double events = job.total("locate", "numRecordsIn").orElse(0);
            boolean news = samples.isEmpty() || samples.get(samples.size() - 1).events() < events;
            if (news && events >= FROM * events()) {
                samples.add(new Sample(System.nanoTime(), events));
            }
            return events >= TO * events();
        });
        Sample first = samples.get(0);
        Sample last = samples.get(samples.size() - 1);
        return (last.events() - first.events()) / (last.nanos() - first.nanos()) * 1e9;
    }

    private long events() {
        return (long) venues * DistinctEvents.MENTIONS;
    }

    private List<String> arguments(Path input, Path folder, StubApiProcess api) throws IOException {
        Path apiKey = Files.writeString(folder.resolve("api-key"), "none\n");
        return List.of(
                "--venues.source.files.path",
                input.toString(),
                "--venues.sink.files.path",
                folder.resolve("enriched").toString(),
                "--venues.dead-letters.files.path",
                folder.resolve("dead-letters").toString(),
                "--venues.geo.provider",
                "foursquare",
                "--venues.geo.url",
                "http://127.0.0.1:" + api.port(),
                "--venues.geo.api-key-file",
                apiKey.toString(),
                "--venues.geo.rate-limit",
                "none",
                "--venues.geo.cache.ttl",
                "1 d",
                "--venues.geo.max-in-flight",
                Long.toString(settings.get("in-flight")));
    }
}

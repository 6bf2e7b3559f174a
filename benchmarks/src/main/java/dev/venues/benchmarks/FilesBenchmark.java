package dev.venues.benchmarks;

import dev.venues.benchmarks.harness.Arguments;
import dev.venues.benchmarks.harness.EventGenerator;
import dev.venues.benchmarks.harness.JvmOptions;
import dev.venues.benchmarks.harness.Spread;
import dev.venues.benchmarks.harness.TemporaryFolder;
import dev.venues.benchmarks.stub.StubApiProcess;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Files to files through a stub API, with {@code venues-local.jar} as users run it.
 *
 * <p>Each round is two runs, one of all the events and one of the first quarter. What the long run did beyond the short
 * one is the steady rate: the JVM is warm, the cache is filled, and the time that starting and ending take has gone out
 * of the difference. The short one has to last until the compilers are done, or their time counts as the job's: a million
 * events and more. Where others use the machine too, that difference is noisy; CPU seconds per million events (user and
 * system, of all threads) are less so, and the rates of the long run alone, with its cold start, bound the steady rate
 * from below.
 */
final class FilesBenchmark {

    private static final long SEED = 20_261_122;
    private static final int SHARE_OF_SHORT_RUN = 4;

    /** A run that ended well. */
    private record Measured(long events, int venues, VenuesProcess.Ended run, GcLog gc) {

        double perSecondOfProcess() {
            return events / run.seconds();
        }

        double perSecondOfJob() {
            return events / run.summary().seconds();
        }

        @Override
        public String toString() {
            return String.format(
                    Locale.ROOT,
                    "%,d events: process %.1f s (%,.0f/s), by its own summary %.1f s (%,.0f/s), CPU %.1f s, "
                            + "%,d venues, %,d API calls, heap after GC at most %d MiB, GC pauses %.1f s",
                    events,
                    run.seconds(),
                    perSecondOfProcess(),
                    run.summary().seconds(),
                    perSecondOfJob(),
                    run.cpuSeconds(),
                    venues,
                    run.summary().calls(),
                    gc.peakMebibytes(),
                    gc.pauseSeconds());
        }
    }

    private final Arguments settings;

    private FilesBenchmark(Arguments settings) {
        this.settings = settings;
    }

    public static void main(String[] args) throws Exception {
        Map<String, Long> defaults = new LinkedHashMap<>();
        defaults.put("events", 6_000_000L);
        defaults.put("rounds", 3L);
        defaults.put("venues", 5_000L);
        defaults.put("files", 8L);
        defaults.put("latency", 20L);
        Arguments settings = Arguments.parse(args, defaults);
        System.out.println("settings: " + settings + " ms, seed " + SEED + ", java " + JvmOptions.TEXT);
        new FilesBenchmark(settings).run();
    }

    private void run() throws Exception {
        long events = settings.get("events");
        long few = events / SHARE_OF_SHORT_RUN;
        List<Measured> shortRuns = new ArrayList<>();
        List<Measured> longRuns = new ArrayList<>();
        try (TemporaryFolder inputs = TemporaryFolder.create()) {
            EventGenerator all = generate(inputs.path().resolve("all"), events);
            EventGenerator first = generate(inputs.path().resolve("first"), few);
            for (int round = 1; round <= settings.get("rounds"); round++) {
                shortRuns.add(measure(inputs.path().resolve("first"), few, first.distinctVenues()));
                System.out.println("round " + round + ": " + shortRuns.get(round - 1));
                longRuns.add(measure(inputs.path().resolve("all"), events, all.distinctVenues()));
                System.out.println("round " + round + ": " + longRuns.get(round - 1));
            }
        }
        report(shortRuns, longRuns);
    }

    private EventGenerator generate(Path folder, long events) throws IOException {
        EventGenerator generator = new EventGenerator(Math.toIntExact(settings.get("venues")), SEED);
        generator.write(folder, events, Math.toIntExact(settings.get("files")));
        long bytes = 0;
        for (long file = 1; file <= settings.get("files"); file++) {
            bytes += Files.size(folder.resolve("events-" + file + ".jsonl"));
        }
        System.out.printf(
                Locale.ROOT, "made %,d events of %.0f bytes on average%n", events, (double) bytes / events - 1);
        return generator;
    }

    private Measured measure(Path input, long events, int venues) throws IOException, InterruptedException {
        try (TemporaryFolder folder = TemporaryFolder.create();
                StubApiProcess api = StubApiProcess.start(settings.get("latency"));
                VenuesProcess process = VenuesProcess.start(folder.path(), input, api.port())) {
            VenuesProcess.Ended ended = process.await();
            long requests = api.end();
            if (requests != ended.summary().calls()) {
                throw new IllegalStateException(
                        "the API got " + requests + " requests, the run says " + ended.summary());
            }
            OutputCheck.requireAll(VenuesProcess.enriched(folder.path()), events);
            return new Measured(events, venues, ended, GcLog.read(folder.path()));
        }
    }

    private static void report(List<Measured> shortRuns, List<Measured> longRuns) {
        List<Double> steady = new ArrayList<>();
        List<Double> cpuPerMillion = new ArrayList<>();
        for (int i = 0; i < longRuns.size(); i++) {
            Measured more = longRuns.get(i);
            Measured less = shortRuns.get(i);
            long events = more.events() - less.events();
            steady.add(events / (more.run().seconds() - less.run().seconds()));
            cpuPerMillion.add((more.run().cpuSeconds() - less.run().cpuSeconds()) / events * 1e6);
        }
        print("steady, events/s: (long - short) run", steady, 0);
        print("steady, CPU s per million events", cpuPerMillion, 2);
        print(
                "long run, events/s by its own summary",
                longRuns.stream().map(Measured::perSecondOfJob).toList(),
                0);
        print(
                "long run, events/s of the whole process",
                longRuns.stream().map(Measured::perSecondOfProcess).toList(),
                0);
    }

    private static void print(String label, List<Double> measured, int decimals) {
        System.out.println(Spread.of(measured).line(label, decimals));
    }
}

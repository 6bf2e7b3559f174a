package dev.venues.benchmarks.memory;

import dev.venues.benchmarks.harness.Arguments;
import dev.venues.benchmarks.harness.TemporaryFolder;
import dev.venues.benchmarks.measured.WatchedRun;
import dev.venues.benchmarks.stub.StubApiProcess;
import dev.venues.memory.MemoryCourse;
import dev.venues.memory.MemoryCsv;
import dev.venues.memory.MemoryWatch;
import dev.venues.memory.WatchException;
import dev.venues.memory.WatchPlan;
import dev.venues.memory.WatchProgress;
import dev.venues.memory.WatchedJvm;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;

/**
 * Watches jobs, each in a JVM of its own beside a stub API of its own, as {@code bin/venues watch-memory} would.
 *
 * @param out an existing folder for CSV files
 */
record Watching(WatchPlan plan, long latencyMillis, Path out) {

    /** As {@code seconds}, {@code every} (ms) and {@code latency} (ms) say; makes the folder. */
    static Watching of(Arguments settings) throws IOException {
        WatchPlan plan =
                new WatchPlan(Duration.ofSeconds(settings.get("seconds")), Duration.ofMillis(settings.get("every")));
        Path out = Files.createDirectories(Path.of(System.getProperty("venues.memory.out", "memory")));
        return new Watching(plan, settings.get("latency"), out);
    }

    /**
     * Runs a job for as long as the plan says, and prints what comes.
     *
     * @param perSecond events, where the job does not run as fast as it can
     */
    MemoryCourse watch(WatchedRun run, double perSecond) throws IOException, InterruptedException, WatchException {
        System.out.println("\n" + run.title());
        WatchProgress progress = new WatchProgress(plan, System.out, false);
        MemoryCourse course;
        try (TemporaryFolder temporary = TemporaryFolder.create();
                StubApiProcess api = StubApiProcess.start(latencyMillis);
                WatchedProcess process = WatchedProcess.start(run, api, perSecond, temporary.path());
                WatchedJvm jvm = WatchedJvm.attach(process.pid());
                MemoryCsv csv = new MemoryCsv(out.resolve(run.key() + ".csv"))) {
            long before = process.events();
            long start = System.nanoTime();
            course = new MemoryWatch(jvm, plan, reading -> {
                        csv.read(reading);
                        progress.read(reading);
                    })
                    .run(run.title());
            double seconds = (System.nanoTime() - start) / 1e9;
            long events = process.events() - before;
            process.end();
            System.out.printf(
                    Locale.ROOT,
                    "%,d events in %,.0f s, %,.1f events/s, %,d API calls%n",
                    events,
                    seconds,
                    events / seconds,
                    api.end());
        }
        MemoryCsv.writeClasses(course, out.resolve(run.key() + "-classes.csv"));
        System.out.println(course.report());
        return course;
    }
}

package dev.venues.benchmarks.memory;

import dev.venues.benchmarks.Arguments;
import dev.venues.benchmarks.JvmOptions;
import dev.venues.benchmarks.contender.WatchedRun;
import dev.venues.memory.MemoryChart;
import dev.venues.memory.MemoryCourse;
import dev.venues.memory.Verdict;
import dev.venues.memory.WatchPlan;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The job as fast as it can for a long time, with venues that come anew and answers that expire. Fails unless its memory
 * is flat.
 */
public final class SoakBenchmark {

    private SoakBenchmark() {}

    public static void main(String[] args) throws Exception {
        Map<String, Long> defaults = new LinkedHashMap<>();
        defaults.put("seconds", 1_800L);
        defaults.put("every", 10_000L);
        defaults.put("latency", 20L);
        Arguments settings = Arguments.parse(args, defaults);
        System.out.println("settings: " + settings + " (s; ms; ms), java " + JvmOptions.TEXT);
        Path out = Files.createDirectories(Path.of(System.getProperty("venues.memory.out", "memory")));
        WatchPlan plan =
                new WatchPlan(Duration.ofSeconds(settings.get("seconds")), Duration.ofMillis(settings.get("every")));

        MemoryCourse course = new Watching(plan, settings.get("latency"), out).watch(WatchedRun.SOAK, 0);

        MemoryChart.write(List.of(course), out.resolve("soak.png"));
        System.out.println("written to " + out);
        System.exit(course.verdict() == Verdict.FLAT ? 0 : 1);
    }
}

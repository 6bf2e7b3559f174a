package dev.venues.benchmarks.memory;

import dev.venues.benchmarks.harness.Arguments;
import dev.venues.benchmarks.harness.JvmOptions;
import dev.venues.benchmarks.measured.WatchedRun;
import dev.venues.memory.MemoryChart;
import dev.venues.memory.MemoryCourse;
import dev.venues.memory.Verdict;

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
        Watching watching = Watching.of(settings);

        MemoryCourse course = watching.watch(WatchedRun.SOAK, 0);

        MemoryChart.write(List.of(course), watching.out().resolve("soak.png"));
        System.out.println("written to " + watching.out());
        System.exit(course.verdict() == Verdict.FLAT ? 0 : 1);
    }
}

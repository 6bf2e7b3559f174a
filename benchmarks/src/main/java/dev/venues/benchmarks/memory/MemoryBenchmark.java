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
 * The same job at the same rate, once with an HTTP client for each call, once with one that all share. Fails unless the
 * former leaks and the latter does not.
 */
public final class MemoryBenchmark {

    private MemoryBenchmark() {}

    public static void main(String[] args) throws Exception {
        Map<String, Long> defaults = new LinkedHashMap<>();
        defaults.put("seconds", 240L);
        defaults.put("every", 2_000L);
        defaults.put("rate", 5L);
        defaults.put("latency", 20L);
        Arguments settings = Arguments.parse(args, defaults);
        System.out.println("settings: " + settings + " (s each; ms; events/s; ms), java " + JvmOptions.TEXT);
        Watching watching = Watching.of(settings);

        MemoryCourse perCall = watching.watch(WatchedRun.CLIENT_PER_CALL, settings.get("rate"));
        MemoryCourse shared = watching.watch(WatchedRun.SHARED_CLIENT, settings.get("rate"));

        MemoryChart.write(List.of(perCall, shared), watching.out().resolve("memory.png"));
        System.out.println();
        for (MemoryCourse course : List.of(perCall, shared)) {
            System.out.println(course.name() + ": " + course.verdict().text());
        }
        System.out.println("written to " + watching.out());
        boolean asTold = perCall.verdict() == Verdict.LEAK && shared.verdict() == Verdict.FLAT;
        if (!asTold) {
            System.err.println("The former must leak, and the latter must not.");
        }
        System.exit(asTold ? 0 : 1);
    }
}

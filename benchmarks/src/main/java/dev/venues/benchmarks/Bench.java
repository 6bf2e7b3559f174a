package dev.venues.benchmarks;

import dev.venues.benchmarks.compare.CompareBenchmark;
import dev.venues.benchmarks.harness.BadArgumentException;
import dev.venues.benchmarks.memory.MemoryBenchmark;
import dev.venues.benchmarks.memory.SoakBenchmark;

import java.util.Arrays;

/** What {@code bin/bench} starts: the benchmark that its first word names. */
final class Bench {

    private static final int USAGE = 2;

    private Bench() {}

    public static void main(String[] args) throws Exception {
        String[] settings = Arrays.copyOfRange(args, 1, args.length);
        try {
            switch (args[0]) {
                case "codec" -> CodecBenchmark.main(settings);
                case "micro" -> HotPathBenchmark.main(settings);
                case "files" -> FilesBenchmark.main(settings);
                case "startup" -> StartupBenchmark.main(settings);
                case "compare" -> CompareBenchmark.main(settings);
                case "catchup" -> CatchUpBenchmark.main(settings);
                case "scale" -> ScaleBenchmark.main(settings);
                case "memory" -> MemoryBenchmark.main(settings);
                case "soak" -> SoakBenchmark.main(settings);
                default -> throw new BadArgumentException("there is no benchmark " + args[0]);
            }
        } catch (BadArgumentException e) {
            System.err.println("bin/bench: " + e.getMessage());
            System.exit(USAGE);
        }
    }
}

package dev.venues.benchmarks;

import dev.venues.benchmarks.harness.Spread;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.CommandLineOptionException;
import org.openjdk.jmh.runner.options.CommandLineOptions;
import org.openjdk.jmh.runner.options.OptionsBuilder;

import java.nio.file.Path;
import java.util.List;

/** A run of JMH benchmarks, with its spread over the iterations at the end. */
final class JmhRun {

    private JmhRun() {}

    /**
     * @param args JMH's own options
     */
    static void run(String[] args, Class<?>... benchmarks) throws CommandLineOptionException, RunnerException {
        ChainedOptionsBuilder options = new OptionsBuilder().parent(new CommandLineOptions(args));
        // Without this the client would log where a local run of the job does.
        options.jvmArgsAppend("-Dvenues.log=" + Path.of(System.getProperty("java.io.tmpdir"), "jmh.log"));
        for (Class<?> benchmark : benchmarks) {
            options.include(benchmark.getName());
        }
        for (RunResult result : new Runner(options.build()).run()) {
            List<Double> iterations = result.getBenchmarkResults().stream()
                    .flatMap(fork -> fork.getIterationResults().stream())
                    .map(iteration -> iteration.getPrimaryResult().getScore())
                    .toList();
            System.out.println(
                    Spread.of(iterations).line(result.getPrimaryResult().getLabel() + ", operations/s", 0));
        }
    }
}

package dev.venues.benchmarks;

import dev.venues.benchmarks.harness.Arguments;
import dev.venues.benchmarks.harness.EventGenerator;
import dev.venues.benchmarks.harness.JvmOptions;
import dev.venues.benchmarks.harness.Spread;
import dev.venues.benchmarks.harness.TemporaryFolder;
import dev.venues.benchmarks.stub.StubApiProcess;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * How long a local run takes to do something: from the start of the process until its first request reaches the API,
 * and until it has ended. Its input is one event.
 */
final class StartupBenchmark {

    private record Measured(double firstRequest, double end) {}

    private StartupBenchmark() {}

    public static void main(String[] args) throws Exception {
        Arguments settings = Arguments.parse(args, Map.of("rounds", 5L));
        System.out.println("settings: " + settings + ", one event, java " + JvmOptions.TEXT);
        List<Measured> rounds = new ArrayList<>();
        for (int round = 1; round <= settings.get("rounds"); round++) {
            Measured measured = measure();
            System.out.printf(
                    Locale.ROOT,
                    "round %d: first API request after %.2f s, end after %.2f s%n",
                    round,
                    measured.firstRequest,
                    measured.end);
            rounds.add(measured);
        }
        print(
                "start to first API request, seconds",
                rounds.stream().map(Measured::firstRequest).toList());
        print("start to end, seconds", rounds.stream().map(Measured::end).toList());
    }

    private static Measured measure() throws IOException, InterruptedException {
        try (TemporaryFolder input = TemporaryFolder.create();
                TemporaryFolder folder = TemporaryFolder.create();
                StubApiProcess api = StubApiProcess.start(0)) {
            new EventGenerator(1, 1).write(input.path(), 1, 1);
            try (VenuesProcess process = VenuesProcess.start(folder.path(), input.path(), api.port())) {
                // A run that dies before it asks must not leave us waiting.
                process.onExit().thenRun(api::close);
                api.awaitFirstRequest();
                double firstRequest = process.elapsed();
                VenuesProcess.Ended ended = process.await();
                OutputCheck.requireAll(VenuesProcess.enriched(folder.path()), 1);
                return new Measured(firstRequest, ended.seconds());
            }
        }
    }

    private static void print(String label, List<Double> measured) {
        System.out.println(Spread.of(measured).line(label, 2));
    }
}

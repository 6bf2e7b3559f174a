package dev.venues.benchmarks.compare;

import dev.venues.benchmarks.contender.Contender;
import dev.venues.benchmarks.contender.Scenario;
import dev.venues.benchmarks.harness.JvmOptions;
import dev.venues.benchmarks.harness.TemporaryFolder;
import dev.venues.benchmarks.measured.ContenderProgram;
import dev.venues.benchmarks.measured.Plan;
import dev.venues.benchmarks.measured.Report;
import dev.venues.benchmarks.measured.ReportLines;
import dev.venues.benchmarks.stub.StubApiProcess;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/** One round of one contender, in a JVM of its own beside a stub API of its own; both end with this one. */
final class ContenderProcess {

    private final Plan plan;
    private final Path logs;

    /**
     * @param logs an existing folder
     */
    ContenderProcess(Plan plan, Path logs) {
        this.plan = plan;
        this.logs = logs;
    }

    /** Runs the scenarios and puts what they bring into the results, for each either figures or why there are none. */
    void run(Contender contender, int round, Results results) throws IOException, InterruptedException {
        Report report = results.of(contender, round);
        Path log = logs.resolve(contender.key() + "-" + round + ".log");
        Path errors = logs.resolve(contender.key() + "-" + round + ".err");
        Files.deleteIfExists(log);
        String end;
        try (TemporaryFolder temporary = TemporaryFolder.create();
                StubApiProcess api = StubApiProcess.start(plan.latencyMillis())) {
            List<String> command = new ArrayList<>(java(temporary.path(), log));
            command.addAll(List.of(contender.key(), "http://127.0.0.1:" + api.port()));
            command.addAll(plan.words());
            Process process =
                    new ProcessBuilder(command).redirectError(errors.toFile()).start();
            Thread killer = new Thread(process::destroyForcibly);
            Runtime.getRuntime().addShutdownHook(killer);
            try {
                end = follow(process, report);
            } finally {
                process.destroyForcibly().waitFor();
                Runtime.getRuntime().removeShutdownHook(killer);
            }
        }
        if (Files.size(errors) == 0) {
            Files.delete(errors);
        }
        for (Scenario scenario : plan.scenarios(contender)) {
            if (!results.knows(contender, scenario, round)) {
                report.failed(scenario, end);
            }
        }
    }

    /** Reads what the process reports until it ends, and says how it ended. */
    private String follow(Process process, Report report) throws IOException, InterruptedException {
        AtomicBoolean late = new AtomicBoolean();
        CompletableFuture.delayedExecutor(plan.limitSeconds(), TimeUnit.SECONDS).execute(() -> {
            if (process.isAlive()) {
                late.set(true);
                process.destroyForcibly();
            }
        });
        try (BufferedReader output = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = output.readLine(); line != null; line = output.readLine()) {
                ReportLines.read(line, report);
            }
        }
        int status = process.waitFor();
        return late.get() ? "not over after " + plan.limitSeconds() + " s" : "the process ended with " + status;
    }

    private static List<String> java(Path temporary, Path log) throws IOException {
        List<String> command = new ArrayList<>(List.of(StubApiProcess.java()));
        command.addAll(JvmOptions.words());
        command.addAll(JvmOptions.ofFlink());
        command.addAll(List.of(
                "-Djava.io.tmpdir=" + temporary,
                "-Dvenues.log=" + log,
                "-cp",
                System.getProperty("java.class.path"),
                ContenderProgram.class.getName()));
        return command;
    }
}

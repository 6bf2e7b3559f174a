package dev.venues.benchmarks;

import dev.venues.benchmarks.harness.JvmOptions;
import dev.venues.benchmarks.harness.TemporaryFolder;
import dev.venues.benchmarks.stub.StubApiProcess;
import dev.venues.job.CatchUpJob;
import dev.venues.testing.JobProcess;
import dev.venues.testing.flink.FlinkCluster;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Runs a {@link CatchUpJob} to its end. */
final class CatchUpProcess {

    private static final Pattern MEASURED = Pattern.compile("^measured (\\d+) ([\\d.]+) ([\\d.]+)$", Pattern.MULTILINE);

    /** Settings on top of a run's own, to try others than the defaults. */
    static final String MORE_SETTINGS = System.getenv().getOrDefault("VENUES_CATCHUP_SETTINGS", "");

    /**
     * What a run measured, of the second half of its events.
     *
     * @param cpuSeconds of all its threads
     */
    record Measured(long events, double seconds, double cpuSeconds) {

        double perSecond() {
            return events / seconds;
        }

        double cpuSecondsPerMillion() {
            return cpuSeconds * 1e6 / events;
        }
    }

    private CatchUpProcess() {}

    /**
     * @throws IllegalStateException if it failed; the message holds what it said
     */
    static Measured run(CatchUpJob.Variant variant, long events, List<String> settings)
            throws IOException, InterruptedException {
        try (TemporaryFolder folder = TemporaryFolder.create()) {
            List<String> command = new ArrayList<>(List.of(StubApiProcess.java()));
            command.addAll(JvmOptions.words());
            command.addAll(FlinkCluster.JAVA_17);
            command.addAll(List.of(
                    "-Djava.io.tmpdir=" + folder.path(),
                    "-Dvenues.log=" + folder.path().resolve("venues.log"),
                    "-cp",
                    System.getProperty("java.class.path"),
                    CatchUpJob.class.getName(),
                    variant.name(),
                    Long.toString(events)));
            command.addAll(settings);
            command.addAll(words(MORE_SETTINGS));
            return run(command, folder.path());
        }
    }

    private static Measured run(List<String> command, Path folder) throws IOException, InterruptedException {
        Path output = folder.resolve("output");
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
        builder.environment().putAll(JobProcess.ENVIRONMENT);
        Process process = builder.start();
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
        int exit = process.waitFor();
        String said = Files.readString(output);
        Matcher measured = MEASURED.matcher(said);
        if (exit != 0 || !measured.find()) {
            throw new IllegalStateException("the run ended with " + exit + " and said:\n" + said);
        }
        return new Measured(
                Long.parseLong(measured.group(1)),
                Double.parseDouble(measured.group(2)),
                Double.parseDouble(measured.group(3)));
    }

    private static List<String> words(String text) {
        return text.isBlank() ? List.of() : List.of(text.trim().split("\\s+"));
    }
}

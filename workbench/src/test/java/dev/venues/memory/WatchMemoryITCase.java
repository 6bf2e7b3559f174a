package dev.venues.memory;

import dev.venues.testing.Checkout;
import dev.venues.testing.JobProcess;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import static org.assertj.core.api.Assertions.assertThat;

/** {@code bin/venues watch-memory} on a JVM that leaks, one that does not, and one that ends. */
class WatchMemoryITCase {

    @TempDir
    private Path leaking;

    @TempDir
    private Path flat;

    /** That there is no chart, as on a machine without fonts, changes no verdict. */
    @Test
    void shouldTellALeakFromNone() throws IOException {
        Process leak = program("leak");
        Process none = program("none");
        try (JobProcess leakWatch = watch(leaking, leak, "6s");
                JobProcess flatWatch = watchWithoutFonts(flat, none, "6s")) {
            assertThat(leakWatch.awaitExit()).as(leakWatch.output()).isEqualTo(1);
            assertThat(flatWatch.awaitExit()).as(flatWatch.output()).isZero();

            assertThat(leakWatch.output())
                    .containsPattern("(?m)^heap after GC +leak +\\+[\\d,.]+ MiB/h")
                    .containsPattern("(?m) +\\+[\\d,]+ +\\+[\\d,]+  \\d+ of \\d+  byte\\[]$")
                    .contains(LeakingProgram.Forgotten.class.getName())
                    .endsWith(
                            "Verdict: leak (heap after GC)\nIn out/memory: memory.csv, memory-classes.csv, memory.png\n");
            assertThat(flatWatch.output())
                    .containsPattern("(?m)^\\d+ s  heap after GC [\\d.]+ MiB  metaspace [\\d.]+ MiB ")
                    .doesNotContain(LeakingProgram.Forgotten.class.getName())
                    .contains("Verdict: flat\nIn out/memory: memory.csv, memory-classes.csv\n")
                    .containsPattern(
                            "warning: out/memory/memory\\.png is not complete: java\\.lang\\.InternalError: .*\n$");
            assertThat(Files.readAllLines(leaking.resolve("out/memory/memory.csv")))
                    .hasSizeGreaterThan(WatchPlan.FEWEST_READINGS)
                    .element(1)
                    .asString()
                    .matches("[\\d.]+(,\\d+){6}");
            assertThat(leaking.resolve("out/memory/memory.png")).isNotEmptyFile();
            assertThat(Files.readString(leaking.resolve("out/memory/memory-classes.csv")))
                    .contains(LeakingProgram.Forgotten.class.getName());
        } finally {
            leak.destroyForcibly();
            none.destroyForcibly();
        }
    }

    /** It had enough readings for a verdict, and they were flat. */
    @Test
    void shouldGiveNoVerdictWhenTheProcessEndsBeforeTheTimeIsOver() throws IOException {
        Process program = program("none");
        Path readings = flat.resolve("out/memory/memory.csv");
        try (JobProcess watch = watch(flat, program, "10 min")) {
            watch.await(
                    "enough readings",
                    () -> Files.exists(readings)
                            && Files.readAllLines(readings).size() > WatchPlan.FEWEST_READINGS + 2);
            program.destroyForcibly();

            assertThat(watch.awaitExit()).as(watch.output()).isEqualTo(3);
            assertThat(watch.output())
                    .containsPattern("(?m)^heap after GC +flat ")
                    .containsPattern("(?m)^Verdict: none, because it ended after \\d+ s, before the time was over$");
        } finally {
            program.destroyForcibly();
        }
    }

    private static JobProcess watch(Path folder, Process program, String time) {
        return watch(folder, program, time, List.of(), Map.of());
    }

    /** Java looks for fonts with fontconfig, and remembers in the home folder what it found. */
    private static JobProcess watchWithoutFonts(Path folder, Process program, String time) throws IOException {
        Path none = Files.writeString(folder.resolve("fonts.conf"), "<fontconfig/>");
        return watch(
                folder, program, time, List.of("-Duser.home=" + folder), Map.of("FONTCONFIG_FILE", none.toString()));
    }

    private static JobProcess watch(
            Path folder, Process program, String time, List<String> jvmOptions, Map<String, String> environment) {
        String pid = Long.toString(program.pid());
        return JobProcess.start(
                folder, jvmOptions, environment, "watch-memory", "--pid", pid, "--for", time, "--every", "200ms");
    }

    /** Ends with this JVM, too: its input does. */
    private static Process program(String argument) throws IOException {
        return new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx128m",
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        Checkout.target("workbench").resolve("test-classes").toString(),
                        LeakingProgram.class.getName(),
                        argument))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }
}

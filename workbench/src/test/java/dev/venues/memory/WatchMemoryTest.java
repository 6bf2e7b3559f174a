package dev.venues.memory;

import org.junit.jupiter.api.Test;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.AbstractList;
import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;

/** What {@code watch-memory} refuses. */
class WatchMemoryTest {

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @Test
    void shouldReadItsArguments() throws WatchException {
        WatchArguments arguments =
                WatchArguments.parse(List.of("--pid", "17", "--for", "2 min", "--every", "500ms", "--out", "here"));

        assertThat(arguments)
                .isEqualTo(new WatchArguments(
                        17, new WatchPlan(Duration.ofMinutes(2), Duration.ofMillis(500)), Path.of("here")));
    }

    @Test
    void shouldWatchForHalfAnHourUnlessToldOtherwise() throws WatchException {
        assertThat(WatchArguments.parse(List.of("--pid", "17")))
                .isEqualTo(new WatchArguments(
                        17, new WatchPlan(Duration.ofMinutes(30), Duration.ofSeconds(10)), Path.of("out/memory")));
    }

    @Test
    void shouldListAllThatIsWrong() {
        int code = run("--for", "soon", "--every", "0s", "--pidd", "1", "--out");

        assertThat(code).isEqualTo(WatchMemory.BAD_ARGUMENTS);
        assertThat(lines(err))
                .containsExactly(
                        "The arguments of watch-memory are wrong:",
                        "  --pidd: is no option; see `bin/venues help`",
                        "  1: is no option; see `bin/venues help`",
                        "  --out: needs a value",
                        "  --pid: must be the number of a process",
                        "  --for soon: must be a time above 0, for example 10s or 30m",
                        "  --every 0s: must be a time above 0, for example 10s or 30m");
    }

    @Test
    void shouldRefuseATimeWithoutAUnit() {
        int code = run("--pid", "17", "--for", "30", "--every", "0");

        assertThat(code).isEqualTo(WatchMemory.BAD_ARGUMENTS);
        assertThat(lines(err))
                .containsExactly(
                        "The arguments of watch-memory are wrong:",
                        "  --for 30: needs a unit: write 30s or 30ms",
                        "  --every 0: must be a time above 0, for example 10s or 30m");
    }

    @Test
    void shouldRefuseAWatchThatCannotComeToAVerdict() {
        int code = run("--pid", "17", "--for", "1m", "--every", "10s");

        assertThat(code).isEqualTo(WatchMemory.BAD_ARGUMENTS);
        assertThat(lines(err))
                .containsExactly(
                        "The arguments of watch-memory are wrong:",
                        "  --for 1m --every 10s: gives 7 readings; a verdict needs 18");
    }

    @Test
    void shouldSayThatTheProcessIsGone() throws IOException, InterruptedException {
        Process gone = new ProcessBuilder("sleep", "0").start();
        gone.waitFor();

        int code = run("--pid", Long.toString(gone.pid()));

        assertThat(code).isEqualTo(WatchMemory.BAD_ARGUMENTS);
        assertThat(lines(err)).containsExactly("There is no process " + gone.pid() + ".");
    }

    /** Attaching would send it a signal that ends it. */
    @Test
    void shouldLeaveAProcessAloneThatIsNoJvm() throws IOException {
        Process other = new ProcessBuilder("sleep", "60").start();
        try {
            int code = run("--pid", Long.toString(other.pid()));

            assertThat(code).isEqualTo(WatchMemory.BAD_ARGUMENTS);
            assertThat(lines(err)).containsExactly("Process " + other.pid() + " is no JVM.");
            assertThat(other.isAlive()).isTrue();
        } finally {
            other.destroyForcibly();
        }
    }

    @Test
    void shouldNotWatchItself() {
        long own = ProcessHandle.current().pid();

        assertThat(run("--pid", Long.toString(own))).isEqualTo(WatchMemory.BAD_ARGUMENTS);
        assertThat(lines(err)).containsExactly("Process " + own + " is this one; another JVM can be watched.");
    }

    /** The exit code that Java ends with by itself is the one of a leak. */
    @Test
    void shouldGiveNoVerdictWhenItBreaksDown() {
        List<String> broken = new AbstractList<>() {
            @Override
            public String get(int index) {
                throw new NoClassDefFoundError("something");
            }

            @Override
            public int size() {
                return 1;
            }
        };

        assertThat(new WatchMemory(print(out), print(err)).run(broken)).isEqualTo(WatchMemory.NO_VERDICT);
        assertThat(lines(err)).containsExactly("The watch broke off: java.lang.NoClassDefFoundError: something");
    }

    private int run(String... args) {
        return new WatchMemory(print(out), print(err)).run(List.of(args));
    }

    private static List<String> lines(ByteArrayOutputStream stream) {
        return stream.toString(StandardCharsets.UTF_8).lines().toList();
    }

    private static PrintStream print(ByteArrayOutputStream target) {
        return new PrintStream(target, true, StandardCharsets.UTF_8);
    }
}

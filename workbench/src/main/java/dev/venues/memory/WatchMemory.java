package dev.venues.memory;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.io.PrintStream;
import java.util.List;

/** The command {@code watch-memory}. */
public final class WatchMemory {

    static final int FLAT = 0;
    static final int LEAK = 1;
    static final int BAD_ARGUMENTS = 2;
    static final int NO_VERDICT = 3;

    private static final Logger LOG = LoggerFactory.getLogger(WatchMemory.class);

    private final PrintStream out;
    private final PrintStream err;

    public WatchMemory(PrintStream out, PrintStream err) {
        this.out = out;
        this.err = err;
    }

    /** Runs it to its end and returns the exit code, whatever is thrown: what Java ends with by itself means a leak here. */
    public int run(List<String> args) {
        try {
            WatchArguments arguments = WatchArguments.parse(args);
            try (WatchedJvm jvm = WatchedJvm.attach(arguments.pid());
                    WatchFiles files = WatchFiles.begin(arguments.out())) {
                return watch(arguments.plan(), jvm, files);
            }
        } catch (WatchException e) {
            err.println(e.getMessage());
            return BAD_ARGUMENTS;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return NO_VERDICT;
        } catch (IOException | RuntimeException | Error e) {
            LOG.error("The watch broke off", e);
            err.println("The watch broke off: " + e);
            return NO_VERDICT;
        }
    }

    private int watch(WatchPlan plan, WatchedJvm jvm, WatchFiles files) throws IOException, InterruptedException {
        out.println("Watching process " + jvm.pid() + " for " + WatchProgress.text(plan.duration()) + ", every "
                + WatchProgress.text(plan.interval())
                + "; it pauses for each reading, while all its garbage is collected.");
        WatchProgress progress = new WatchProgress(plan, out, System.console() != null);
        MemoryCourse course = new MemoryWatch(jvm, plan, reading -> {
                    files.read(reading);
                    progress.read(reading);
                })
                .run("process " + jvm.pid());
        progress.clear();
        out.println(course.report());
        out.println(files.end(course));
        return switch (course.verdict()) {
            case FLAT -> FLAT;
            case LEAK -> LEAK;
            case UNKNOWN -> NO_VERDICT;
        };
    }
}

package dev.venues.memory;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The command {@code watch-memory}. */
public final class WatchMemory {

    static final int FLAT = 0;
    static final int LEAK = 1;
    static final int BAD_ARGUMENTS = 2;
    static final int NO_VERDICT = 3;

    private final PrintStream out;
    private final PrintStream err;

    public WatchMemory(PrintStream out, PrintStream err) {
        this.out = out;
        this.err = err;
    }

    /** Runs it to its end and returns the exit code. */
    public int run(List<String> args) {
        try {
            WatchArguments arguments = WatchArguments.parse(args);
            try (WatchedJvm jvm = WatchedJvm.attach(arguments.pid())) {
                return watch(arguments, jvm);
            }
        } catch (WatchException e) {
            err.println(e.getMessage());
            return BAD_ARGUMENTS;
        } catch (IOException e) {
            err.println("The watch broke off: " + e);
            return NO_VERDICT;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return NO_VERDICT;
        }
    }

    private int watch(WatchArguments arguments, WatchedJvm jvm) throws IOException, InterruptedException {
        Path folder = Files.createDirectories(arguments.out());
        out.println("Watching process " + jvm.pid() + " for "
                + WatchProgress.text(arguments.plan().duration()) + ", every "
                + WatchProgress.text(arguments.plan().interval())
                + "; it pauses for each reading, while all its garbage is collected.");
        WatchProgress progress = new WatchProgress(arguments.plan(), out, System.console() != null);
        MemoryCourse course;
        try (MemoryCsv csv = new MemoryCsv(folder.resolve("memory.csv"))) {
            course = new MemoryWatch(jvm, arguments.plan(), reading -> {
                        csv.read(reading);
                        progress.read(reading);
                    })
                    .run("process " + jvm.pid());
        }
        progress.clear();
        MemoryCsv.writeClasses(course, folder.resolve("memory-classes.csv"));
        MemoryChart.write(List.of(course), folder.resolve("memory.png"));
        out.println(folder + " has memory.csv, memory-classes.csv and memory.png.");
        out.println(course.report());
        return switch (course.verdict()) {
            case FLAT -> FLAT;
            case LEAK -> LEAK;
            case UNKNOWN -> NO_VERDICT;
        };
    }
}

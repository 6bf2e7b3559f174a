package dev.venues.memory;

import org.apache.flink.util.TimeUtils;

import java.io.PrintStream;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** What was read last: one line that renews itself on a terminal, plain lines where the output is piped. */
public final class WatchProgress implements MemoryWatch.Listener {

    /** Of a whole watch, where they are not written over each other. */
    private static final int LINES = 60;

    private final WatchPlan plan;
    private final PrintStream out;
    private final boolean terminal;
    private double next;
    private int lastLength;

    public WatchProgress(WatchPlan plan, PrintStream out, boolean terminal) {
        this.plan = plan;
        this.out = out;
        this.terminal = terminal;
    }

    @Override
    public void read(Reading reading) {
        String line = String.format(Locale.ROOT, "%,.0f s  ", reading.seconds())
                + Arrays.stream(Figure.values())
                        .filter(figure -> figure.of(reading) >= 0)
                        .map(figure -> figure.text(reading))
                        .collect(Collectors.joining("  "));
        if (terminal) {
            out.print("\r" + line + " ".repeat(Math.max(0, lastLength - line.length())));
            out.flush();
            lastLength = line.length();
        } else if (reading.seconds() >= next) {
            out.println(line);
            next = reading.seconds() + plan.duration().toMillis() / 1e3 / LINES;
        }
    }

    /** Takes the line off a terminal. */
    void clear() {
        if (terminal && lastLength > 0) {
            out.print("\r" + " ".repeat(lastLength) + "\r");
            out.flush();
        }
    }

    static String text(Duration duration) {
        return TimeUtils.formatWithHighestUnit(duration);
    }
}

package dev.venues.local;

import java.io.PrintStream;
import java.time.Duration;
import java.util.Locale;
import java.util.function.LongSupplier;

import static dev.venues.flink.VenuesMetric.ACCOUNT_REFUSED;
import static dev.venues.flink.VenuesMetric.BUDGET_USED_UP;
import static dev.venues.flink.VenuesMetric.CACHE_HITS;
import static dev.venues.flink.VenuesMetric.CIRCUIT_OPEN;
import static dev.venues.flink.VenuesMetric.CIRCUIT_STATE_SECONDS;
import static dev.venues.flink.VenuesMetric.DEAD_LETTERS;
import static dev.venues.flink.VenuesMetric.EVENTS_IN;
import static dev.venues.flink.VenuesMetric.FOUND;
import static dev.venues.flink.VenuesMetric.GEO_PAUSED;
import static dev.venues.flink.VenuesMetric.LOOKUPS_IN_FLIGHT;

/** The progress line: one that renews itself on a terminal, plain lines where the output is piped. */
final class Progress {

    private static final Duration TERMINAL_INTERVAL = Duration.ofMillis(250);
    private static final Duration PIPED_INTERVAL = Duration.ofSeconds(5);
    /** The gauges of the lag keep their last value when Kinesis does not answer. */
    private static final Duration LAG_COUNTS = Duration.ofMinutes(1);

    private final LocalMetrics metrics;
    private final PrintStream out;
    private final boolean terminal;
    private final LongSupplier bytesLeft;
    private long lastNanos = System.nanoTime();
    private long lastEvents;
    private int lastLength;

    /**
     * @param bytesLeft of the files that are read; negative where that is not known
     */
    Progress(LocalMetrics metrics, PrintStream out, boolean terminal, LongSupplier bytesLeft) {
        this.metrics = metrics;
        this.out = out;
        this.terminal = terminal;
        this.bytesLeft = bytesLeft;
    }

    /** Prints a line if it is time for one. */
    void tick() {
        tick(System.nanoTime());
    }

    /**
     * @param now as {@link System#nanoTime} gives it
     */
    void tick(long now) {
        Duration since = Duration.ofNanos(now - lastNanos);
        if (since.compareTo(terminal ? TERMINAL_INTERVAL : PIPED_INTERVAL) < 0) {
            return;
        }
        long events = metrics.sum(EVENTS_IN);
        String line = line(events, (events - lastEvents) * 1e9 / since.toNanos());
        lastNanos = now;
        lastEvents = events;
        if (terminal) {
            out.print("\r" + line + " ".repeat(Math.max(0, lastLength - line.length())));
            out.flush();
            lastLength = line.length();
        } else {
            out.println(line);
        }
    }

    /** Takes the line off a terminal. */
    void clear() {
        if (terminal && lastLength > 0) {
            out.print("\r" + " ".repeat(lastLength) + "\r");
            out.flush();
        }
    }

    private String line(long events, double rate) {
        return String.format(
                Locale.ROOT,
                "%,d events  %,.0f/s  %,d found  %,d cache hits  %d in flight  %,d dead letters%s%s",
                events,
                rate,
                metrics.sum(FOUND),
                metrics.sum(CACHE_HITS),
                metrics.sum(LOOKUPS_IN_FLIGHT),
                metrics.sum(DEAD_LETTERS),
                backlog(),
                outage());
    }

    private String outage() {
        long seconds = metrics.sum(CIRCUIT_STATE_SECONDS);
        if (metrics.sum(CIRCUIT_OPEN) > 0) {
            return String.format(
                    Locale.ROOT,
                    metrics.sum(ACCOUNT_REFUSED) > 0
                            ? "  the geo API refuses us for %,d s, lookups wait (why: %s)"
                            : "  the geo API is down for %,d s, lookups wait (why: %s)",
                    seconds,
                    LocalRun.LOG_FILE);
        }
        if (metrics.sum(BUDGET_USED_UP) > 0) {
            return "  the month's calls are used up, lookups wait";
        }
        return metrics.sum(GEO_PAUSED) > 0 ? "  the geo API asks for a pause, lookups wait" : "";
    }

    private String backlog() {
        long age = metrics.lagAgeSeconds();
        if (age > LAG_COUNTS.toSeconds()) {
            return String.format(Locale.ROOT, "  lag not known for %,d s", age);
        }
        long behind = metrics.millisBehindLatest();
        if (behind >= 0) {
            return String.format(Locale.ROOT, "  %,d s behind", behind / 1_000);
        }
        long left = bytesLeft.getAsLong();
        return left < 0 ? "" : String.format(Locale.ROOT, "  %,.1f MB left", left / 1e6);
    }
}

package dev.venues.lookup.log;

import org.slf4j.Logger;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.LongSupplier;

/**
 * Log lines of one kind, at most one a minute: more of them are counted, and the next line says how many there were. Where
 * none follows, {@link #tellDue} and {@link #tellAll} say it. Thread-safe; make one for each kind and keep it in a constant.
 */
public final class RateLimitedLog {

    static final Duration INTERVAL = Duration.ofMinutes(1);

    /** One for each kind that this class loader's code knows, so a few. */
    private static final List<RateLimitedLog> ALL = new CopyOnWriteArrayList<>();

    /** Where lines go, as SLF4J has it: {@code {}} in the format, a throwable last. */
    interface Lines {
        void write(String format, Object... arguments);
    }

    private final Lines lines;
    private final LongSupplier nanoTime;

    private boolean began;
    private long last;
    private String leftOut;
    private long count;

    RateLimitedLog(Lines lines, LongSupplier nanoTime) {
        this.lines = lines;
        this.nanoTime = nanoTime;
    }

    /** Lines at level WARN. */
    public static RateLimitedLog warnings(Logger log) {
        return kept(log::warn);
    }

    /** Lines at level ERROR. */
    public static RateLimitedLog errors(Logger log) {
        return kept(log::error);
    }

    /**
     * Lines at level WARN by another clock, of which {@link #tellDue} and {@link #tellAll} do not know.
     *
     * @param nanoTime as {@link System#nanoTime}
     */
    public static RateLimitedLog warnings(Logger log, LongSupplier nanoTime) {
        return new RateLimitedLog(log::warn, nanoTime);
    }

    private static RateLimitedLog kept(Lines lines) {
        RateLimitedLog log = new RateLimitedLog(lines, System::nanoTime);
        ALL.add(log);
        return log;
    }

    /**
     * Writes a line, or counts it.
     *
     * @param format always the same text, with {@code {}} for each argument
     * @param arguments a throwable may be the last
     * @return whether it was written
     */
    public synchronized boolean line(String format, Object... arguments) {
        if (began && !intervalIsOver()) {
            leftOut = format;
            count++;
            return false;
        }
        tell();
        began = true;
        last = nanoTime.getAsLong();
        lines.write(format, arguments);
        return true;
    }

    /** For every kind whose minute is over: says what has been left out since. Cheap, for a call now and then. */
    public static void tellDue() {
        ALL.forEach(RateLimitedLog::tellIfDue);
    }

    /** Says of every kind what was left out, for an end. */
    public static void tellAll() {
        ALL.forEach(RateLimitedLog::tell);
    }

    synchronized void tellIfDue() {
        if (intervalIsOver()) {
            tell();
        }
    }

    synchronized void tell() {
        if (count > 0) {
            lines.write("{} more of the kind \"{}\" were left out", count, leftOut);
            count = 0;
            last = nanoTime.getAsLong();
        }
    }

    private boolean intervalIsOver() {
        return nanoTime.getAsLong() - last >= INTERVAL.toNanos();
    }
}

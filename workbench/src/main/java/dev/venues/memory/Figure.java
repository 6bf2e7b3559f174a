package dev.venues.memory;

import java.util.Locale;
import java.util.function.ToLongFunction;

/** What is watched, and how much of it has to be gained within a watch before it counts. */
public enum Figure {
    LIVE_HEAP("heap after GC", true, 1 << 20, Reading::liveHeap),
    /** What the JVM learns about methods that run stands there, too, and it goes on learning for a while. */
    METASPACE("metaspace", true, 4 << 20, Reading::metaspace),
    /** Buffers come in chunks of some MiB, the last of them late. */
    DIRECT("direct memory", true, 8 << 20, Reading::direct),
    THREADS("threads", true, 5, Reading::threads),
    OPEN_FILES("open files", true, 20, Reading::openFiles),
    /** Not judged: a process takes memory as its heap is first used, up to {@code -Xmx}, and hardly gives any back. */
    RSS("RSS", false, 0, Reading::rss);

    private static final double MIB = 1 << 20;

    private final String title;
    private final boolean judged;
    private final long least;
    private final ToLongFunction<Reading> reading;

    Figure(String title, boolean judged, long least, ToLongFunction<Reading> reading) {
        this.title = title;
        this.judged = judged;
        this.least = least;
        this.reading = reading;
    }

    public String title() {
        return title;
    }

    /** Whether it can be a leak. */
    boolean isJudged() {
        return judged;
    }

    /** What may be gained within a watch without being a leak, whatever there is: bytes, or a number. */
    long least() {
        return least;
    }

    /** Bytes, or a number; negative where it is not known. */
    public long of(Reading from) {
        return reading.applyAsLong(from);
    }

    boolean isNumber() {
        return this == THREADS || this == OPEN_FILES;
    }

    /** As people read it: MiB, or a number. */
    double shown(double value) {
        return isNumber() ? value : value / MIB;
    }

    String text(Reading from) {
        return String.format(Locale.ROOT, isNumber() ? "%s %,.0f" : "%s %,.1f MiB", title, shown(of(from)));
    }
}

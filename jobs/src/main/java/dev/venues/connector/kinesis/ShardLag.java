package dev.venues.connector.kinesis;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.TimeUnit;

/** How far one shard is behind the end of its stream, as Kinesis said with its answers. Thread-safe. */
final class ShardLag {

    /** Over so long a time the speed is measured: short enough to follow a change, long enough for it to be one. */
    private static final long WINDOW_NANOS = Duration.ofMinutes(1).toNanos();

    private static final long STEP_NANOS = Duration.ofSeconds(1).toNanos();

    private record Seen(long at, long millis) {}

    private final Deque<Seen> window = new ArrayDeque<>();
    private Seen last;
    private long told;

    /**
     * @param now when the shard was asked for the first time, as {@link System#nanoTime}
     */
    ShardLag(long now) {
        this.told = now;
    }

    /**
     * Notes an answer.
     *
     * @param millis behind the end of the stream; null if the answer does not say
     */
    synchronized void told(Long millis, long now) {
        if (millis == null) {
            return;
        }
        told = now;
        last = new Seen(now, millis);
        if (window.isEmpty() || now - window.getLast().at >= STEP_NANOS) {
            window.add(last);
        }
        while (now - window.getFirst().at > WINDOW_NANOS) {
            window.remove();
        }
    }

    /** Milliseconds; -1 before Kinesis said. */
    synchronized long millis() {
        return last == null ? -1 : last.millis;
    }

    /** Seconds since Kinesis last said, or since it was first asked. */
    synchronized long ageSeconds(long now) {
        return TimeUnit.NANOSECONDS.toSeconds(now - told);
    }

    /** Whether all that Kinesis said is older than the time over which the speed is measured. */
    synchronized boolean isUnknown(long now) {
        return now - told > WINDOW_NANOS;
    }

    /**
     * What is left to read, over what becomes less of it in a second. Both in milliseconds of the stream, since Kinesis does
     * not tell how many records they hold.
     *
     * @return seconds; infinite when it does not become less; NaN while too little was seen to tell, or nothing lately
     */
    synchronized double secondsToCaughtUp(long now) {
        if (last == null || isUnknown(now)) {
            return Double.NaN;
        }
        if (last.millis == 0) {
            return 0;
        }
        Seen first = window.getFirst();
        if (last.at - first.at < STEP_NANOS) {
            return Double.NaN;
        }
        double seconds = (last.at - first.at) / (double) TimeUnit.SECONDS.toNanos(1);
        double lessPerSecond = (first.millis - last.millis) / seconds;
        return lessPerSecond > 0 ? last.millis / lessPerSecond : Double.POSITIVE_INFINITY;
    }
}

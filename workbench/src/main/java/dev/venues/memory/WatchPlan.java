package dev.venues.memory;

import java.time.Duration;

/** For how long to watch, and how often to read. */
public record WatchPlan(Duration duration, Duration interval) {

    /** With as many there are enough after the warm-up. */
    public static final int FEWEST_READINGS = 18;

    /** At the begin and the end, and between. */
    int readings() {
        return (int) Math.min(Integer.MAX_VALUE, duration.toMillis() / interval.toMillis() + 1);
    }
}

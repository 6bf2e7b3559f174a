package dev.venues.lookup;

import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** The time, and work for later. A parameter, so that tests hold the clock. */
public interface NanoTimer {

    /** As {@link System#nanoTime}. */
    long now();

    /** Runs a task later, on a thread of the timer's. */
    void schedule(Runnable task, long delayNanos);

    static NanoTimer of(ScheduledExecutorService executor) {
        return new NanoTimer() {
            @Override
            public long now() {
                return System.nanoTime();
            }

            @Override
            public void schedule(Runnable task, long delayNanos) {
                try {
                    executor.schedule(task, delayNanos, TimeUnit.NANOSECONDS);
                } catch (RejectedExecutionException e) {
                    // The client is being closed; what waits is failed by that.
                }
            }
        };
    }
}

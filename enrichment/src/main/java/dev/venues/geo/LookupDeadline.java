package dev.venues.geo;

import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/** How long a lookup may take. Its clock stands still while the API is not to be called. */
final class LookupDeadline {

    /** So often a lookup whose time is nearly up looks whether the outage is over. */
    private static final long RECHECK_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    private final Duration length;
    private final ScheduledExecutorService timer;
    private final LongSupplier outageNanos;

    /**
     * @param outageNanos how long, in all, the API was not to be called; always 0 where lookups age all the time
     */
    LookupDeadline(Duration length, ScheduledExecutorService timer, LongSupplier outageNanos) {
        this.length = length;
        this.timer = timer;
        this.outageNanos = outageNanos;
    }

    Duration length() {
        return length;
    }

    /** Runs the task on the timer's thread once the deadline has passed, unless it is cancelled before. */
    Alarm start(Runnable late) {
        Alarm alarm = new Alarm(late);
        alarm.schedule(length.toNanos());
        return alarm;
    }

    /** One lookup's alarm. */
    final class Alarm implements Runnable {

        private final Runnable late;
        private final long start = System.nanoTime();
        private final long outageBefore = outageNanos.getAsLong();
        private Future<?> next;
        private boolean cancelled;

        private Alarm(Runnable late) {
            this.late = late;
        }

        private synchronized void schedule(long nanos) {
            if (cancelled) {
                return;
            }
            try {
                next = timer.schedule(this, nanos, TimeUnit.NANOSECONDS);
            } catch (RejectedExecutionException e) {
                // The client is being closed: the lookup fails by itself.
            }
        }

        @Override
        public void run() {
            long aged = System.nanoTime() - start - (outageNanos.getAsLong() - outageBefore);
            long left = length.toNanos() - aged;
            if (left <= 0) {
                late.run();
            } else {
                schedule(Math.max(left, RECHECK_NANOS));
            }
        }

        synchronized void cancel() {
            cancelled = true;
            if (next != null) {
                next.cancel(false);
            }
        }
    }
}

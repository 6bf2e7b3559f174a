package dev.venues.lookup.retry;

import io.netty.util.Timeout;
import io.netty.util.Timer;
import io.netty.util.TimerTask;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * How long a lookup may take. Its clock stands still while the API is not to be called, or throttles. A wheel counts the time: there is an
 * alarm for each lookup, nearly none ever rings, and a wheel takes and drops one without a lock.
 */
public final class LookupDeadline {

    /** So often a lookup whose time is nearly up looks whether the outage is over. */
    private static final long RECHECK_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    private final Duration length;
    private final Timer timer;
    private final LongSupplier nanoTime;
    private final LongSupplier outageNanos;

    /**
     * @param nanoTime as {@link System#nanoTime}
     * @param outageNanos how long, in all, the API was not to be called, or only more slowly than the options say; always 0 where lookups age all the time
     */
    public LookupDeadline(Duration length, Timer timer, LongSupplier nanoTime, LongSupplier outageNanos) {
        this.length = length;
        this.timer = timer;
        this.nanoTime = nanoTime;
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
    final class Alarm implements TimerTask {

        private Runnable late;
        private final long start = nanoTime.getAsLong();
        private final long outageBefore = outageNanos.getAsLong();
        private Timeout next;

        private Alarm(Runnable late) {
            this.late = late;
        }

        private synchronized void schedule(long nanos) {
            if (late == null) {
                return;
            }
            try {
                next = timer.newTimeout(this, nanos, TimeUnit.NANOSECONDS);
            } catch (IllegalStateException e) {
                // The client is being closed: the lookup fails by itself.
            }
        }

        @Override
        public void run(Timeout timeout) {
            long aged = nanoTime.getAsLong() - start - (outageNanos.getAsLong() - outageBefore);
            long left = length.toNanos() - aged;
            if (left > 0) {
                schedule(Math.max(left, RECHECK_NANOS));
                return;
            }
            Runnable ring = forget();
            if (ring != null) {
                ring.run();
            }
        }

        /** The wheel holds a cancelled alarm until its next tick; it must not hold the lookup. */
        private synchronized Runnable forget() {
            Runnable forgotten = late;
            late = null;
            return forgotten;
        }

        void cancel() {
            forget();
            Timeout scheduled = next;
            if (scheduled != null) {
                scheduled.cancel();
            }
        }
    }
}

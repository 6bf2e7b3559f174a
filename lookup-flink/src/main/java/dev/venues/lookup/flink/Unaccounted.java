package dev.venues.lookup.flink;

import org.apache.flink.api.common.operators.MailboxExecutor;
import org.apache.flink.metrics.Gauge;

import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongSupplier;

/**
 * Events that are in no account. Only between two events do the counts belong together, so whoever asks has the task's own
 * thread look, and is told what it saw the time before.
 */
final class Unaccounted implements Gauge<Long> {

    private final MailboxExecutor mailbox;
    private final LongSupplier difference;
    private final AtomicBoolean asked = new AtomicBoolean();
    private volatile long seen;

    /**
     * @param mailbox of the task
     * @param difference events in, less those in any account; called on the task's thread
     */
    Unaccounted(MailboxExecutor mailbox, LongSupplier difference) {
        this.mailbox = mailbox;
        this.difference = difference;
    }

    @Override
    public Long getValue() {
        if (asked.compareAndSet(false, true)) {
            try {
                mailbox.execute(this::look, "accounting");
            } catch (RejectedExecutionException e) {
                // The task is over; what was seen last stays.
            }
        }
        return seen;
    }

    private void look() {
        seen = difference.getAsLong();
        asked.set(false);
    }
}

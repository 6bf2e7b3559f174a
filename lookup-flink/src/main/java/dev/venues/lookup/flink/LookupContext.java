package dev.venues.lookup.flink;

import dev.venues.lookup.limit.MonthlyCalls;
import org.apache.flink.api.common.operators.MailboxExecutor;
import org.apache.flink.metrics.Gauge;

import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/** What a function learns of the operator that runs it; figures may be read on any thread. */
public final class LookupContext {

    private final LookupQueue<?, ?> queue;
    private final MailboxExecutor mailbox;
    private final MonthlyCalls restoredCalls;

    LookupContext(LookupQueue<?, ?> queue, MailboxExecutor mailbox, MonthlyCalls restoredCalls) {
        this.queue = queue;
        this.mailbox = mailbox;
        this.restoredCalls = restoredCalls;
    }

    /** Calls of this month that the checkpoint knows of. */
    public MonthlyCalls restoredCalls() {
        return restoredCalls;
    }

    /** Records that wait for a lookup, or for others to leave before them. */
    public Gauge<Integer> inFlight() {
        return queue::size;
    }

    /** Age of the oldest of them, in seconds; 0 when there is none. */
    public Gauge<Long> oldestSeconds() {
        return () -> TimeUnit.NANOSECONDS.toSeconds(queue.longestWaitNanos());
    }

    /**
     * Records that are in no account.
     *
     * @param difference records that came, less those that left; called on the task's thread
     */
    public Gauge<Long> unaccounted(LongSupplier difference) {
        return new Unaccounted(mailbox, () -> difference.getAsLong() - queue.size());
    }
}

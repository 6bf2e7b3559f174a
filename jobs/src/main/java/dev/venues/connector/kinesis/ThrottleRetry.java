package dev.venues.connector.kinesis;

import org.apache.flink.kinesis.shaded.software.amazon.awssdk.services.kinesis.model.KinesisException;

import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Calls again what Kinesis throttled: a stream's reads are shared with its other readers, and end when theirs let them.
 * Blocks the thread that calls.
 */
final class ThrottleRetry {

    private static final Duration FIRST = Duration.ofMillis(200);
    private static final Duration LONGEST = Duration.ofSeconds(5);
    /** With the pauses above, about five minutes for one call. */
    private static final int ATTEMPTS = 60;

    private final Pause pause;

    /** Waits. */
    interface Pause {
        void of(Duration time) throws InterruptedException;
    }

    ThrottleRetry(Pause pause) {
        this.pause = pause;
    }

    static ThrottleRetry standard() {
        return new ThrottleRetry(time -> TimeUnit.NANOSECONDS.sleep(time.toNanos()));
    }

    <T> T call(Supplier<T> read) {
        Duration longest = FIRST;
        for (int attempt = 1; ; attempt++) {
            try {
                return read.get();
            } catch (KinesisException e) {
                if (!isThrottled(e) || attempt == ATTEMPTS) {
                    throw e;
                }
            }
            rest(longest);
            longest = longest.compareTo(LONGEST.dividedBy(2)) > 0 ? LONGEST : longest.multipliedBy(2);
        }
    }

    private static boolean isThrottled(KinesisException fault) {
        String code =
                fault.awsErrorDetails() == null ? "" : fault.awsErrorDetails().errorCode();
        return fault.isThrottlingException()
                || code.contains("ProvisionedThroughputExceeded")
                || code.contains("LimitExceeded");
    }

    /** From half the time to all of it, so that readers who were throttled together do not come back together. */
    private void rest(Duration longest) {
        long nanos = longest.toNanos();
        try {
            pause.of(Duration.ofNanos(ThreadLocalRandom.current().nextLong(nanos / 2, nanos)));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new UncheckedIOException(new InterruptedIOException("interrupted while Kinesis throttled"));
        }
    }
}

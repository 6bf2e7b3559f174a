package dev.venues.lookup.retry;

import dev.failsafe.Failsafe;
import dev.failsafe.FailsafeExecutor;
import dev.failsafe.RetryPolicy;
import dev.failsafe.RetryPolicyBuilder;
import dev.venues.lookup.FailureKind.Retry;
import dev.venues.lookup.Failures;

import java.time.Duration;
import java.util.concurrent.ScheduledExecutorService;

/**
 * What is tried again, how often and after which pause.
 *
 * <p>Pauses grow from {@link #FIRST_PAUSE} to {@link #LONGEST_PAUSE} and are jittered. An unreadable answer is worth one
 * more attempt. While the API fails many lookups, each of them is worth {@link #WHILE_FALTERING} times the attempts: three
 * answers in ten that fail at random would use up five retries of one lookup in 1,400. What fell into an outage is tried again for as long as the outage lasts; it waits in line, not here.
 */
public final class RetryRules {

    private static final Duration FIRST_PAUSE = Duration.ofMillis(200);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(10);
    private static final double JITTER = 0.25;
    private static final int WHILE_FALTERING = 3;

    private RetryRules() {}

    /**
     * @param retries attempts after the first
     * @param timer runs the attempts
     */
    public static <A> FailsafeExecutor<A> executor(int retries, ScheduledExecutorService timer) {
        RetryPolicy<A> once = RetryRules.<A>retry(Retry.ONCE)
                .withMaxAttempts(2)
                .withDelay(FIRST_PAUSE)
                .withJitter(JITTER)
                .build();
        RetryPolicy<A> usual = RetryRules.<A>retry(Retry.WITH_BACKOFF)
                .withMaxRetries(retries)
                .withBackoff(FIRST_PAUSE, LONGEST_PAUSE)
                .withJitter(JITTER)
                .build();
        RetryPolicy<A> moreOften = RetryRules.<A>retry(Retry.MORE_OFTEN)
                .withMaxRetries((int) Math.min((long) retries * WHILE_FALTERING, Integer.MAX_VALUE))
                .withBackoff(FIRST_PAUSE, LONGEST_PAUSE)
                .withJitter(JITTER)
                .build();
        RetryPolicy<A> always =
                RetryRules.<A>retry(Retry.ALWAYS).withMaxRetries(-1).build();
        // The innermost comes last: what it repeats does not use up the others' attempts.
        return Failsafe.with(once, usual, moreOften, always).with(timer);
    }

    private static <A> RetryPolicyBuilder<A> retry(Retry wanted) {
        return RetryPolicy.<A>builder()
                .handleIf(
                        (Throwable throwable) -> Failures.ofThrowable(throwable).retry() == wanted);
    }
}

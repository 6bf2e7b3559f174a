package dev.venues.geo;

import dev.failsafe.Failsafe;
import dev.failsafe.FailsafeExecutor;
import dev.failsafe.RetryPolicy;
import dev.failsafe.RetryPolicyBuilder;
import dev.venues.codec.Located;
import dev.venues.model.FailureKind;

import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.ScheduledExecutorService;

/**
 * What is tried again, how often and after which pause.
 *
 * <p>Pauses grow from {@link #FIRST_PAUSE} to {@link #LONGEST_PAUSE} and are jittered. An unreadable answer is worth one
 * more attempt. While the API fails many lookups, each of them is worth {@link #WHILE_FALTERING} times the attempts: three
 * answers in ten that fail at random would use up five retries of one lookup in 1,400. What fell into an outage is tried again for as long as the outage lasts; it waits in line, not here.
 */
final class RetryRules {

    private static final Duration FIRST_PAUSE = Duration.ofMillis(200);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(10);
    private static final Duration FORBIDDEN_PAUSE = Duration.ofMillis(500);
    private static final double JITTER = 0.5;
    private static final int WHILE_FALTERING = 3;

    private RetryRules() {}

    /**
     * @param retries attempts after the first
     * @param timer runs the attempts
     */
    static FailsafeExecutor<Located> executor(int retries, ScheduledExecutorService timer) {
        RetryPolicy<Located> forbidden = retry(FailureKind.FORBIDDEN)
                .withMaxAttempts(RetryingGeoClient.FORBIDDEN_LIMIT)
                .withDelay(FORBIDDEN_PAUSE)
                .withJitter(JITTER)
                .build();
        RetryPolicy<Located> unreadable = retry(FailureKind.UNREADABLE)
                .withMaxAttempts(2)
                .withDelay(FIRST_PAUSE)
                .withJitter(JITTER)
                .build();
        RetryPolicy<Located> transients = retry(FailureKind.TRANSIENT, FailureKind.UNREACHABLE, FailureKind.THROTTLED)
                .withMaxRetries(retries)
                .withBackoff(FIRST_PAUSE, LONGEST_PAUSE)
                .withJitter(JITTER)
                .build();
        RetryPolicy<Located> faltering = retry(FailureKind.FALTERING)
                .withMaxRetries((int) Math.min((long) retries * WHILE_FALTERING, Integer.MAX_VALUE))
                .withBackoff(FIRST_PAUSE, LONGEST_PAUSE)
                .withJitter(JITTER)
                .build();
        RetryPolicy<Located> outage =
                retry(FailureKind.OUTAGE).withMaxRetries(-1).build();
        // The innermost comes last: what it repeats does not use up the others' attempts.
        return Failsafe.with(forbidden, unreadable, transients, faltering, outage)
                .with(timer);
    }

    private static RetryPolicyBuilder<Located> retry(FailureKind kind, FailureKind... more) {
        Set<FailureKind> kinds = EnumSet.of(kind, more);
        return RetryPolicy.<Located>builder()
                .handleIf((Throwable throwable) -> kinds.contains(ResponseClassifier.ofThrowable(throwable)));
    }
}

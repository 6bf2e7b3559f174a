package dev.venues.lookup;

import java.time.Duration;
import java.util.Optional;

/**
 * Why a lookup gave no answer. Carries no stack trace: it describes a remote fault and may come in floods. Its message
 * is fit for a dead letter: it holds neither URL nor key.
 */
public final class LookupFailure extends Exception {

    private static final long serialVersionUID = 1L;

    private final FailureKind kind;
    private final int attempts;
    private final Duration retryAfter;

    private LookupFailure(FailureKind kind, String detail, int attempts, Duration retryAfter) {
        super(detail, null, false, false);
        this.kind = kind;
        this.attempts = attempts;
        this.retryAfter = retryAfter;
    }

    public static LookupFailure of(FailureKind kind, String detail) {
        return new LookupFailure(kind, detail, 0, null);
    }

    /** The same failure with the API's wish that nobody calls before some time has passed. */
    public LookupFailure withRetryAfter(Duration pause) {
        return new LookupFailure(kind, getMessage(), attempts, pause);
    }

    /** The same failure, seen in the light of how others fared. */
    public LookupFailure as(FailureKind other) {
        return new LookupFailure(other, getMessage(), attempts, retryAfter);
    }

    /** The same failure in other words. */
    public LookupFailure withMessage(String words) {
        return new LookupFailure(kind, words, attempts, retryAfter);
    }

    /** The same failure with the number of attempts that were begun for the lookup. */
    public LookupFailure withAttempts(int made) {
        return new LookupFailure(kind, getMessage(), made, retryAfter);
    }

    public FailureKind kind() {
        return kind;
    }

    /** Attempts that were begun for the lookup; the last may still have waited for its turn. */
    public int attempts() {
        return attempts;
    }

    public Optional<Duration> retryAfter() {
        return Optional.ofNullable(retryAfter);
    }
}

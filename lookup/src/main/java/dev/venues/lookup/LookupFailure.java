package dev.venues.lookup;

import java.time.Duration;
import java.util.Optional;

/**
 * Why a lookup gave no answer. Carries no stack trace: it describes a remote fault and may come in floods.
 *
 * <p>Its message is fit for a dead letter and a log: one line, without a secret. It may hold the API's own words, and those may
 * hold what was asked. Where the place that was asked is what failed, it names scheme, host and path of it; never user info or
 * query, and of the path nothing that may be a key.
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

    /** The failure of what was still to do when the client was closed. */
    public static LookupFailure closed() {
        return of(FailureKind.CLOSED, "the client was closed");
    }

    /** The same failure with the API's wish that nobody calls before some time has passed. */
    public LookupFailure withRetryAfter(Duration pause) {
        return new LookupFailure(kind, getMessage(), attempts, pause);
    }

    /** The same failure with another message. */
    public LookupFailure withMessage(String message) {
        return new LookupFailure(kind, message, attempts, retryAfter);
    }

    /** The same failure, seen in the light of how others fared. */
    public LookupFailure as(FailureKind other) {
        return new LookupFailure(other, getMessage(), attempts, retryAfter);
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

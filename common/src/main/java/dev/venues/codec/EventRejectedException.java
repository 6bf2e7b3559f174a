package dev.venues.codec;

import dev.venues.model.DeadLetter.Reason;

import java.util.regex.Pattern;

/** An event that cannot be enriched as it stands. Carries no stack trace: it describes data, and may come in floods. */
public final class EventRejectedException extends Exception {

    private static final long serialVersionUID = 1L;

    private static final Pattern HALF_PAIR = Pattern.compile("[\\ud800-\\udfff]");

    private final Reason reason;

    EventRejectedException(Reason reason, String detail) {
        // A pointer that a message names may hold half a surrogate pair, which no dead letter could carry.
        super(HALF_PAIR.matcher(detail).replaceAll("?"), null, false, false);
        this.reason = reason;
    }

    public Reason reason() {
        return reason;
    }
}

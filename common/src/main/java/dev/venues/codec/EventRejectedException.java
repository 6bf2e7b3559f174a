package dev.venues.codec;

import dev.venues.model.DeadLetter.Reason;

/** An event that cannot be enriched as it stands. Carries no stack trace: it describes data, and may come in floods. */
public final class EventRejectedException extends Exception {

    private static final long serialVersionUID = 1L;

    private final Reason reason;

    EventRejectedException(Reason reason, String detail) {
        // A parser's message may repeat half a surrogate pair, which no dead letter could carry.
        super(detail.replaceAll("[\\ud800-\\udfff]", "?"), null, false, false);
        this.reason = reason;
    }

    public Reason reason() {
        return reason;
    }
}

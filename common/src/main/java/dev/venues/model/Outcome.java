package dev.venues.model;

/** How an event ends; each ends in exactly one of these. */
public enum Outcome {
    /** The API knew the venue; the event has coordinates now. */
    FOUND,
    /** The API answered that it knows no such venue. */
    NOT_FOUND,
    /** The event carried coordinates already and passes unchanged. */
    PRESENT,
    /** The event names no venue and passes unchanged. */
    SKIPPED,
    /** The event could not be enriched; see {@link DeadLetter}. */
    DEAD_LETTER
}

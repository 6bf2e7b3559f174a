package dev.venues.model;

/** What a failed lookup means for the next step. */
public enum FailureKind {
    /** Worth another attempt after a pause: overload, faults of the server or of the network. */
    TRANSIENT,
    /** No connection to the API; worth another attempt after a pause. */
    UNREACHABLE,
    /** The API asks for fewer requests; worth another attempt after a pause. */
    THROTTLED,
    /** As {@link #TRANSIENT} or {@link #UNREACHABLE}, while the API fails many others too: worth more attempts. */
    FALTERING,
    /** The attempt fell into an outage of the API: it says nothing about the query and does not count. */
    OUTAGE,
    /** The answer could not be read; worth one more attempt. */
    UNREADABLE,
    /** Not allowed, perhaps for a moment: many of these in a row are {@link #DENIED}. */
    FORBIDDEN,
    /** The API refuses this query; asking again would not help. */
    REJECTED,
    /** The deadline passed. */
    TIMED_OUT,
    /** The API refuses us: no lookup can succeed until somebody mends the key. */
    DENIED,
    /** The client was closed. */
    CLOSED
}

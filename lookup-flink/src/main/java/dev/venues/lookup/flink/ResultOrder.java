package dev.venues.lookup.flink;

/** In which order the results of a subtask leave. */
public enum ResultOrder {
    /** As they are ready. */
    UNORDERED,
    /** Those of one key in the order in which they came; keys overtake one another. */
    KEYED,
    /** All of them in the order in which they came. */
    ORDERED
}

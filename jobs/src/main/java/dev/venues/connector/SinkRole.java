package dev.venues.connector;

/** What a sink is for. */
public enum SinkRole {
    ENRICHED,
    DEAD_LETTERS
}

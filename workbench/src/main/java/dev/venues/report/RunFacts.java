package dev.venues.report;

import dev.venues.geo.provider.ProviderName;

import java.time.Instant;

/**
 * What is known of a run before it begins.
 *
 * @param build version and commit
 * @param provider who was asked for places
 */
public record RunFacts(String build, Instant started, ProviderName provider, Places places) {

    /** Where events come from, and where they go, for people. */
    public record Places(String source, String output, String deadLetters) {}
}

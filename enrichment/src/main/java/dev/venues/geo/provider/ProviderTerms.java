package dev.venues.geo.provider;

import java.net.URI;
import java.time.Duration;

/**
 * On what terms a provider answers: the defaults of the settings, which a user may override knowingly.
 *
 * @param url the public API's base URL; null for one that has none
 * @param needsKey whether it answers only with an API key
 * @param ratePerSecond requests per second for the whole application; 0 for no limit
 * @param ttl how long a place may be kept; zero where keeping it is forbidden
 * @param notFoundTtl how long it may count that a venue is not known
 * @param note the rule in one sentence, with its source, shown by {@code bin/venues check}
 */
public record ProviderTerms(
        URI url, boolean needsKey, double ratePerSecond, Duration ttl, Duration notFoundTtl, String note) {}

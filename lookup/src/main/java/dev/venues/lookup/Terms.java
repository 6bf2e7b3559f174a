package dev.venues.lookup;

import java.time.Duration;

/**
 * On what terms an API answers: the defaults of {@link LookupOptions}, which a user may override knowingly.
 *
 * @param ratePerSecond requests for the whole application; 0 for no limit
 * @param ttl how long an answer may be kept; zero where keeping it is forbidden
 * @param notFoundTtl how long it may count that the API knows none
 * @param note the rule in one sentence, with its source; empty without terms
 */
public record Terms(double ratePerSecond, Duration ttl, Duration notFoundTtl, String note) {

    /** No limit, and an answer counts for a day. */
    public static final Terms NONE = new Terms(0, Duration.ofDays(1), Duration.ofDays(1), "");
}

package dev.venues.lookup.limit;

import dev.venues.lookup.LookupFailure;
import dev.venues.lookup.log.RateLimitedLog;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;

/**
 * Tells the log when lookups stop and when they go on. An outage has both lines. An API that throttles may ask for a pause
 * every second, so of those pauses one a minute has them, and the others are counted. For the circuit's lock.
 */
final class CircuitLog {

    private static final Logger LOG = LoggerFactory.getLogger(Circuit.class);
    private static final RateLimitedLog PAUSES = RateLimitedLog.warnings(LOG);

    private final Logger log;
    private final RateLimitedLog pauses;
    private boolean told;

    CircuitLog() {
        this(LOG, PAUSES);
    }

    CircuitLog(Logger log, RateLimitedLog pauses) {
        this.log = log;
        this.pauses = pauses;
    }

    void opens(LookupFailure last, Duration longestProbeInterval) {
        log.warn(
                "The circuit opens: {} ({}). Lookups wait; a probe asks at least every {} s",
                switch (last.kind().blame()) {
                    case ACCOUNT -> "the API refuses the account";
                    case SETUP -> "the API is asked in the wrong place or way";
                    case THROTTLE -> "the API has throttled everything for a minute";
                    case QUERY, API, OURS -> "the API is down";
                },
                last.getMessage(),
                longestProbeInterval.toSeconds());
        told = true;
    }

    void probeFailed(LookupFailure failure) {
        log.debug("A probe failed: {}", failure.getMessage());
    }

    /** The API asks for a pause. */
    void pauses(Duration length) {
        told = pauses.line("The API asks for a pause of {} s; lookups wait", length.toSeconds());
    }

    /**
     * A pause for a reason of our own.
     *
     * @param because before "of 5 s"
     */
    void holds(Duration length, String because) {
        log.warn("{} of {} s; lookups wait", because, length.toSeconds());
        told = true;
    }

    /** The end of what was told last, if it was told. */
    void goesOn(Duration after, String because) {
        if (told) {
            log.info("Lookups go on after {} s: {}", after.toSeconds(), because);
        }
    }
}

package dev.venues.lookup.http;

import dev.venues.lookup.FailureKind;
import dev.venues.lookup.LookupFailure;
import dev.venues.lookup.log.RateLimitedLog;
import org.slf4j.LoggerFactory;

import java.util.EnumMap;
import java.util.Map;
import java.util.function.Supplier;

/** Tells the log what an API says of its failures: one line a minute for each kind. Thread-safe. */
final class FailureLog {

    /** One for all lookups of this class loader. */
    static final FailureLog SHARED =
            new FailureLog(() -> RateLimitedLog.warnings(LoggerFactory.getLogger(HttpLookup.class)));

    private final Map<FailureKind, RateLimitedLog> kinds = new EnumMap<>(FailureKind.class);

    /**
     * @param lines makes a log for one kind
     */
    FailureLog(Supplier<RateLimitedLog> lines) {
        for (FailureKind kind : FailureKind.values()) {
            kinds.put(kind, lines.get());
        }
    }

    /**
     * @param words what the API says; a failure that does not hold them is not told
     */
    void tell(LookupFailure failure, String words) {
        if (!words.isEmpty() && failure.getMessage().contains(words)) {
            kinds.get(failure.kind()).line("A lookup failed (" + failure.kind() + "): {}", failure.getMessage());
        }
    }
}

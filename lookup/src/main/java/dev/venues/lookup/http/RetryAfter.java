package dev.venues.lookup.http;

import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Optional;

/** The Retry-After header (RFC 9110, section 10.2.3): seconds, or an HTTP date. */
final class RetryAfter {

    /** What is asked for beyond this is asked again after it: a wrong clock or header must not stop a job for days. */
    static final Duration MAX = Duration.ofMinutes(5);

    private static final int MAX_DIGITS = 9;

    private RetryAfter() {}

    /**
     * @param header null if there was none
     * @param serverTime what the API's Date header says, so that a wrong clock here does no harm; null if it said none
     * @return empty for no header, or one that is neither seconds nor a date; never negative, never above {@link #MAX}
     */
    static Optional<Duration> parse(String header, String serverTime, Instant now) {
        if (header == null) {
            return Optional.empty();
        }
        String text = header.strip();
        if (!text.isEmpty() && text.chars().allMatch(c -> c >= '0' && c <= '9')) {
            return Optional.of(text.length() > MAX_DIGITS ? MAX : capped(Duration.ofSeconds(Long.parseLong(text))));
        }
        return httpDate(text)
                .map(date -> capped(Duration.between(
                        serverTime == null ? now : httpDate(serverTime).orElse(now), date)));
    }

    private static Duration capped(Duration pause) {
        if (pause.isNegative()) {
            return Duration.ZERO;
        }
        return pause.compareTo(MAX) > 0 ? MAX : pause;
    }

    private static Optional<Instant> httpDate(String text) {
        try {
            return Optional.of(ZonedDateTime.parse(text.strip(), DateTimeFormatter.RFC_1123_DATE_TIME)
                    .toInstant());
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }
}

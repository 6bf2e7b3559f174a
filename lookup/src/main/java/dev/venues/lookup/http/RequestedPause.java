package dev.venues.lookup.http;

import dev.venues.lookup.RateLimit;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/**
 * For how long an API wants not to be asked, as its headers say: {@code Retry-After} (RFC 9110, section 10.2.3), the same in
 * milliseconds, or the end of the time that its {@link RateLimit} holds for. Pure functions.
 */
final class RequestedPause {

    /** What is asked for beyond this is asked again after it: a wrong clock or header must not stop a job for days. */
    static final Duration MAX = Duration.ofMinutes(5);

    private static final List<String> MILLIS = List.of("Retry-After-Ms", "X-Ms-Retry-After-Ms");

    private static final Pattern NUMBER = Pattern.compile("\\d{1,30}(\\.\\d{1,30})?");
    private static final BigDecimal THOUSAND = BigDecimal.valueOf(1_000);

    /** Numbers from here on are seconds since 1970: as a pause they would be 31 years. */
    private static final BigDecimal EPOCH_SECONDS = BigDecimal.valueOf(1_000_000_000L);

    /** And from here on milliseconds since 1970: as seconds they would be in the year 5138. */
    private static final BigDecimal EPOCH_MILLIS = BigDecimal.valueOf(100_000_000_000L);

    private RequestedPause() {}

    /**
     * @param headers a header's first value by its name, in any case; null if it is not there
     * @param throttled whether the answer asks for fewer requests: else a rate limit's end says nothing of this failure
     * @return empty if no header says; never negative, never above {@link #MAX}
     */
    static Optional<Duration> of(UnaryOperator<String> headers, boolean throttled, Instant now) {
        // A wrong clock here does no harm where the API says what time it is.
        String date = headers.apply("Date");
        Instant there = date == null ? now : HttpDate.parse(date, now).orElse(now);
        Optional<Duration> pause = retryAfter(headers.apply("Retry-After"), there);
        if (pause.isEmpty() && throttled) {
            return millis(headers).or(() -> reset(RateLimit.of(headers), there));
        }
        return pause;
    }

    private static Optional<Duration> retryAfter(String header, Instant now) {
        if (header == null) {
            return Optional.empty();
        }
        return number(header).map(RequestedPause::seconds).or(() -> HttpDate.parse(header, now)
                .map(date -> capped(Duration.between(now, date))));
    }

    private static Optional<Duration> millis(UnaryOperator<String> headers) {
        return MILLIS.stream()
                .map(headers)
                .flatMap(header -> number(header).stream())
                .findFirst()
                .map(millis -> seconds(millis.movePointLeft(3)));
    }

    private static Optional<Duration> reset(RateLimit limit, Instant now) {
        if (limit.reset() == null || limit.hasSome()) {
            return Optional.empty();
        }
        return number(limit.reset())
                .map(number -> number.compareTo(EPOCH_SECONDS) < 0 ? seconds(number) : until(number, now))
                .or(() -> date(limit.reset(), now).map(date -> capped(Duration.between(now, date))));
    }

    private static Duration until(BigDecimal sinceEpoch, Instant now) {
        BigDecimal seconds = sinceEpoch.compareTo(EPOCH_MILLIS) < 0 ? sinceEpoch : sinceEpoch.divide(THOUSAND);
        BigDecimal left =
                seconds.subtract(BigDecimal.valueOf(now.toEpochMilli()).movePointLeft(3));
        return left.signum() < 0 ? Duration.ZERO : seconds(left);
    }

    private static Optional<Instant> date(String text, Instant now) {
        try {
            return Optional.of(OffsetDateTime.parse(text).toInstant());
        } catch (DateTimeParseException e) {
            return HttpDate.parse(text, now);
        }
    }

    private static Duration seconds(BigDecimal seconds) {
        return seconds.compareTo(BigDecimal.valueOf(MAX.toSeconds())) >= 0
                ? MAX
                : Duration.ofMillis(seconds.multiply(THOUSAND).longValue());
    }

    private static Duration capped(Duration pause) {
        if (pause.isNegative()) {
            return Duration.ZERO;
        }
        return pause.compareTo(MAX) > 0 ? MAX : pause;
    }

    private static Optional<BigDecimal> number(String text) {
        return text == null || !NUMBER.matcher(text.strip()).matches()
                ? Optional.empty()
                : Optional.of(new BigDecimal(text.strip()));
    }
}

package dev.venues.lookup.http;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoField;
import java.util.Locale;
import java.util.Optional;

/** A date in one of the three forms that a recipient has to read (RFC 9110, section 5.6.7). */
final class HttpDate {

    private static final int CENTURY = 100;

    private static final DateTimeFormatter ASCTIME =
            DateTimeFormatter.ofPattern("EEE MMM ppd HH:mm:ss yyyy", Locale.ENGLISH);

    private HttpDate() {}

    /**
     * @param now from which a year of two digits is at most 50 years ahead
     * @return empty if it has another form
     */
    static Optional<Instant> parse(String text, Instant now) {
        String date = text.strip();
        try {
            return Optional.of(ZonedDateTime.parse(date, DateTimeFormatter.RFC_1123_DATE_TIME)
                    .toInstant());
        } catch (DateTimeParseException e) {
            return utc(date, rfc850(now)).or(() -> utc(date, ASCTIME));
        }
    }

    private static DateTimeFormatter rfc850(Instant now) {
        int first = now.atOffset(ZoneOffset.UTC).getYear() + CENTURY / 2 + 1 - CENTURY;
        return new DateTimeFormatterBuilder()
                .appendPattern("EEEE, dd-MMM-")
                .appendValueReduced(ChronoField.YEAR, 2, 2, first)
                .appendPattern(" HH:mm:ss 'GMT'")
                .toFormatter(Locale.ENGLISH);
    }

    private static Optional<Instant> utc(String text, DateTimeFormatter form) {
        try {
            return Optional.of(LocalDateTime.parse(text, form).toInstant(ZoneOffset.UTC));
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }
}

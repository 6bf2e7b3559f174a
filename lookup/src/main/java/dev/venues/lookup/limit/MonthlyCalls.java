package dev.venues.lookup.limit;

import java.time.YearMonth;

/**
 * Calls of a month.
 *
 * @param month in UTC
 * @param calls HTTP requests, those that failed included
 */
public record MonthlyCalls(YearMonth month, long calls) {

    /** None, of a month that is no more. */
    public static MonthlyCalls none() {
        return new MonthlyCalls(YearMonth.of(1970, 1), 0);
    }
}

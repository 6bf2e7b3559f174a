package dev.venues.geo;

import java.time.YearMonth;

/**
 * Calls of a month.
 *
 * @param month in UTC
 * @param calls HTTP requests, those that failed included
 */
public record MonthlyCalls(YearMonth month, long calls) {}

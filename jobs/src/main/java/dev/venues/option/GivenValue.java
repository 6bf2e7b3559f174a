package dev.venues.option;

/**
 * A value with the place that it comes from.
 *
 * @param text as it was written, before {@code ${env:…}} is resolved
 * @param origin for people, for example {@code conf/prod.properties}
 */
public record GivenValue(String text, String origin) {}

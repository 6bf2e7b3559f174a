package dev.venues.option;

/**
 * An option as {@code check} shows it.
 *
 * @param value masked if it is a secret; null if it has none
 * @param origin where it comes from
 */
public record Shown(String key, String value, String origin) {}

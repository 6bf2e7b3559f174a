package dev.venues.config;

import dev.venues.lookup.Secret;

/**
 * One thing that is wrong with the settings.
 *
 * @param key the setting
 * @param value what was given, masked if it is a secret; null if it is missing
 * @param rule what it breaks, for example {@code must be 1 or more}
 */
public record Problem(String key, String value, String rule) {

    static Problem of(String key, String value, String rule) {
        return new Problem(key, value != null && VenuesOptions.isSecret(key) ? Secret.MASK : value, rule);
    }

    @Override
    public String toString() {
        return value == null ? key + ": " + rule : key + " = " + value + ": " + rule;
    }
}

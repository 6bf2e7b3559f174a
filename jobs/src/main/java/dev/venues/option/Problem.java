package dev.venues.option;

/**
 * One thing that is wrong with the settings.
 *
 * @param key the setting
 * @param value what was given, masked if it is a secret; null if it is missing
 * @param rule what it breaks, for example {@code must be 1 or more}
 */
public record Problem(String key, String value, String rule) {

    @Override
    public String toString() {
        return value == null ? key + ": " + rule : key + " = " + value + ": " + rule;
    }
}

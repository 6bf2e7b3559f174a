package dev.venues.option;

import dev.venues.lookup.Secret;
import org.apache.flink.configuration.ConfigOption;

import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * The settings that there are.
 *
 * @param all in the order of the documentation
 * @param prefixes what stands under one of them is passed on to a connector as it is
 * @param hidden those of the prefixes whose values are all masked
 * @param harmless keys that sound like those of secrets, and are none
 */
public record KnownOptions(
        List<ConfigOption<?>> all, List<String> prefixes, List<String> hidden, Set<String> harmless) {

    private static final Set<String> SECRET_WORDS =
            Set.of("secret", "password", "token", "credential", "key", "authorization", "cookie");

    /** Whether a key is one of a setting, or is passed on. */
    public boolean isKnown(String key) {
        return isPassedOn(key) || all.stream().anyMatch(option -> option.key().equals(key));
    }

    /** Whether a key is passed on to a connector. */
    public boolean isPassedOn(String key) {
        return prefixes.stream().anyMatch(prefix -> key.startsWith(prefix) && key.length() > prefix.length());
    }

    /** Whether a setting's value is masked wherever it is shown. */
    public boolean isSecret(String key) {
        return hidden.stream().anyMatch(key::startsWith) || !harmless.contains(key) && soundsSecret(key);
    }

    /** Whether a key holds a word that keys of secrets have. */
    public static boolean soundsSecret(String key) {
        return SECRET_WORDS.stream().anyMatch(key.toLowerCase(Locale.ROOT)::contains);
    }

    /**
     * A value as it may be seen: masked if it is a secret, without the user if it is a URL of HTTP.
     *
     * @param value null if it is missing
     */
    public String shown(String key, String value) {
        if (value == null) {
            return null;
        }
        return isSecret(key) ? Secret.MASK : value.replaceFirst("(https?://).*@", "$1" + Secret.MASK + "@");
    }

    /**
     * What is wrong with a setting.
     *
     * @param value masked here if it is a secret; null if it is missing
     */
    public Problem problem(String key, String value, String rule) {
        return new Problem(key, shown(key, value), rule);
    }
}

package dev.venues.option;

import dev.venues.lookup.Secret;
import org.apache.flink.configuration.ConfigOption;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The settings that there are.
 *
 * @param all in the order of the documentation
 * @param prefixes what stands under one of them is passed on as it is: to a connector, or with each request to the geo API
 * @param hidden those of the prefixes whose values are all masked
 * @param harmless keys that sound like those of secrets, and are none
 * @param withUser keys whose values may begin with a user and a password, whether or not a scheme stands before them
 */
public record KnownOptions(
        List<ConfigOption<?>> all,
        List<String> prefixes,
        List<String> hidden,
        Set<String> harmless,
        Set<String> withUser) {

    private static final Pattern SCHEME_AND_USER = Pattern.compile("^([A-Za-z][A-Za-z0-9+.-]*://)?.*@");
    private static final Pattern USER_OF_HTTP = Pattern.compile("(https?://).*@", Pattern.CASE_INSENSITIVE);

    private static final Set<String> SECRET_WORDS =
            Set.of("secret", "password", "token", "credential", "key", "authorization", "cookie");

    /** Whether a key is one of a setting, or stands under a prefix. */
    public boolean isKnown(String key) {
        return isPassedOn(key) || all.stream().anyMatch(option -> option.key().equals(key));
    }

    /** Whether a key stands under a prefix. */
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
     * A value as it may be seen: masked if it is a secret, without the user if it names one or is a URL of HTTP.
     *
     * @param value null if it is missing
     */
    public String shown(String key, String value) {
        if (value == null) {
            return null;
        }
        if (isSecret(key)) {
            return Secret.MASK;
        }
        return withUser.contains(key) ? withoutUser(value) : without(USER_OF_HTTP, value);
    }

    /** An address as it may be seen: what stands before its host is masked. */
    public static String withoutUser(String address) {
        return without(SCHEME_AND_USER, address);
    }

    private static String without(Pattern user, String value) {
        Matcher found = user.matcher(value);
        return found.find()
                ? value.substring(0, found.start())
                        + (found.group(1) == null ? "" : found.group(1))
                        + Secret.MASK
                        + value.substring(found.end() - 1)
                : value;
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

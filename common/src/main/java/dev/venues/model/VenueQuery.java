package dev.venues.model;

import java.text.Normalizer;
import java.util.Locale;

/**
 * What a geo API is asked: a venue's name, and where it is said to be.
 *
 * @param name as it is asked for ({@link Spelling#asked}); never null or empty
 * @param city the same; null when the event names none
 * @param country the same; null when the event names none
 * @param key the identity of the venue: queries with equal keys are one venue, whose place is asked for once and kept once.
 *     Letter case and width make no difference
 */
public record VenueQuery(String name, String city, String country, String key) {

    private static final char SEPARATOR = '\u001f';

    /** A query with the key that follows from its parts. */
    public VenueQuery(String name, String city, String country) {
        this(name, city, country, key(name, city, country));
    }

    /**
     * The texts that are asked, as one: that there is no such venue is an answer to these words alone. Begins as no key does.
     */
    public String wording() {
        return SEPARATOR + name + SEPARATOR + (city == null ? "" : city) + SEPARATOR + (country == null ? "" : country);
    }

    private static String key(String name, String city, String country) {
        StringBuilder key = new StringBuilder(name.length() + 32);
        append(key, name);
        key.append(SEPARATOR);
        append(key, city);
        key.append(SEPARATOR);
        append(key, country);
        return key.toString();
    }

    private static void append(StringBuilder key, String part) {
        if (part == null) {
            return;
        }
        if (!isAscii(part)) {
            part = Spelling.composed(
                    Spelling.composed(part, Normalizer.Form.NFKC)
                            .toUpperCase(Locale.ROOT)
                            .toLowerCase(Locale.ROOT),
                    Normalizer.Form.NFKC);
        }
        boolean gap = false;
        int start = key.length();
        for (int i = 0; i < part.length(); i++) {
            char c = part.charAt(i);
            if (Character.isWhitespace(c)) {
                gap = true;
                continue;
            }
            if (gap && key.length() > start) {
                key.append(' ');
            }
            gap = false;
            key.append(c >= 'A' && c <= 'Z' ? (char) (c + ('a' - 'A')) : c);
        }
    }

    private static boolean isAscii(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) > 127) {
                return false;
            }
        }
        return true;
    }
}

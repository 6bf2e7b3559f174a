package dev.venues.lookup.testing;

import java.util.Locale;

/**
 * What tests ask: where something is. Its case makes no difference.
 *
 * @param key made once
 */
public record Question(String name, String city, String country, String key) {

    public Question(String name, String city, String country) {
        this(name, city, country, (name.strip() + "|" + city + "|" + country).toLowerCase(Locale.ROOT));
    }
}

package dev.venues.lookup.testing;

import java.util.Locale;

/** What tests ask: where something is. Its case makes no difference. */
public record Question(String name, String city, String country) {

    public String key() {
        return (name.strip() + "|" + city + "|" + country).toLowerCase(Locale.ROOT);
    }
}

package dev.venues.geo.provider;

import java.util.Locale;

/** The geo APIs that Venues knows. */
public enum ProviderName {
    FOURSQUARE,
    NOMINATIM,
    PHOTON,
    GOOGLE,
    /** The bundled API of a local run, shaped like Foursquare's; it knows the venues of the bundled samples. */
    EMBEDDED;

    private final String text = name().toLowerCase(Locale.ROOT);

    /** As it stands in settings and in events. */
    public String text() {
        return text;
    }
}

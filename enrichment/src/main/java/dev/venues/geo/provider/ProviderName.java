package dev.venues.geo.provider;

import java.util.Locale;

/** The geo APIs that Venues knows. */
public enum ProviderName {
    FOURSQUARE(new FoursquareProvider(null)),
    NOMINATIM(new NominatimProvider()),
    PHOTON(new PhotonProvider()),
    GOOGLE(new GoogleProvider(null)),
    /** The bundled API of a local run, shaped like Foursquare's; it knows the venues of the bundled samples. */
    EMBEDDED(new EmbeddedProvider());

    private final String text = name().toLowerCase(Locale.ROOT);
    private final GeoProvider provider;

    ProviderName(GeoProvider provider) {
        this.provider = provider;
    }

    /** As it stands in settings and in events. */
    public String text() {
        return text;
    }

    /** How it is asked and what its terms are; {@link GeoProvider#withKey} gives it the key that it may need. */
    public GeoProvider provider() {
        return provider;
    }
}

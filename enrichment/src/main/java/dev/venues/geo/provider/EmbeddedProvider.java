package dev.venues.geo.provider;

import dev.venues.lookup.Secret;
import dev.venues.lookup.Terms;

import java.net.URI;
import java.time.Duration;

/** The bundled API of a local run: Foursquare's shape, without its address and its terms. */
final class EmbeddedProvider extends FoursquareProvider {

    private static final Duration DAY = Duration.ofDays(1);
    private static final Terms TERMS =
            new Terms(50, DAY, DAY, "embedded: knows the venues of the bundled samples only, for local runs only");

    EmbeddedProvider() {
        super("embedded", new Secret("embedded"));
    }

    @Override
    public URI url() {
        return null;
    }

    @Override
    public boolean needsKey() {
        return false;
    }

    @Override
    public GeoProvider withKey(Secret apiKey) {
        return this;
    }

    @Override
    public Terms terms() {
        return TERMS;
    }

    @Override
    public Attribution attribution() {
        return new Attribution("Positions of the bundled samples: from general knowledge", null, true);
    }
}

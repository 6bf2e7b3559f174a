package dev.venues.geo.provider;

import dev.venues.model.Secret;

import java.net.URI;
import java.time.Duration;

/** Every provider by name, with its terms. */
public final class GeoProviders {

    private static final Duration MONTH = Duration.ofDays(30);
    private static final Duration DAY = Duration.ofDays(1);

    private static final ProviderTerms FOURSQUARE = new ProviderTerms(
            URI.create("https://places-api.foursquare.com"),
            true,
            50,
            Duration.ZERO,
            Duration.ZERO,
            "Foursquare: 50 requests/s; pay-as-you-go plans may keep nothing but the place id"
                    + " (docs.foursquare.com, checked 2026-11)");
    private static final ProviderTerms NOMINATIM = new ProviderTerms(
            URI.create("https://nominatim.openstreetmap.org"),
            false,
            1,
            MONTH,
            DAY,
            "Nominatim: 1 request/s per application, results must be cached, attribution (ODbL) is required"
                    + " (operations.osmfoundation.org/policies/nominatim, checked 2026-11)");
    private static final ProviderTerms PHOTON = new ProviderTerms(
            URI.create("https://photon.komoot.io"),
            false,
            1,
            MONTH,
            DAY,
            "Photon: fair use of the public instance without a fixed limit, attribution (ODbL) is required"
                    + " (photon.komoot.io, checked 2026-11)");
    private static final ProviderTerms GOOGLE = new ProviderTerms(
            URI.create("https://maps.googleapis.com"),
            true,
            50,
            MONTH,
            DAY,
            "Google geocoding: 3,000 requests/min, coordinates may be kept for 30 days"
                    + " (developers.google.com/maps/documentation/geocoding, checked 2026-11)");
    private static final ProviderTerms EMBEDDED = new ProviderTerms(
            null, false, 50, DAY, DAY, "embedded: knows the venues of the bundled samples only, for local runs only");

    private GeoProviders() {}

    public static ProviderTerms terms(ProviderName name) {
        return switch (name) {
            case FOURSQUARE -> FOURSQUARE;
            case NOMINATIM -> NOMINATIM;
            case PHOTON -> PHOTON;
            case GOOGLE -> GOOGLE;
            case EMBEDDED -> EMBEDDED;
        };
    }

    /**
     * @param apiKey null for a provider whose {@link ProviderTerms#needsKey} is false
     */
    public static GeoProvider create(ProviderName name, Secret apiKey) {
        return switch (name) {
            case FOURSQUARE -> new FoursquareProvider(name, apiKey);
            case EMBEDDED -> new FoursquareProvider(name, new Secret("embedded"));
            case NOMINATIM -> new NominatimProvider();
            case PHOTON -> new PhotonProvider();
            case GOOGLE -> new GoogleProvider(apiKey);
        };
    }
}

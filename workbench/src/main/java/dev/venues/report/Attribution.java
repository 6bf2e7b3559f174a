package dev.venues.report;

import dev.venues.geo.provider.ProviderName;

/**
 * How a provider wants to be named beside its data.
 *
 * @param text what to write
 * @param link where the words lead; null for none
 * @param freeMap whether its terms let its places be drawn on a map of ours
 */
record Attribution(String text, String link, boolean freeMap) {

    private static final String OPEN_STREET_MAP = "https://www.openstreetmap.org/copyright";

    /** By the terms of the providers, read in 2026-11. */
    static Attribution of(ProviderName provider) {
        return switch (provider) {
            case FOURSQUARE -> new Attribution("Powered by Foursquare", "https://foursquare.com", true);
            case NOMINATIM -> new Attribution("© OpenStreetMap contributors, ODbL", OPEN_STREET_MAP, true);
            case PHOTON -> new Attribution("© OpenStreetMap contributors, ODbL, through Photon", OPEN_STREET_MAP, true);
            // Its service terms, "No use with a non-Google map".
            case GOOGLE -> new Attribution("Google Maps", null, false);
            case EMBEDDED -> new Attribution("Positions of the bundled samples: from general knowledge", null, true);
        };
    }
}

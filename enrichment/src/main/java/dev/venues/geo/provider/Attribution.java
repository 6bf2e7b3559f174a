package dev.venues.geo.provider;

/**
 * How a provider wants to be named beside its data, by its terms.
 *
 * @param text what to write
 * @param link where the words lead; null for none
 * @param freeMap whether its terms let its places be drawn on a map of ours
 */
public record Attribution(String text, String link, boolean freeMap) {

    static final String OPEN_STREET_MAP = "https://www.openstreetmap.org/copyright";
}

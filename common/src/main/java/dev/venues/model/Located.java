package dev.venues.model;

/**
 * An answer with its provenance, as it is written into the event.
 *
 * @param answer what the API said
 * @param provider the provider's name, for example {@code foursquare}
 * @param via whether this event's answer took a call or came from the cache
 */
public record Located(GeoAnswer answer, String provider, Via via) {

    /** How an answer came to an event. */
    public enum Via {
        API,
        CACHE;

        /** As it stands in the event. */
        public String text() {
            return this == API ? "api" : "cache";
        }
    }
}

package dev.venues.codec;

import dev.venues.model.GeoAnswer;

/**
 * An answer with its provenance, as it is written into events.
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

    /** The same answer for an event that took no call. */
    public Located fromCache() {
        return new Located(answer, provider, Via.CACHE);
    }
}

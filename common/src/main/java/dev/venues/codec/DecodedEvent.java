package dev.venues.codec;

import dev.venues.model.VenueQuery;

/**
 * What was read out of an event: what it asks, and where in its bytes the answer goes.
 *
 * @param query null if the event names no venue
 * @param located whether the event carries coordinates already
 * @param spans positions for {@link EventCodec#encode}, opaque to everybody else
 */
public record DecodedEvent(VenueQuery query, boolean located, int[] spans) {

    /** Whether the event needs an answer from a geo API. */
    public boolean needsLookup() {
        return query != null && !located;
    }
}

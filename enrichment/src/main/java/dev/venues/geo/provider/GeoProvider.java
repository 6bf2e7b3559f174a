package dev.venues.geo.provider;

import com.fasterxml.jackson.databind.JsonNode;
import dev.venues.model.GeoAnswer;
import dev.venues.model.GeoFailure;
import dev.venues.model.VenueQuery;

/** One geo API: how it is asked and how its answer reads. Stateless, safe for use from many threads. */
public interface GeoProvider {

    /** Who answers, as it stands in settings and events. */
    ProviderName name();

    /**
     * @throws GeoFailure if the API cannot be asked this
     */
    default void requireAskable(VenueQuery query) throws GeoFailure {}

    /** How to ask what may be asked. */
    GeoRequest request(VenueQuery query);

    /**
     * Reads the body of an answer with status 200.
     *
     * @param body valid JSON of any shape
     * @throws GeoFailure if the API reports a fault inside the answer, or the answer has another shape than documented
     */
    GeoAnswer read(JsonNode body) throws GeoFailure;
}

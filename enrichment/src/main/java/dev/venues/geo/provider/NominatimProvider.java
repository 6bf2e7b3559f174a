package dev.venues.geo.provider;

import com.fasterxml.jackson.databind.JsonNode;
import dev.venues.geo.provider.GeoRequest.Param;
import dev.venues.model.GeoAnswer;
import dev.venues.model.GeoFailure;
import dev.venues.model.VenueQuery;

import java.util.List;
import java.util.Map;

import static dev.venues.geo.provider.AnswerReader.text;

/** Nominatim, {@code /search}, jsonv2: an array whose coordinates are strings. */
final class NominatimProvider implements GeoProvider {

    @Override
    public ProviderName name() {
        return ProviderName.NOMINATIM;
    }

    @Override
    public GeoRequest request(VenueQuery query) {
        return new GeoRequest(
                "/search",
                List.of(
                        Param.of("q", AnswerReader.freeText(query)),
                        Param.of("format", "jsonv2"),
                        Param.of("limit", "1")),
                Map.of());
    }

    @Override
    public GeoAnswer read(JsonNode body) throws GeoFailure {
        JsonNode results = AnswerReader.candidates(body);
        if (results.isEmpty()) {
            return new GeoAnswer.NotFound();
        }
        JsonNode place = results.get(0);
        // osm_id alone is not unique: nodes, ways and relations count apart.
        String type = text(place.path("osm_type"));
        String id = type == null ? null : type + "/" + place.path("osm_id").asText();
        return AnswerReader.found(
                id, text(place.path("name")), place.path("lat"), place.path("lon"), text(place.path("display_name")));
    }
}

package dev.venues.geo.provider;

import com.fasterxml.jackson.databind.JsonNode;
import dev.venues.geo.provider.GeoRequest.Param;
import dev.venues.model.GeoAnswer;
import dev.venues.model.GeoFailure;
import dev.venues.model.VenueQuery;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import static dev.venues.geo.provider.AnswerReader.text;

/** Photon, {@code /api}: GeoJSON, so the longitude comes first. */
final class PhotonProvider implements GeoProvider {

    @Override
    public ProviderName name() {
        return ProviderName.PHOTON;
    }

    @Override
    public GeoRequest request(VenueQuery query) {
        return new GeoRequest(
                "/api", List.of(Param.of("q", AnswerReader.freeText(query)), Param.of("limit", "1")), Map.of());
    }

    @Override
    public GeoAnswer read(JsonNode body) throws GeoFailure {
        JsonNode features = AnswerReader.candidates(body.path("features"));
        if (features.isEmpty()) {
            return new GeoAnswer.NotFound();
        }
        JsonNode place = features.get(0).path("properties");
        JsonNode position = features.get(0).path("geometry").path("coordinates");
        String type = text(place.path("osm_type"));
        String id = type == null ? null : type + "/" + place.path("osm_id").asText();
        String address = Stream.of("street", "housenumber", "postcode", "city", "country")
                .map(part -> text(place.path(part)))
                .filter(Objects::nonNull)
                .collect(Collectors.joining(" "));
        return AnswerReader.found(
                id, text(place.path("name")), position.path(1), position.path(0), address.isEmpty() ? null : address);
    }
}

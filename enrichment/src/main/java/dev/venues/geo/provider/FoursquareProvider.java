package dev.venues.geo.provider;

import com.fasterxml.jackson.databind.JsonNode;
import dev.venues.geo.provider.GeoRequest.Param;
import dev.venues.model.FailureKind;
import dev.venues.model.GeoAnswer;
import dev.venues.model.GeoFailure;
import dev.venues.model.Secret;
import dev.venues.model.VenueQuery;

import java.util.List;
import java.util.Map;

import static dev.venues.geo.provider.AnswerReader.text;

/** Foursquare Places, {@code /places/search}, version 2025-06-17. */
final class FoursquareProvider implements GeoProvider {

    private static final Secret VERSION = new Secret("2025-06-17");

    private final ProviderName name;
    private final Map<String, Secret> headers;

    FoursquareProvider(ProviderName name, Secret apiKey) {
        this.name = name;
        this.headers =
                Map.of("Authorization", new Secret("Bearer " + apiKey.reveal()), "X-Places-Api-Version", VERSION);
    }

    @Override
    public ProviderName name() {
        return name;
    }

    /** Without {@code near} the API would guess from the caller's address, so a query must name a city or country. */
    @Override
    public void requireAskable(VenueQuery query) throws GeoFailure {
        if (query.city() == null && query.country() == null) {
            throw GeoFailure.of(FailureKind.REJECTED, name.text() + " needs a city or a country beside the name");
        }
    }

    @Override
    public GeoRequest request(VenueQuery query) {
        return new GeoRequest(
                "/places/search",
                List.of(
                        Param.of("query", query.name()),
                        Param.of("near", AnswerReader.joined(query.city(), query.country())),
                        Param.of("limit", "1")),
                headers);
    }

    @Override
    public GeoAnswer read(JsonNode body) throws GeoFailure {
        JsonNode results = AnswerReader.candidates(body.path("results"));
        if (results.isEmpty()) {
            return new GeoAnswer.NotFound();
        }
        JsonNode place = results.get(0);
        return AnswerReader.found(
                text(place.path("fsq_place_id")),
                text(place.path("name")),
                place.path("latitude"),
                place.path("longitude"),
                text(place.path("location").path("formatted_address")));
    }
}

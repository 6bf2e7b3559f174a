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

/** Google geocoding v3: its faults come with HTTP status 200 and are told apart by {@code status}. */
final class GoogleProvider implements GeoProvider {

    private final Secret apiKey;

    GoogleProvider(Secret apiKey) {
        this.apiKey = apiKey;
    }

    @Override
    public ProviderName name() {
        return ProviderName.GOOGLE;
    }

    @Override
    public GeoRequest request(VenueQuery query) {
        return new GeoRequest(
                "/maps/api/geocode/json",
                List.of(Param.of("address", AnswerReader.freeText(query)), new Param("key", apiKey)),
                Map.of());
    }

    @Override
    public GeoAnswer read(JsonNode body) throws GeoFailure {
        String status = body.path("status").asText();
        return switch (status) {
            case "OK" -> first(AnswerReader.candidates(body.path("results")));
            case "ZERO_RESULTS" -> new GeoAnswer.NotFound();
            case "OVER_QUERY_LIMIT", "OVER_DAILY_LIMIT" -> throw fault(FailureKind.THROTTLED, status);
            case "UNKNOWN_ERROR" -> throw fault(FailureKind.TRANSIENT, status);
            case "REQUEST_DENIED" -> throw fault(FailureKind.DENIED, status);
            case "INVALID_REQUEST" -> throw fault(FailureKind.REJECTED, status);
            default -> throw AnswerReader.unreadable("it has no known status");
        };
    }

    private static GeoAnswer first(JsonNode results) throws GeoFailure {
        JsonNode place = results.path(0);
        JsonNode position = place.path("geometry").path("location");
        // The API geocodes addresses: it gives no name of its own.
        return AnswerReader.found(
                text(place.path("place_id")),
                null,
                position.path("lat"),
                position.path("lng"),
                text(place.path("formatted_address")));
    }

    private static GeoFailure fault(FailureKind kind, String status) {
        return GeoFailure.of(kind, "the API answered " + status);
    }
}

package dev.venues.geo.provider;

import com.fasterxml.jackson.databind.JsonNode;
import dev.venues.lookup.FailureKind;
import dev.venues.lookup.LookupFailure;
import dev.venues.lookup.Request;
import dev.venues.lookup.Secret;
import dev.venues.lookup.Terms;
import dev.venues.lookup.access.Extras;
import dev.venues.model.GeoAnswer;
import dev.venues.model.VenueQuery;

import java.net.URI;
import java.time.Duration;

import static dev.venues.geo.provider.AnswerReader.text;

/** Google geocoding v3: its faults come with HTTP status 200 and are told apart by {@code status}. */
final class GoogleProvider implements GeoProvider {

    private static final URI URL = URI.create("https://maps.googleapis.com");
    private static final Terms TERMS = new Terms(
            50,
            Duration.ofDays(30),
            Duration.ofDays(1),
            "Google geocoding: 3,000 requests/min, coordinates may be kept for 30 days"
                    + " (developers.google.com/maps/documentation/geocoding, checked 2026-11)");

    private final Secret apiKey;

    /**
     * @param apiKey null where something before the API, or a header of the user's, stands for it
     */
    GoogleProvider(Secret apiKey) {
        this.apiKey = apiKey;
    }

    @Override
    public URI url() {
        return URL;
    }

    @Override
    public boolean needsKey() {
        return true;
    }

    @Override
    public GeoProvider withKey(Secret apiKey) {
        return new GoogleProvider(apiKey);
    }

    @Override
    public Terms terms() {
        return TERMS;
    }

    /** Its service terms, "No use with a non-Google map". */
    @Override
    public Attribution attribution() {
        return new Attribution("Google Maps", null, false);
    }

    @Override
    public Extras language(String tag) {
        return Extras.ofParam("language", tag);
    }

    @Override
    public Request request(VenueQuery query) {
        Request request = Request.get("/maps/api/geocode/json").param("address", AnswerReader.freeText(query));
        return apiKey == null ? request : request.param("key", apiKey);
    }

    @Override
    public GeoAnswer read(JsonNode body) throws LookupFailure {
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

    private static GeoAnswer first(JsonNode results) throws LookupFailure {
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

    private static LookupFailure fault(FailureKind kind, String status) {
        return LookupFailure.of(kind, "the API answered " + status);
    }
}

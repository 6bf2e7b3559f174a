package dev.venues.geo.provider;

import com.fasterxml.jackson.databind.JsonNode;
import dev.venues.lookup.FailureKind;
import dev.venues.lookup.LookupFailure;
import dev.venues.lookup.Request;
import dev.venues.lookup.Response;
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
    public GeoAnswer read(Response response) throws LookupFailure {
        JsonNode body = response.json();
        String status = body.path("status").asText();
        if (body.path("error").isObject()) {
            LookupFailure failure = Faults.inside(response, body);
            throw failure.as(kind(body, response.words(), failure.kind()));
        }
        FailureKind fault =
                switch (status) {
                    case "OVER_QUERY_LIMIT" -> FailureKind.THROTTLED;
                    case "OVER_DAILY_LIMIT", "REQUEST_DENIED" -> FailureKind.ACCOUNT;
                    case "UNKNOWN_ERROR" -> FailureKind.TRANSIENT;
                    case "INVALID_REQUEST" -> FailureKind.REJECTED;
                    default -> null;
                };
        if (fault == null) {
            return read(body);
        }
        String words = response.words();
        throw LookupFailure.of(Faults.inWords(fault, words), "the API answered " + status + Faults.said(words));
    }

    @Override
    public GeoAnswer readOther(Response response) throws LookupFailure {
        try {
            return GeoProvider.super.readOther(response);
        } catch (LookupFailure failure) {
            throw failure.as(kind(response.jsonOrMissing(), response.words(), failure.kind()));
        }
    }

    /**
     * What a fault means in the form of Google's newer APIs, <code>{"error":{"code":…,"message":…,"status":…}}</code>
     * (google.rpc.Code).
     *
     * @param usual for one in another form
     */
    private static FailureKind kind(JsonNode body, String words, FailureKind usual) {
        FailureKind kind =
                switch (body.path("error").path("status").asText()) {
                    case "PERMISSION_DENIED", "UNAUTHENTICATED" -> FailureKind.ACCOUNT;
                    case "RESOURCE_EXHAUSTED" -> FailureKind.THROTTLED;
                    // So it says that a key is none, too.
                    case "INVALID_ARGUMENT" -> words.contains("API key") ? FailureKind.ACCOUNT : FailureKind.REJECTED;
                    case "UNAVAILABLE", "INTERNAL", "UNKNOWN", "DEADLINE_EXCEEDED", "ABORTED" -> FailureKind.TRANSIENT;
                    case "NOT_FOUND" -> FailureKind.NO_SUCH_RESOURCE;
                    case "UNIMPLEMENTED" -> FailureKind.SETUP;
                    default -> usual;
                };
        return Faults.inWords(kind, words);
    }

    @Override
    public GeoAnswer read(JsonNode body) throws LookupFailure {
        return switch (body.path("status").asText()) {
            case "OK" -> first(AnswerReader.candidates(body.path("results")));
            case "ZERO_RESULTS" -> new GeoAnswer.NotFound();
            default -> throw AnswerReader.unreadable("it has no known status");
        };
    }

    private static GeoAnswer first(JsonNode results) throws LookupFailure {
        if (results.isEmpty()) {
            throw AnswerReader.unreadable("it is OK without a result");
        }
        JsonNode place = results.get(0);
        JsonNode position = place.path("geometry").path("location");
        // The API geocodes addresses: it gives no name of its own.
        return AnswerReader.found(
                text(place.path("place_id")),
                null,
                position.path("lat"),
                position.path("lng"),
                text(place.path("formatted_address")));
    }
}

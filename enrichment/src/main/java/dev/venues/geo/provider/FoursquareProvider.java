package dev.venues.geo.provider;

import com.fasterxml.jackson.databind.JsonNode;
import dev.venues.lookup.FailureKind;
import dev.venues.lookup.LookupFailure;
import dev.venues.lookup.Request;
import dev.venues.lookup.Request.Param;
import dev.venues.lookup.Secret;
import dev.venues.lookup.Terms;
import dev.venues.model.GeoAnswer;
import dev.venues.model.VenueQuery;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;

import static dev.venues.geo.provider.AnswerReader.text;

/** Foursquare Places, {@code /places/search}, version 2025-06-17. */
class FoursquareProvider implements GeoProvider {

    private static final URI URL = URI.create("https://places-api.foursquare.com");
    private static final Terms TERMS = new Terms(
            50,
            Duration.ZERO,
            Duration.ZERO,
            "Foursquare: 50 requests/s; pay-as-you-go plans may keep nothing but the place id"
                    + " (docs.foursquare.com, checked 2026-11)");
    private static final Request.Text VERSION = new Request.Text("2025-06-17");

    private static final int BAD_REQUEST = 400;

    private final String name;
    private final Map<String, Request.Value> headers;

    /**
     * @param apiKey null where something before the API, or a header of the user's, stands for it
     */
    FoursquareProvider(Secret apiKey) {
        this("foursquare", apiKey);
    }

    FoursquareProvider(String name, Secret apiKey) {
        this.name = name;
        this.headers = apiKey == null
                ? Map.of("X-Places-Api-Version", VERSION)
                : Map.of("Authorization", new Secret("Bearer " + apiKey.reveal()), "X-Places-Api-Version", VERSION);
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
        return new FoursquareProvider(apiKey);
    }

    @Override
    public Terms terms() {
        return TERMS;
    }

    @Override
    public Attribution attribution() {
        return new Attribution("Powered by Foursquare", "https://foursquare.com", true);
    }

    /** Without {@code near} the API would guess from the caller's address, so a query must name a city or country. */
    @Override
    public void requireAskable(VenueQuery query) throws LookupFailure {
        GeoProvider.super.requireAskable(query);
        if (query.city() == null && query.country() == null) {
            throw LookupFailure.of(FailureKind.REJECTED, name + " needs a city or a country beside the name");
        }
    }

    @Override
    public Request request(VenueQuery query) {
        return new Request(
                "/places/search",
                List.of(
                        Param.of("query", query.name()),
                        Param.of("near", AnswerReader.joined(query.city(), query.country())),
                        Param.of("limit", "1")),
                headers);
    }

    /** Where a city is none that it knows: "Boundaries could not be determined for near param". */
    @Override
    public boolean meansNotFound(int status, String words) {
        return status == BAD_REQUEST && words.startsWith("Boundaries could not be determined");
    }

    @Override
    public GeoAnswer read(JsonNode body) throws LookupFailure {
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

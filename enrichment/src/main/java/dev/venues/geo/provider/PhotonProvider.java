package dev.venues.geo.provider;

import com.fasterxml.jackson.databind.JsonNode;
import dev.venues.lookup.LookupFailure;
import dev.venues.lookup.Request;
import dev.venues.lookup.Request.Param;
import dev.venues.lookup.Terms;
import dev.venues.lookup.access.Extras;
import dev.venues.model.GeoAnswer;
import dev.venues.model.VenueQuery;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import static dev.venues.geo.provider.AnswerReader.text;

/** Photon, {@code /api}: GeoJSON, so the longitude comes first. */
final class PhotonProvider implements GeoProvider {

    private static final URI URL = URI.create("https://photon.komoot.io");
    private static final Terms TERMS = new Terms(
            1,
            Duration.ofDays(30),
            Duration.ofDays(1),
            "Photon: fair use of the public instance without a fixed limit, attribution (ODbL) is required"
                    + " (photon.komoot.io, checked 2026-11)");

    @Override
    public URI url() {
        return URL;
    }

    @Override
    public Terms terms() {
        return TERMS;
    }

    @Override
    public Attribution attribution() {
        return new Attribution("© OpenStreetMap contributors, ODbL, through Photon", Attribution.OPEN_STREET_MAP, true);
    }

    /** It knows languages without their regions. */
    @Override
    public Extras language(String tag) {
        return Extras.ofParam("lang", tag.split("-", 2)[0]);
    }

    @Override
    public Request request(VenueQuery query) {
        return new Request(
                "/api", List.of(Param.of("q", AnswerReader.freeText(query)), Param.of("limit", "1")), Map.of());
    }

    /** It has no key: it knows us by our name. */
    @Override
    public String whenAccessIsDenied() {
        return "It has no key: check venues.geo.user-agent and venues.geo.contact, by which it knows who asks, its terms of use"
                + " (photon.komoot.io), and venues.geo.url.";
    }

    @Override
    public GeoAnswer read(JsonNode body) throws LookupFailure {
        JsonNode features = AnswerReader.candidates(body.path("features"));
        if (features.isEmpty()) {
            return new GeoAnswer.NotFound();
        }
        JsonNode place = features.get(0).path("properties");
        JsonNode position = features.get(0).path("geometry").path("coordinates");
        String address = Stream.of("street", "housenumber", "postcode", "city", "country")
                .map(part -> text(place.path(part)))
                .filter(Objects::nonNull)
                .collect(Collectors.joining(" "));
        return AnswerReader.found(
                AnswerReader.osmId(place),
                text(place.path("name")),
                position.path(1),
                position.path(0),
                address.isEmpty() ? null : address);
    }
}

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
import java.util.regex.Pattern;

import static dev.venues.geo.provider.AnswerReader.text;

/** Nominatim, {@code /search}, jsonv2: an array whose coordinates are strings. */
final class NominatimProvider implements GeoProvider {

    private static final URI URL = URI.create("https://nominatim.openstreetmap.org");
    private static final Terms TERMS = new Terms(
            1,
            Duration.ofDays(30),
            Duration.ofDays(1),
            "Nominatim: 1 request/s per application, results must be cached, attribution (ODbL) is required"
                    + " (operations.osmfoundation.org/policies/nominatim, checked 2026-11)");

    /** Not a mere "not found", which may be said of the path that was asked. */
    private static final Pattern NONE_FOUND = Pattern.compile(
            "unable to geocode|\\bno (results?|matches|matching)\\b|nothing (was )?found"
                    + "|\\bno (place|location|address)\\w*( or \\w+)? (was |were )?found|(place|location|address) not found",
            Pattern.CASE_INSENSITIVE);

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
        return new Attribution("© OpenStreetMap contributors, ODbL", Attribution.OPEN_STREET_MAP, true);
    }

    @Override
    public Extras language(String tag) {
        return Extras.ofParam("accept-language", tag);
    }

    /** Its manual asks for {@code email} with many requests. */
    @Override
    public Extras contact(String contact) {
        return contact.contains("://") ? Extras.NONE : Extras.ofParam("email", contact);
    }

    @Override
    public Request request(VenueQuery query) {
        return new Request(
                "/search",
                List.of(
                        Param.of("q", AnswerReader.freeText(query)),
                        Param.of("format", "jsonv2"),
                        Param.of("limit", "1")),
                Map.of());
    }

    /** It answers with an empty list; servers that are compatible with it answer 404, or 200, with words. */
    @Override
    public boolean meansNotFound(int status, String words) {
        return (status == 404 || status == 200) && NONE_FOUND.matcher(words).find();
    }

    /** It has no key: it knows us by our name. */
    @Override
    public String whenAccessIsDenied() {
        return "It has no key: check venues.geo.user-agent and venues.geo.contact, by which it knows who asks, its usage policy"
                + " (operations.osmfoundation.org/policies/nominatim), and venues.geo.url.";
    }

    @Override
    public GeoAnswer read(JsonNode body) throws LookupFailure {
        JsonNode results = AnswerReader.candidates(body);
        if (results.isEmpty()) {
            return new GeoAnswer.NotFound();
        }
        JsonNode place = results.get(0);
        return AnswerReader.found(
                AnswerReader.osmId(place),
                text(place.path("name")),
                place.path("lat"),
                place.path("lon"),
                text(place.path("display_name")));
    }
}

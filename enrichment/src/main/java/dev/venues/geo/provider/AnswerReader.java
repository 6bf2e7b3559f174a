package dev.venues.geo.provider;

import com.fasterxml.jackson.databind.JsonNode;
import dev.venues.lookup.FailureKind;
import dev.venues.lookup.LookupFailure;
import dev.venues.model.GeoAnswer;
import dev.venues.model.Place;
import dev.venues.model.VenueQuery;

import java.util.regex.Pattern;

/** What the providers' answers have in common. */
final class AnswerReader {

    /** In characters, each of a place's texts. They stay in the cache, whose limit is a number of places. */
    private static final int MAX_TEXT = 2_000;

    /** A number as JSON writes it. Java's own parser would also take 0x1p3, 5f, or NaN. */
    private static final Pattern NUMBER = Pattern.compile("-?\\d{1,20}(\\.\\d{1,100})?([eE][+-]?\\d{1,3})?");

    private AnswerReader() {}

    /** The venue as free text, for example {@code Berghain, Berlin, DE}. */
    static String freeText(VenueQuery query) {
        return joined(query.name(), joined(query.city(), query.country()));
    }

    /** Two texts with a comma between them; null for none. */
    static String joined(String first, String second) {
        if (first == null) {
            return second;
        }
        return second == null ? first : first + ", " + second;
    }

    /**
     * The array of candidates.
     *
     * @throws LookupFailure if there is no such array
     */
    static JsonNode candidates(JsonNode array) throws LookupFailure {
        if (!array.isArray()) {
            throw unreadable("it has no list of results");
        }
        return array;
    }

    /**
     * What tells an object of OpenStreetMap from all others; null if the place is none. Its number alone does not: nodes, ways
     * and relations count apart.
     */
    static String osmId(JsonNode place) {
        String type = text(place.path("osm_type"));
        JsonNode number = place.path("osm_id");
        String digits = number.isIntegralNumber() ? number.asText() : text(number);
        return type == null || digits == null ? null : type + "/" + digits;
    }

    /**
     * The place that an answer gives.
     *
     * @param latitude a number or a string that is one
     * @throws LookupFailure {@code UNUSABLE} if the API knows the place and has no usable coordinates of it; {@code UNREADABLE}
     *     if what it gives is no place, or a text is too long for one
     */
    static GeoAnswer found(String id, String name, JsonNode latitude, JsonNode longitude, String address)
            throws LookupFailure {
        boolean placed = !latitude.isMissingNode() || !longitude.isMissingNode();
        if (!placed && id == null && name == null && address == null) {
            throw unreadable("its first result is no place");
        }
        for (String text : new String[] {id, name, address}) {
            if (text != null && text.length() > MAX_TEXT) {
                throw unreadable("its first result has a text of " + text.length() + " characters");
            }
        }
        try {
            return new GeoAnswer.Found(new Place(id, name, degrees(latitude), degrees(longitude), address));
        } catch (IllegalArgumentException e) {
            throw LookupFailure.of(FailureKind.UNUSABLE, "the API knows the place without usable coordinates");
        }
    }

    /** The text of a value, null unless it is a string that is not empty. */
    static String text(JsonNode value) {
        return value.isTextual() && !value.textValue().isEmpty() ? value.textValue() : null;
    }

    static LookupFailure unreadable(String why) {
        return LookupFailure.of(FailureKind.UNREADABLE, "the API's answer is not what it documents: " + why);
    }

    private static double degrees(JsonNode value) {
        if (value.isNumber()) {
            return value.doubleValue();
        }
        if (!value.isTextual() || !NUMBER.matcher(value.textValue()).matches()) {
            throw new IllegalArgumentException("no number");
        }
        return Double.parseDouble(value.textValue());
    }
}

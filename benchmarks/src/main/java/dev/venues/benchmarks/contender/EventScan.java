package dev.venues.benchmarks.contender;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;

import java.io.IOException;

/**
 * What a peer needs to know of an event, read by Jackson's streaming parser in one pass over the whole event.
 *
 * @param name of the venue
 * @param near its city and country
 * @param latitudeAt where the null stands that the latitude replaces
 * @param longitudeAt where the null stands that the longitude replaces, after the other
 * @param venueEnd where the venue's closing brace stands
 */
public record EventScan(String name, String near, int latitudeAt, int longitudeAt, int venueEnd) {

    private static final JsonFactory JSON = new JsonFactory();

    /**
     * @throws IOException if the event is not of the benchmark's shape
     */
    public static EventScan of(byte[] event) throws IOException {
        EventScan scan = null;
        try (JsonParser parser = JSON.createParser(event)) {
            parser.nextToken();
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                boolean venue = parser.currentName().equals("venue");
                parser.nextToken();
                if (venue) {
                    scan = venue(parser);
                } else {
                    parser.skipChildren();
                }
            }
            if (scan == null || parser.nextToken() != null) {
                throw new IOException("no event with a venue");
            }
            return scan;
        }
    }

    private static EventScan venue(JsonParser parser) throws IOException {
        String name = null;
        String city = null;
        String country = null;
        int latitudeAt = -1;
        int longitudeAt = -1;
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String field = parser.currentName();
            parser.nextToken();
            switch (field) {
                case "name" -> name = parser.getText();
                case "city" -> city = parser.getText();
                case "country" -> country = parser.getText();
                case "latitude" -> latitudeAt = offset(parser);
                case "longitude" -> longitudeAt = offset(parser);
                default -> parser.skipChildren();
            }
        }
        if (name == null || city == null || country == null || latitudeAt < 0 || longitudeAt < latitudeAt) {
            throw new IOException("no venue without coordinates");
        }
        return new EventScan(name, city + ", " + country, latitudeAt, longitudeAt, offset(parser));
    }

    private static int offset(JsonParser parser) {
        return (int) parser.currentTokenLocation().getByteOffset();
    }
}

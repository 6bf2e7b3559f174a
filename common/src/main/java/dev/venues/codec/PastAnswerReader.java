package dev.venues.codec;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.core.JsonToken;
import dev.venues.model.Coordinates;
import dev.venues.model.GeoAnswer;
import dev.venues.model.Place;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;

/**
 * Reads the answer out of an enriched event: what {@link EventCodec#encode} wrote into it. Immutable; one instance may
 * serve many threads.
 */
public final class PastAnswerReader {

    private static final JsonFactory JSON = new JsonFactory();

    /**
     * An answer that stands in an event.
     *
     * @param provider who gave it
     */
    public record PastAnswer(GeoAnswer answer, String provider, Located.Via via) {

        /** As it is written into other events. */
        public Located located() {
            return new Located(answer, provider, via);
        }
    }

    private final Tails pointers;

    public PastAnswerReader(EventPointers pointers) {
        this.pointers = new Tails(
                JsonPointer.compile(pointers.latitude()),
                JsonPointer.compile(pointers.longitude()),
                JsonPointer.compile(pointers.geo()));
    }

    /**
     * @param event an event that {@link EventCodec#decode} accepts
     * @return null if no answer stands in it
     */
    public PastAnswer read(byte[] event) {
        try (JsonParser parser = JSON.createParser(event)) {
            Values values = new Values();
            parser.nextToken();
            values.read(parser, pointers);
            return values.pastAnswer();
        } catch (IOException e) {
            return null;
        }
    }

    /** What is left of the pointers on the way down; null for one that leads elsewhere. */
    private record Tails(JsonPointer latitude, JsonPointer longitude, JsonPointer geo) {

        Tails member(String name) {
            return new Tails(member(latitude, name), member(longitude, name), member(geo, name));
        }

        Tails element(int index) {
            return new Tails(element(latitude, index), element(longitude, index), element(geo, index));
        }

        boolean leadNowhere() {
            return latitude == null && longitude == null && geo == null;
        }

        private static JsonPointer member(JsonPointer pointer, String name) {
            return pointer == null ? null : pointer.matchProperty(name);
        }

        private static JsonPointer element(JsonPointer pointer, int index) {
            return pointer == null ? null : pointer.matchElement(index);
        }
    }

    /** The values at the pointers, of one event. */
    private static final class Values {

        private double latitude = Double.NaN;
        private double longitude = Double.NaN;
        private Map<String, String> geo = Map.of();

        private void read(JsonParser parser, Tails tails) throws IOException {
            JsonToken token = parser.currentToken();
            if (tails.leadNowhere()) {
                parser.skipChildren();
            } else if (matches(tails.latitude)) {
                latitude = number(parser);
            } else if (matches(tails.longitude)) {
                longitude = number(parser);
            } else if (matches(tails.geo)) {
                geo = texts(parser);
            } else if (token == JsonToken.START_OBJECT) {
                while (parser.nextToken() != JsonToken.END_OBJECT) {
                    Tails below = tails.member(parser.currentName());
                    parser.nextToken();
                    read(parser, below);
                }
            } else if (token == JsonToken.START_ARRAY) {
                for (int index = 0; parser.nextToken() != JsonToken.END_ARRAY; index++) {
                    read(parser, tails.element(index));
                }
            }
        }

        private static boolean matches(JsonPointer tail) {
            return tail != null && tail.matches();
        }

        private static double number(JsonParser parser) throws IOException {
            if (parser.currentToken().isNumeric()) {
                return parser.getDoubleValue();
            }
            parser.skipChildren();
            return Double.NaN;
        }

        private static Map<String, String> texts(JsonParser parser) throws IOException {
            Map<String, String> texts = new HashMap<>();
            if (parser.currentToken() != JsonToken.START_OBJECT) {
                parser.skipChildren();
                return texts;
            }
            while (parser.nextToken() != JsonToken.END_OBJECT) {
                String name = parser.currentName();
                if (parser.nextToken() == JsonToken.VALUE_STRING) {
                    texts.put(name, parser.getText());
                } else {
                    parser.skipChildren();
                }
            }
            return texts;
        }

        private PastAnswer pastAnswer() {
            GeoAnswer answer = answer();
            String provider = geo.get("provider");
            Located.Via via = via();
            return answer == null || provider == null || via == null ? null : new PastAnswer(answer, provider, via);
        }

        private GeoAnswer answer() {
            String outcome = geo.getOrDefault("outcome", "");
            if (outcome.equals("not-found")) {
                return new GeoAnswer.NotFound();
            }
            boolean found =
                    outcome.equals("found") && Coordinates.isLatitude(latitude) && Coordinates.isLongitude(longitude);
            return found
                    ? new GeoAnswer.Found(
                            new Place(geo.get("placeId"), geo.get("name"), latitude, longitude, geo.get("address")))
                    : null;
        }

        private Located.Via via() {
            String text = geo.getOrDefault("via", "");
            for (Located.Via via : Located.Via.values()) {
                if (via.text().equals(text)) {
                    return via;
                }
            }
            return null;
        }
    }
}

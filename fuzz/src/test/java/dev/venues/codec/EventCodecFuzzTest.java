package dev.venues.codec;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.venues.model.Coordinates;
import dev.venues.model.GeoAnswer;
import dev.venues.model.Place;

import java.io.IOException;
import java.text.Normalizer;
import java.util.List;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * Any bytes as an event: read or refused and never anything else, as Jackson's parser does; what is read is what Jackson's
 * tree says, and what is written is what was read with the result in it.
 */
class EventCodecFuzzTest {

    /** As strict as Jackson is, but for the length of a number, which the size of an event bounds. */
    private static final ObjectReader TREE = JsonMapper.builder(new JsonFactoryBuilder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNumberLength(Integer.MAX_VALUE)
                            .build())
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build()
            .readerFor(JsonNode.class);

    private static final String LATITUDE = "52.5110987";
    private static final String LONGITUDE = "13.4430987";
    private static final String GEO =
            "{\"outcome\":\"found\",\"placeId\":\"4b0987\",\"provider\":\"photon\",\"via\":\"api\"}";
    private static final Located FOUND = new Located(
            new GeoAnswer.Found(
                    new Place("4b0987", null, Double.parseDouble(LATITUDE), Double.parseDouble(LONGITUDE), null)),
            "photon",
            Located.Via.API);
    private static final Located NOT_FOUND = new Located(new GeoAnswer.NotFound(), "photon", Located.Via.CACHE);

    private static final EventPointers ELSEWHERE =
            new EventPointers("/v/0/n", "/c", "/v/1", "/p/1/a", "/p/0", "/v/0/x/geo");

    private final EventCodec codec = new EventCodec(EventPointers.DEFAULT);
    private final EventCodec elsewhere = new EventCodec(ELSEWHERE);
    private final JacksonOracle oracle = new JacksonOracle(EventPointers.DEFAULT);
    private final JacksonOracle elsewhereOracle = new JacksonOracle(ELSEWHERE);

    @FuzzTest
    void shouldReadOrRefuseAnyBytes(byte[] event) throws IOException {
        oracle.read(event);
        elsewhereOracle.read(event);
        DecodedEvent decoded = decode(codec, event);
        if (decoded != null) {
            JsonNode tree = TREE.readTree(event);
            assertReadAsTheTreeSays(decoded, tree.path("venue"));
            if (decoded.needsLookup()) {
                assertWritten(event, codec.encode(event, decoded, FOUND), tree.path("venue"));
                assertWrittenOnce(event, decoded);
            }
        }
        DecodedEvent other = decode(elsewhere, event);
        if (other != null && other.needsLookup()) {
            JsonNode out = TREE.readTree(elsewhere.encode(event, other, FOUND));
            assertThat(out.at(ELSEWHERE.latitude()).toString()).isEqualTo(LATITUDE);
            assertThat(out.at(ELSEWHERE.longitude()).toString()).isEqualTo(LONGITUDE);
            assertThat(out.at(ELSEWHERE.geo()).toString()).isEqualTo(GEO);
        }
    }

    private static DecodedEvent decode(EventCodec codec, byte[] event) {
        try {
            return codec.decode(event);
        } catch (EventRejectedException e) {
            assertThat(e.getMessage()).isNotBlank().doesNotContain("\n").hasSizeLessThan(1_000);
            assertThat(Utf8.hasLoneSurrogate(e.getMessage())).isFalse();
            return null;
        }
    }

    private static void assertReadAsTheTreeSays(DecodedEvent decoded, JsonNode venue) {
        String name = text(venue.path("name"));
        assertThat(decoded.query() == null).isEqualTo(name == null);
        if (name != null) {
            assertThat(decoded.query().name()).isEqualTo(name);
            assertThat(decoded.query().city()).isEqualTo(text(venue.path("city")));
            assertThat(decoded.query().country()).isEqualTo(text(venue.path("country")));
            assertThat(Utf8.hasLoneSurrogate(decoded.query().key())).isFalse();
        }
        assertThat(decoded.located())
                .isEqualTo(Coordinates.isLatitude(degrees(venue.path("latitude")))
                        && Coordinates.isLongitude(degrees(venue.path("longitude"))));
    }

    private static String text(JsonNode value) {
        String text = value.isTextual() ? value.textValue() : "";
        text = text.replaceAll("\\p{Cf}+", "")
                .replaceAll("[\\p{Z}\\p{javaWhitespace}\\x85]+", " ")
                .strip();
        if (text.length() <= 2_048) {
            text = Normalizer.normalize(text, Normalizer.Form.NFC);
        }
        return text.isEmpty() ? null : text;
    }

    private static double degrees(JsonNode value) {
        boolean number = value.isNumber()
                || value.isTextual() && value.textValue().matches("-?(0|[1-9][0-9]*)(\\.[0-9]+)?([eE][+-]?[0-9]+)?");
        return number ? value.asDouble() : Double.NaN;
    }

    /** The event is the same but for what stands where the result goes. */
    private static void assertWritten(byte[] event, byte[] written, JsonNode venue) throws IOException {
        JsonNode now = TREE.readTree(written).path("venue");
        assertThat(now.path("latitude").toString()).isEqualTo(LATITUDE);
        assertThat(now.path("longitude").toString()).isEqualTo(LONGITUDE);
        assertThat(now.path("geo").toString()).isEqualTo(GEO);

        String before = new String(event, ISO_8859_1);
        if (before.contains(LATITUDE) || before.contains(LONGITUDE) || before.contains(GEO)) {
            return;
        }
        String after = new String(written, ISO_8859_1);
        after = marked(after, venue, "latitude", LATITUDE);
        after = marked(after, venue, "longitude", LONGITUDE);
        after = marked(after, venue, "geo", GEO);
        assertThat(isWithGaps(before, List.of(after.split(GAP, -1)))).as(after).isTrue();
    }

    /** Not in JSON in UTF-8. */
    private static final String GAP = "\u00ff";

    /** Takes out what was added, and puts a gap where something was replaced. */
    private static String marked(String written, JsonNode venue, String member, String value) {
        if (venue.has(member)) {
            return written.replace(value, GAP);
        }
        return written.replace(",\"" + member + "\":" + value, "");
    }

    /** Whether the text is these parts in this order, with anything that is a JSON value between two of them. */
    private static boolean isWithGaps(String text, List<String> parts) {
        if (parts.size() == 1) {
            return text.equals(parts.get(0));
        }
        if (!text.startsWith(parts.get(0))) {
            return false;
        }
        String rest = text.substring(parts.get(0).length());
        List<String> others = parts.subList(1, parts.size());
        for (int end = 1; end <= rest.length(); end++) {
            if (isJson(rest.substring(0, end)) && isWithGaps(rest.substring(end), others)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isJson(String text) {
        try {
            return !TREE.readTree(text.getBytes(ISO_8859_1)).isMissingNode();
        } catch (IOException e) {
            return false;
        }
    }

    /** What an earlier run wrote is replaced by the same. */
    private void assertWrittenOnce(byte[] event, DecodedEvent decoded) {
        byte[] once = codec.encode(event, decoded, NOT_FOUND);
        DecodedEvent again = decode(codec, once);
        // Unless it grew past the limit.
        if (again != null) {
            assertThat(codec.encode(once, again, NOT_FOUND)).isEqualTo(once);
        }
    }
}

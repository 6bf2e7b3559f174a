package dev.venues.codec;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.venues.model.DeadLetter.Reason;
import dev.venues.model.GeoAnswer;
import dev.venues.model.Place;
import dev.venues.model.VenueQuery;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

class EventCodecTest {

    private static final String GEO = "\"geo\":{\"outcome\":\"found\",\"placeId\":\"4b\",\"name\":\"Berghain\","
            + "\"address\":\"Am Wriezener Bahnhof\",\"provider\":\"foursquare\",\"via\":\"api\"}";
    private static final String COORDINATES = "\"latitude\":52.511,\"longitude\":13.443,";

    private final EventCodec codec = new EventCodec(EventPointers.DEFAULT);

    // What is read

    @Test
    void shouldReadVenueInOnePass() throws Exception {
        DecodedEvent event = decode("{\"id\":\"e-17\",\"venue\":{\"name\":\"Berghain\",\"city\":\"Berlin\","
                + "\"country\":\"DE\",\"latitude\":null,\"longitude\":null}}");

        assertThat(event.query()).isEqualTo(new VenueQuery("Berghain", "Berlin", "DE"));
        assertThat(event.needsLookup()).isTrue();
    }

    @Test
    void shouldResolveEscapesInWhatIsRead() throws Exception {
        DecodedEvent event = decode("{\"v\\u0065nue\":{\"name\":\"Caf\\u00e9 \\ud83c\\udfb5 \\/\\n\"}}");

        assertThat(event.query().name()).isEqualTo("Café 🎵 /");
    }

    @Test
    void shouldShortenWhiteSpaceInWhatIsRead() throws Exception {
        assertThat(decode("{\"venue\":{\"name\":\" The  Big\\t\\nHall \",\"city\":\"New York\"}}")
                        .query())
                .isEqualTo(new VenueQuery("The Big Hall", "New York", null));
    }

    @Test
    void shouldReadOneQueryHoweverItIsSpelt() throws Exception {
        VenueQuery clean = decode("{\"venue\":{\"name\":\"Café Nord\",\"city\":\"Łódź\",\"country\":\"PL\"}}")
                .query();

        assertThat(decode(
                                "{\"venue\":{\"name\":\"\\ufeffCafe\u0301\u00a0\\u200bNord\",\"city\":\"Ło\u0301dz\u0301\u3000\","
                                        + "\"country\":\"\\u00a0P\\u00adL\"}}")
                        .query())
                .isEqualTo(clean);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"venue\":null}",
                "{\"venue\":{}}",
                "{\"venue\":[]}",
                "{\"venue\":\"Berghain\"}",
                "{\"venue\":{\"name\":null}}",
                "{\"venue\":{\"name\":\"\"}}",
                "{\"venue\":{\"name\":\" \\t \"}}",
                "{\"venue\":{\"name\":\"\\u00a0\\u3000\"}}",
                "{\"venue\":{\"name\":\"\\u200b \\ufeff\\udb40\\udc41\"}}",
                "{\"venue\":{\"name\":42}}",
                "{\"venue\":{\"name\":{\"de\":\"Berghain\"}}}",
                "{\"name\":\"Berghain\"}",
                "{\"x\":{\"venue\":{\"name\":\"Berghain\"}}}",
                "{\"venue\":{\"city\":\"Berlin\"}}",
            })
    void shouldFindNoVenueWhenNoneIsNamed(String event) throws Exception {
        assertThat(decode(event).query()).isNull();
        assertThat(decode(event).needsLookup()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "52.5,     13.4,     true",
        "0,        0,        true",
        "-90,      180,      true",
        "5.25e1,   1.34E1,   true",
        "'\"52.5\"', '\"13.4\"', true",
        "null,     null,     false",
        "52.5,     null,     false",
        "null,     13.4,     false",
        "90.1,     13.4,     false",
        "52.5,     -180.5,   false",
        "1e400,    13.4,     false",
        "'\"\"',   '\"\"',   false",
        "'\"n/a\"', '\"NaN\"', false",
        "'\"0x1p5\"', '\"1d\"', false",
        "'\" 5 \"', '\"5\"', false",
        "true,     false,    false",
        "[52.5],   '{\"d\":13.4}', false",
    })
    void shouldTellCoordinatesFromOtherValues(String latitude, String longitude, boolean located) throws Exception {
        DecodedEvent event = decode(
                "{\"venue\":{\"name\":\"Berghain\",\"latitude\":" + latitude + ",\"longitude\":" + longitude + "}}");

        assertThat(event.located()).isEqualTo(located);
    }

    @Test
    void shouldLetTheLastOfDuplicateKeysCount() throws Exception {
        String duplicates = "{\"venue\":{\"name\":\"A\",\"city\":\"X\",\"latitude\":1,\"longitude\":1},"
                + "\"venue\":{\"name\":\"B\",\"name\":\"C\"}}";

        DecodedEvent event = decode(duplicates);

        assertThat(event.query()).isEqualTo(new VenueQuery("C", null, null));
        assertThat(event.located()).isFalse();
        assertThat(located(duplicates))
                .isEqualTo("{\"venue\":{\"name\":\"A\",\"city\":\"X\",\"latitude\":1,\"longitude\":1},"
                        + "\"venue\":{\"name\":\"B\",\"name\":\"C\"," + COORDINATES + GEO + "}}");
    }

    @Test
    void shouldFollowPointersThroughArraysAndEscapes() throws Exception {
        EventCodec elsewhere = new EventCodec(
                new EventPointers("/venues/1/a~1b", "/city", "/land", "/venues/1/lat", "/venues/1/lon", "/m~0/geo"));

        byte[] bytes = "{\"venues\":[{\"a/b\":\"no\"},{\"a/b\":\"yes\"},{}],\"city\":\"Rome\"}".getBytes(UTF_8);
        DecodedEvent event = elsewhere.decode(bytes);

        assertThat(event.query()).isEqualTo(new VenueQuery("yes", "Rome", null));
        assertThat(new String(elsewhere.encode(bytes, event, found()), UTF_8))
                .isEqualTo("{\"venues\":[{\"a/b\":\"no\"},{\"a/b\":\"yes\",\"lat\":52.511,\"lon\":13.443},{}],"
                        + "\"city\":\"Rome\",\"m~\":{" + GEO + "}}");
    }

    // What is written

    @Test
    void shouldReplaceNullCoordinatesInPlaceAndKeepEveryOtherByte() throws Exception {
        String before = "{ \"price\":12.50,\"big\":1e400 ,\"n\":1234567890123456789012345678901234567890,"
                + "\"t\":\"Streams \\u0026 gr\\/phs é\",\"t\":\"again\",\"venue\":{\"latitude\" : ";
        String between = ",\"name\":\"Berghain\",\"longitude\":";
        String after = " },\"e\":[1.0,{\"venue\":{\"latitude\":null}}]}\r\n";

        assertThat(located(before + "null" + between + "null" + after))
                .isEqualTo(before + "52.511" + between + "13.443," + GEO + after);
    }

    @Test
    void shouldAddCoordinatesBesideTheName() throws Exception {
        assertThat(located("{\"venue\":{\"name\":\"Berghain\"}}"))
                .isEqualTo("{\"venue\":{\"name\":\"Berghain\"," + COORDINATES + GEO + "}}");
    }

    @Test
    void shouldAddBeforeTheWhiteSpaceThatClosesAnObject() throws Exception {
        assertThat(located("{\n  \"venue\": {\n    \"name\": \"Berghain\"\n  }\n}"))
                .isEqualTo("{\n  \"venue\": {\n    \"name\": \"Berghain\"," + COORDINATES + GEO + "\n  }\n}");
    }

    @Test
    void shouldReplaceWhatAnEarlierRunWrote() throws Exception {
        String once = located("{\"venue\":{\"name\":\"Berghain\",\"latitude\":null}}");

        String twice = located(once.replace("52.511", "null").replace("Am Wriezener Bahnhof", "elsewhere"));

        assertThat(twice).isEqualTo(once);
    }

    @Test
    void shouldReplaceCoordinatesThatAreNone() throws Exception {
        assertThat(located("{\"venue\":{\"name\":\"Berghain\",\"latitude\":\"n/a\",\"longitude\":{\"x\":[1]}}}"))
                .isEqualTo("{\"venue\":{\"name\":\"Berghain\",\"latitude\":52.511,\"longitude\":13.443," + GEO + "}}");
    }

    @Test
    void shouldWriteNoCoordinatesWhenNotFound() throws Exception {
        byte[] bytes = "{\"venue\":{\"name\":\"Nowhere\",\"latitude\":null}}".getBytes(UTF_8);

        String out = new String(
                codec.encode(
                        bytes,
                        codec.decode(bytes),
                        new Located(new GeoAnswer.NotFound(), "nominatim", Located.Via.CACHE)),
                UTF_8);

        assertThat(out)
                .isEqualTo("{\"venue\":{\"name\":\"Nowhere\",\"latitude\":null,"
                        + "\"geo\":{\"outcome\":\"not-found\",\"provider\":\"nominatim\",\"via\":\"cache\"}}}");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    {"name":"B"}                      | {"name":"B","pos":{"deep":{"lat":52.511,"lon":13.443}},GEO}
                    {"pos":null,"name":"B"}           | {"pos":{"deep":{"lat":52.511,"lon":13.443}},"name":"B",GEO}
                    {"pos":{},"name":"B"}             | {"pos":{"deep":{"lat":52.511,"lon":13.443}},"name":"B",GEO}
                    {"pos":{ },"name":"B"}            | {"pos":{"deep":{"lat":52.511,"lon":13.443} },"name":"B",GEO}
                    {"pos":{"deep":null},"name":"B"}  | {"pos":{"deep":{"lat":52.511,"lon":13.443}},"name":"B",GEO}
                    {"pos":{"x":1},"name":"B"}        | {"pos":{"x":1,"deep":{"lat":52.511,"lon":13.443}},"name":"B",GEO}
                    {"pos":{"deep":{"lon":0}},"name":"B"} | {"pos":{"deep":{"lon":13.443,"lat":52.511}},"name":"B",GEO}
                    """)
    void shouldCreateMissingParents(String before, String after) throws Exception {
        EventCodec deep = new EventCodec(
                new EventPointers("/name", "/city", "/country", "/pos/deep/lat", "/pos/deep/lon", "/geo"));

        byte[] bytes = before.getBytes(UTF_8);
        byte[] out = deep.encode(bytes, deep.decode(bytes), found());

        assertThat(new String(out, UTF_8)).isEqualTo(after.replace("GEO", GEO));
    }

    @Test
    void shouldEscapeWhatTheApiSays() throws Exception {
        Place place = new Place("\"\\", "line\nbreak \u0000 \ud83c\udfb5 \ud800", -0.5, 1e-7, null);

        byte[] bytes = "{\"venue\":{\"name\":\"x\"}}".getBytes(UTF_8);
        byte[] out = codec.encode(
                bytes, codec.decode(bytes), new Located(new GeoAnswer.Found(place), "google", Located.Via.API));

        var venue = new ObjectMapper().readTree(out).get("venue");
        assertThat(venue.at("/geo/placeId").asText()).isEqualTo("\"\\");
        assertThat(venue.at("/geo/name").asText()).isEqualTo("line\nbreak \u0000 \ud83c\udfb5 ?");
        assertThat(venue.at("/geo").has("address")).isFalse();
        assertThat(venue.at("/latitude").asDouble()).isEqualTo(-0.5);
        assertThat(venue.at("/longitude").asDouble()).isEqualTo(1e-7);
    }

    @Test
    void shouldKeepByteOrderMark() throws Exception {
        assertThat(located("\ufeff {\"venue\":{\"name\":\"Berghain\"}}"))
                .isEqualTo("\ufeff {\"venue\":{\"name\":\"Berghain\"," + COORDINATES + GEO + "}}");
    }

    @Test
    void shouldKeepSurrogateEscapesElsewhere() throws Exception {
        assertThat(located("{\"t\":\"\\ud800\",\"venue\":{\"name\":\"Berghain\"}}"))
                .startsWith("{\"t\":\"\\ud800\",\"venue\":{\"name\":\"Berghain\",");
    }

    // What is refused

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "   \r\n",
                "\ufeff",
                "[]",
                "[{\"venue\":{}}]",
                "\"text\"",
                "42",
                "null",
                "{",
                "{\"a\":1",
                "{\"a\":1}}",
                "{\"a\":1}{\"b\":2}",
                "{\"a\":1} x",
                "{\"a\":1,}",
                "{\"a\":NaN}",
                "{\"a\":Infinity}",
                "{\"a\":-Infinity}",
                "{\"a\":01}",
                "{\"a\":+1}",
                "{\"a\":1.}",
                "{\"a\":.5}",
                "{\"a\":0x1}",
                "{\"a\":-}",
                "{\"a\":1e}",
                "{a:1}",
                "{'a':1}",
                "{\"a\":'x'}",
                "{\"a\":\"\u0001\"}",
                "{\"a\":\"line\nbreak\"}",
                "{\"a\":\"\\x\"}",
                "{\"a\":\"\\u12g4\"}",
                "{\"a\":tru}",
                "{\"a\":TRUE}",
                "{\"a\" 1}",
                "{\"a\":1 \"b\":2}",
                "{\"a\":[1,]}",
                "{\"a\":[1 2]}",
                "{\"a\":1]",
                "{\"a\":/* c */1}",
                "{\"a\":1}\u0000",
                "ERROR 503 upstream",
            })
    void shouldRefuseWhatIsNotOneJsonObject(String event) {
        assertRefused(event.getBytes(UTF_8), Reason.MALFORMED);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ff",
                "80",
                "c0af",
                "c1bf",
                "e08080",
                "eda080",
                "edbfbf",
                "f0808080",
                "f4908080",
                "f5808080",
                "c3",
                "e282"
            })
    void shouldRefuseInvalidUtf8(String hex) {
        assertRefused(join("{\"title\":\"", hex, "\"}"), Reason.MALFORMED);
        assertRefused(join("{\"venue\":{\"name\":\"", hex, "\"}}"), Reason.MALFORMED);
        assertRefused(join("{\"", hex, "\":1}"), Reason.MALFORMED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-16LE", "UTF-16BE", "UTF-32LE", "UTF-32BE", "UTF-16"})
    void shouldRefuseOtherEncodings(String charset) throws Exception {
        assertRefused("{\"venue\":{\"name\":\"x\"}}".getBytes(charset), Reason.MALFORMED);
    }

    /** Jackson guesses the encoding from where it begins, which is past the white space. */
    @ParameterizedTest
    @ValueSource(strings = {"UTF-16LE", "UTF-16BE", "UTF-32LE", "UTF-32BE"})
    void shouldRefuseOtherEncodingsBehindWhiteSpace(String charset) throws Exception {
        ByteArrayOutputStream event = new ByteArrayOutputStream();
        event.writeBytes("   ".getBytes(UTF_8));
        event.writeBytes("{\"venue\":{\"name\":\"x\"}}".getBytes(charset));

        assertRefused(event.toByteArray(), Reason.MALFORMED);
        assertRefused(Arrays.copyOf(event.toByteArray(), event.size() - 1), Reason.MALFORMED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\\ud800", "\\udc00", "a\\ud83c", "\\udfb5\\ud83c", "\\ud800x"})
    void shouldRefuseHalfASurrogatePairInTheVenue(String text) {
        assertRefused(("{\"venue\":{\"name\":\"" + text + "\"}}").getBytes(UTF_8), Reason.MALFORMED);
        assertRefused(("{\"venue\":{\"name\":\"x\",\"city\":\"" + text + "\"}}").getBytes(UTF_8), Reason.MALFORMED);
    }

    @Test
    void shouldRefuseWhenTheResultHasNoRoom() {
        EventCodec elsewhere =
                new EventCodec(new EventPointers("/name", "/city", "/country", "/pos/lat", "/pos/lon", "/geo"));

        assertThatThrownBy(() -> elsewhere.decode("{\"name\":\"B\",\"pos\":[1,2]}".getBytes(UTF_8)))
                .isInstanceOf(EventRejectedException.class)
                .hasMessage("the array at /pos has no element lat");
        assertThatThrownBy(() -> elsewhere.decode("{\"name\":\"B\",\"pos\":\"1,2\"}".getBytes(UTF_8)))
                .isInstanceOf(EventRejectedException.class)
                .hasMessage("/pos is not an object");
    }

    @Test
    void shouldRefuseToMakeUpAnArray() {
        EventCodec geoJson =
                new EventCodec(new EventPointers("/name", "/city", "/country", "/point/1", "/point/0", "/geo"));

        assertThatThrownBy(() -> geoJson.decode("{\"name\":\"B\",\"point\":null}".getBytes(UTF_8)))
                .hasMessage("there is no array at /point");
        assertThatThrownBy(() -> geoJson.decode("{\"name\":\"B\"}".getBytes(UTF_8)))
                .hasMessage("there is no array at /point");
    }

    @Test
    void shouldAcceptDepthUpToTheLimitAndRefuseMore() throws Exception {
        int around = 1;
        assertThat(decode(nested(EventCodec.MAX_DEPTH - around)).query()).isNull();
        assertRefused(nested(EventCodec.MAX_DEPTH).getBytes(UTF_8), Reason.MALFORMED);
        assertRefused(nested(100_000).getBytes(UTF_8), Reason.MALFORMED);
    }

    @Test
    void shouldAcceptSizeUpToTheLimitAndRefuseMore() throws Exception {
        String frame = "{\"venue\":{\"name\":\"x\"},\"pad\":\"\"}";
        String full = frame.replace("\"\"", '"' + "p".repeat(1_000 - frame.length()) + '"');
        EventCodec bounded = new EventCodec(EventPointers.DEFAULT, 1_000);

        assertThat(bounded.decode(full.getBytes(UTF_8)).needsLookup()).isTrue();
        assertThatThrownBy(() -> bounded.decode((full + " ").getBytes(UTF_8)))
                .isInstanceOfSatisfying(EventRejectedException.class, e -> assertThat(e.reason())
                        .isEqualTo(Reason.TOO_LARGE))
                .hasMessage("1001 bytes; an event has at most 1000");
    }

    @Test
    void shouldAcceptLongNumbersNamesAndStringsWithinTheSize() throws Exception {
        String event = "{\"n\":" + "9".repeat(200_000) + ",\"f\":0." + "1".repeat(200_000) + ",\"" + "k".repeat(100_000)
                + "\":\"" + "s".repeat(200_000) + "\",\"venue\":{\"name\":\"Berghain\"}}";

        assertThat(located(event)).startsWith(event.substring(0, event.length() - 2));
    }

    /** Whatever the bytes: an answer or a refusal, and what is accepted is still the same JSON after a splice. */
    @Test
    void shouldNeverFailOtherwiseOnDamagedEvents() throws Exception {
        ObjectMapper tree = new ObjectMapper();
        byte[] event = ("{\"id\":\"e\",\"a\":[1,-2.5e3,true,null,\"é\\n\"],\"venue\":{\"name\":\"B\",\"city\":\"C\","
                        + "\"latitude\":null,\"longitude\":null},\"z\":{}}")
                .getBytes(UTF_8);
        Random random = new Random(42);
        int accepted = 0;
        for (int i = 0; i < 50_000; i++) {
            byte[] damaged = event.clone();
            for (int hits = 1 + random.nextInt(2); hits > 0; hits--) {
                damaged[random.nextInt(damaged.length)] =
                        (byte) "{}[]:,\"\\ 01e.-ntu\u0000\u00ff".charAt(random.nextInt(19));
            }
            DecodedEvent decoded;
            try {
                decoded = codec.decode(damaged);
            } catch (EventRejectedException e) {
                continue;
            }
            accepted++;
            tree.readTree(damaged);
            if (decoded.needsLookup()) {
                assertThat(tree.readTree(codec.encode(damaged, decoded, found()))
                                .at("/venue/latitude")
                                .asDouble())
                        .isEqualTo(52.511);
            }
        }
        assertThat(accepted).isBetween(1_000, 45_000);
    }

    private DecodedEvent decode(String event) throws EventRejectedException {
        return codec.decode(event.getBytes(UTF_8));
    }

    private String located(String event) throws EventRejectedException {
        byte[] bytes = event.getBytes(UTF_8);
        byte[] before = bytes.clone();
        String out = new String(codec.encode(bytes, codec.decode(bytes), found()), UTF_8);
        assertThat(Arrays.equals(bytes, before)).isTrue();
        return out;
    }

    private static Located found() {
        Place place = new Place("4b", "Berghain", 52.511, 13.443, "Am Wriezener Bahnhof");
        return new Located(new GeoAnswer.Found(place), "foursquare", Located.Via.API);
    }

    private void assertRefused(byte[] event, Reason reason) {
        EventRejectedException refusal = catchThrowableOfType(EventRejectedException.class, () -> codec.decode(event));
        assertThat(refusal).isNotNull();
        assertThat(refusal.reason()).isEqualTo(reason);
        assertThat(refusal.getMessage()).isNotBlank().doesNotContain("\n").hasSizeLessThan(400);
    }

    private static String nested(int depth) {
        return "{\"a\":" + "[".repeat(depth) + "]".repeat(depth) + "}";
    }

    private static byte[] join(String before, String hex, String after) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(before.getBytes(UTF_8));
        out.writeBytes(HexFormat.of().parseHex(hex));
        out.writeBytes(after.getBytes(UTF_8));
        return out.toByteArray();
    }
}

package dev.venues.geo;

import dev.venues.geo.provider.ProviderName;
import dev.venues.lookup.FailureKind;
import dev.venues.lookup.LookupFailure;
import dev.venues.lookup.Response;
import dev.venues.lookup.Secret;
import dev.venues.model.GeoAnswer;
import dev.venues.model.Place;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/** JSON that is made to harm a parser, where each provider's answer has its values. */
class HostileAnswerTest {

    /** An answer of each provider with LAT, LON and TEXT where values stand. */
    private static final Map<ProviderName, String> ANSWERS = Map.of(
            ProviderName.FOURSQUARE,
            "{\"results\":[{\"fsq_place_id\":\"id\",\"name\":TEXT,\"latitude\":LAT,\"longitude\":LON}]}",
            ProviderName.EMBEDDED,
            "{\"results\":[{\"fsq_place_id\":\"id\",\"name\":TEXT,\"latitude\":LAT,\"longitude\":LON}]}",
            ProviderName.NOMINATIM,
            "[{\"osm_type\":\"way\",\"osm_id\":1,\"lat\":LAT,\"lon\":LON,\"name\":TEXT}]",
            ProviderName.PHOTON,
            "{\"features\":[{\"geometry\":{\"coordinates\":[LON,LAT]},\"properties\":{\"name\":TEXT}}]}",
            ProviderName.GOOGLE,
            "{\"status\":\"OK\",\"results\":[{\"place_id\":\"id\",\"formatted_address\":TEXT,"
                    + "\"geometry\":{\"location\":{\"lat\":LAT,\"lng\":LON}}}]}");

    static Stream<Arguments> coordinatesThatAreNone() {
        return Stream.of(ProviderName.values()).flatMap(provider -> Stream.of(
                        "90.000001",
                        "-91",
                        "1e999",
                        "-1e999",
                        "1e309",
                        "9".repeat(900),
                        "null",
                        "true",
                        "[1]",
                        "{}",
                        "\"\"",
                        "\"north\"",
                        "\"NaN\"",
                        "\"Infinity\"",
                        "\"1e999\"",
                        "\"0x1p3\"",
                        "\"5f\"",
                        "\" 5 \"",
                        "\"٥\"",
                        "\"" + "9".repeat(100_000) + "\"",
                        "\"" + "1".repeat(1_000_000) + "\"")
                .map(value -> Arguments.of(provider, value)));
    }

    @ParameterizedTest(name = "{0} {index}")
    @MethodSource("coordinatesThatAreNone")
    void shouldTellCoordinatesThatAreNone(ProviderName provider, String value) {
        String east = value.replace("90.000001", "180.000001").replace("-91", "-181");

        assertFailure(FailureKind.UNUSABLE, provider, answer(provider, value, "13.4", "\"Berghain\""));
        assertFailure(FailureKind.UNUSABLE, provider, answer(provider, "52.5", east, "\"Berghain\""));
    }

    static Stream<Arguments> valuesThatNobodyReads() {
        return Stream.of(ProviderName.values()).flatMap(provider -> Stream.of(
                        "9".repeat(100_000),
                        "0." + "1".repeat(100_000),
                        "1e" + "9".repeat(100_000),
                        "[".repeat(100_000),
                        "{\"a\":".repeat(100_000),
                        "[".repeat(99) + "]".repeat(99))
                .map(value -> Arguments.of(provider, value)));
    }

    @ParameterizedTest(name = "{0} {index}")
    @MethodSource("valuesThatNobodyReads")
    void shouldTellValuesThatNobodyReads(ProviderName provider, String value) {
        assertUnreadable(provider, answer(provider, value, "13.4", "\"Berghain\""));
        assertUnreadable(provider, answer(provider, "52.5", value, "\"Berghain\""));
    }

    @ParameterizedTest
    @EnumSource
    void shouldReadCoordinatesHoweverTheyAreWritten(ProviderName provider) throws Exception {
        for (String value : List.of("1", "1.0", "10e-1", "\"1\"", "\"1.00\"", "1." + "0".repeat(900))) {
            Place place = place(provider, answer(provider, value, value, "\"Berghain\""));

            assertThat(place.latitude()).as(value).isEqualTo(1.0);
            assertThat(place.longitude()).as(value).isEqualTo(1.0);
        }
        assertThat(place(provider, answer(provider, "-90", "180", "\"x\"")).latitude())
                .isEqualTo(-90);
    }

    @ParameterizedTest
    @EnumSource
    void shouldLetTheLastOfDuplicateKeysCount(ProviderName provider) throws Exception {
        String twice = answer(provider, "1", "2", "\"a\",\"name\":\"b\",\"formatted_address\":\"b\"");

        Place place = place(provider, twice);

        assertThat(provider == ProviderName.GOOGLE ? place.address() : place.name())
                .isEqualTo("b");
    }

    /** The cache counts places: with texts of any length its limit would bound nothing. */
    @ParameterizedTest
    @EnumSource
    void shouldTellATextThatIsTooLongForAPlace(ProviderName provider) throws Exception {
        assertThat(place(provider, answer(provider, "1", "2", '"' + "x".repeat(2_000) + '"')))
                .isNotNull();
        assertUnreadable(provider, answer(provider, "1", "2", '"' + "x".repeat(2_001) + '"'));
        assertUnreadable(provider, answer(provider, "1", "2", '"' + "x".repeat(10_000_000) + '"'));
    }

    @ParameterizedTest
    @EnumSource
    void shouldNotMindTextsThatAreNone(ProviderName provider) throws Exception {
        for (String value : List.of("null", "42", "{}", "[\"a\"]", "\"\"", "1" + "0".repeat(900))) {
            assertThat(place(provider, answer(provider, "1", "2", value)).name())
                    .as(value)
                    .isNull();
        }
    }

    /** Names are looked up in a table by hash: as many as fit, all different, must neither fail nor take long. */
    @ParameterizedTest
    @EnumSource
    void shouldReadAnAnswerOfManyNames(ProviderName provider) throws Exception {
        StringBuilder names = new StringBuilder("\"x\"");
        for (int i = 0; names.length() < Response.MAX_BODY_BYTES - 1_000; i++) {
            names.append(",\"k").append(i).append("\":0");
        }
        assertThat(place(provider, answer(provider, "1", "2", names.toString())))
                .isNotNull();
    }

    private static String answer(ProviderName provider, String latitude, String longitude, String text) {
        return ANSWERS.get(provider)
                .replace("LAT", latitude)
                .replace("LON", longitude)
                .replace("TEXT", text);
    }

    private static Place place(ProviderName provider, String body) throws LookupFailure {
        return ((GeoAnswer.Found) read(provider, body)).place();
    }

    private static void assertUnreadable(ProviderName provider, String body) {
        assertFailure(FailureKind.UNREADABLE, provider, body);
    }

    private static void assertFailure(FailureKind kind, ProviderName provider, String body) {
        LookupFailure failure = catchThrowableOfType(LookupFailure.class, () -> read(provider, body));
        assertThat(failure).isNotNull();
        assertThat(failure.kind()).isEqualTo(kind);
        assertThat(failure.getMessage()).hasSizeLessThan(200);
    }

    private static GeoAnswer read(ProviderName provider, String body) throws LookupFailure {
        return provider.provider().withKey(new Secret("k3y")).read(Response.ok(body.getBytes(UTF_8)));
    }
}

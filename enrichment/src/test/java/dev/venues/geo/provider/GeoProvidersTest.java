package dev.venues.geo.provider;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.venues.lookup.FailureKind;
import dev.venues.lookup.LookupFailure;
import dev.venues.lookup.Request;
import dev.venues.lookup.Secret;
import dev.venues.lookup.access.Extras;
import dev.venues.model.GeoAnswer;
import dev.venues.model.Place;
import dev.venues.model.VenueQuery;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

class GeoProvidersTest {

    private static final VenueQuery BERGHAIN = new VenueQuery("Berghain", "Berlin", "DE");

    // Asking

    @Test
    void shouldAskFoursquareNearTheCity() throws Exception {
        Request request = provider(ProviderName.FOURSQUARE).request(BERGHAIN);

        assertThat(request.path()).isEqualTo("/places/search");
        assertThat(params(request)).containsExactly("query=Berghain", "near=Berlin, DE", "limit=1");
        assertThat(request.headers()).hasEntrySatisfying("Authorization", key -> assertThat(key.reveal())
                .isEqualTo("Bearer k3y"));
        assertThat(request.headers()).containsEntry("X-Places-Api-Version", new Secret("2025-06-17"));
    }

    @Test
    void shouldNotLetFoursquareGuessTheCity() throws Exception {
        GeoProvider foursquare = provider(ProviderName.FOURSQUARE);

        LookupFailure failure = catchThrowableOfType(
                LookupFailure.class, () -> foursquare.requireAskable(new VenueQuery("Berghain", null, null)));

        assertThat(failure.kind()).isEqualTo(FailureKind.REJECTED);
        assertThat(params(foursquare.request(new VenueQuery("Berghain", null, "DE"))))
                .contains("near=DE");
    }

    @ParameterizedTest
    @CsvSource({
        "NOMINATIM, /search, 'q=Berghain, Berlin, DE|format=jsonv2|limit=1'",
        "PHOTON, /api, 'q=Berghain, Berlin, DE|limit=1'",
        "GOOGLE, /maps/api/geocode/json, 'address=Berghain, Berlin, DE|key=k3y'",
    })
    void shouldAskInFreeText(ProviderName name, String path, String params) throws Exception {
        Request request = provider(name).request(BERGHAIN);

        assertThat(request.path()).isEqualTo(path);
        assertThat(String.join("|", params(request))).isEqualTo(params);
    }

    @ParameterizedTest
    @EnumSource
    void shouldNotShowTheKeyInARequest(ProviderName name) throws Exception {
        assertThat(provider(name).request(BERGHAIN)).asString().doesNotContain("k3y");
    }

    @ParameterizedTest
    @CsvSource({
        "FOURSQUARE, 'Accept-Language: pt-BR'",
        "NOMINATIM, accept-language=pt-BR",
        "PHOTON, lang=pt",
        "GOOGLE, language=pt-BR",
    })
    void shouldAskForALanguageAsTheApiHasIt(ProviderName name, String how) {
        assertThat(texts(name.provider().language("pt-BR"))).containsExactly(how);
    }

    @ParameterizedTest
    @CsvSource({
        "NOMINATIM, ops@acme.example, email=ops@acme.example",
        "NOMINATIM, https://acme.example, ",
        "PHOTON, ops@acme.example, ",
    })
    void shouldNameAContactWhereTheApiHasAPlaceForIt(ProviderName name, String contact, String how) {
        assertThat(texts(name.provider().contact(contact))).isEqualTo(how == null ? List.of() : List.of(how));
    }

    private static List<String> texts(Extras extras) {
        Stream<String> headers = extras.headers().entrySet().stream()
                .map(header -> header.getKey() + ": " + header.getValue().reveal());
        Stream<String> params = extras.query().stream()
                .map(param -> param.name() + "=" + param.value().reveal());
        return Stream.concat(headers, params).toList();
    }

    // Reading

    @Test
    void shouldReadFoursquare() throws Exception {
        assertFound(
                ProviderName.FOURSQUARE,
                "{\"results\":[{\"fsq_place_id\":\"4b\",\"name\":\"Berghain\",\"latitude\":52.5111,"
                        + "\"longitude\":13.443,\"location\":{\"formatted_address\":\"Am Wriezener Bahnhof\"}}]}",
                new Place("4b", "Berghain", 52.5111, 13.443, "Am Wriezener Bahnhof"));
    }

    @Test
    void shouldReadNominatimWhoseCoordinatesAreStrings() throws Exception {
        assertFound(
                ProviderName.NOMINATIM,
                "[{\"osm_type\":\"way\",\"osm_id\":24,\"lat\":\"52.5111\",\"lon\":\"13.443\",\"name\":\"Berghain\","
                        + "\"display_name\":\"Berghain, Am Wriezener Bahnhof\"}]",
                new Place("way/24", "Berghain", 52.5111, 13.443, "Berghain, Am Wriezener Bahnhof"));
    }

    @Test
    void shouldReadPhotonWhoseLongitudeComesFirst() throws Exception {
        assertFound(
                ProviderName.PHOTON,
                "{\"features\":[{\"geometry\":{\"coordinates\":[13.443,52.5111]},\"properties\":{\"osm_type\":\"W\","
                        + "\"osm_id\":24,\"name\":\"Berghain\",\"street\":\"Am Wriezener Bahnhof\",\"city\":\"Berlin\"}}]}",
                new Place("W/24", "Berghain", 52.5111, 13.443, "Am Wriezener Bahnhof Berlin"));
    }

    @Test
    void shouldReadGoogle() throws Exception {
        assertFound(
                ProviderName.GOOGLE,
                "{\"status\":\"OK\",\"results\":[{\"place_id\":\"Ch\",\"formatted_address\":\"Am Wriezener Bahnhof\","
                        + "\"geometry\":{\"location\":{\"lat\":52.5111,\"lng\":13.443}}}]}",
                new Place("Ch", null, 52.5111, 13.443, "Am Wriezener Bahnhof"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "FOURSQUARE | {\"results\":[]}",
                "NOMINATIM  | []",
                "PHOTON     | {\"features\":[]}",
                "GOOGLE     | {\"status\":\"ZERO_RESULTS\",\"results\":[]}",
            })
    void shouldTellNotFound(ProviderName name, String body) throws Exception {
        assertThat(read(name, body)).isInstanceOf(GeoAnswer.NotFound.class);
    }

    @ParameterizedTest
    @CsvSource({
        "OVER_QUERY_LIMIT, THROTTLED",
        "OVER_DAILY_LIMIT, THROTTLED",
        "UNKNOWN_ERROR, TRANSIENT",
        "REQUEST_DENIED, DENIED",
        "INVALID_REQUEST, REJECTED",
        "SOMETHING_NEW, UNREADABLE",
    })
    void shouldReadGooglesFaultsInsideStatus200(String status, FailureKind kind) {
        assertThat(failure(ProviderName.GOOGLE, "{\"status\":\"" + status + "\",\"results\":[]}")
                        .kind())
                .isEqualTo(kind);
    }

    @ParameterizedTest
    @EnumSource
    void shouldRefuseAnswersOfAnotherShape(ProviderName name) {
        for (String body : List.of(
                "{}",
                "null",
                "42",
                "\"text\"",
                "[{}]",
                "[null]",
                "[{\"lat\":\"x\",\"lon\":\"y\"}]",
                "{\"results\":{}}",
                "{\"results\":[{}]}",
                "{\"results\":[42]}",
                "{\"results\":[{\"latitude\":91,\"longitude\":0}]}",
                "{\"results\":[{\"latitude\":null,\"longitude\":0}]}",
                "{\"features\":[{\"geometry\":{\"coordinates\":[]}}]}",
                "{\"features\":[{\"geometry\":{\"coordinates\":[1,1e400]}}]}",
                "{\"status\":\"OK\"}")) {
            assertThat(failure(name, body).kind()).as(body).isEqualTo(FailureKind.UNREADABLE);
        }
    }

    @Test
    void shouldRefuseGooglesSuccessWithoutAResult() {
        assertThat(failure(ProviderName.GOOGLE, "{\"status\":\"OK\",\"results\":[]}")
                        .kind())
                .isEqualTo(FailureKind.UNREADABLE);
    }

    // Terms

    @ParameterizedTest
    @EnumSource
    void shouldHaveTerms(ProviderName name) {
        GeoProvider provider = name.provider();

        assertThat(provider.terms().note()).startsWithIgnoringCase(name.text());
        assertThat(provider.attribution().text()).isNotBlank();
        assertThat(provider.url() == null).isEqualTo(name == ProviderName.EMBEDDED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"foursquare"})
    void shouldKeepNothingWhereTheTermsForbidIt(String name) {
        assertThat(ProviderName.valueOf(name.toUpperCase(Locale.ROOT))
                        .provider()
                        .terms()
                        .ttl())
                .isZero();
    }

    private static GeoProvider provider(ProviderName name) {
        return name.provider().withKey(new Secret("k3y"));
    }

    private static List<String> params(Request request) {
        return request.query().stream()
                .map(param -> Map.entry(param.name(), param.value().reveal()))
                .map(entry -> entry.getKey() + "=" + entry.getValue())
                .collect(Collectors.toList());
    }

    private static GeoAnswer read(ProviderName name, String body) throws LookupFailure {
        try {
            return provider(name).read(new ObjectMapper().readTree(body));
        } catch (JsonProcessingException e) {
            throw new AssertionError("the test's own JSON is broken: " + body, e);
        }
    }

    private static void assertFound(ProviderName name, String body, Place place) throws LookupFailure {
        assertThat(read(name, body)).isEqualTo(new GeoAnswer.Found(place));
    }

    private static LookupFailure failure(ProviderName name, String body) {
        LookupFailure failure = catchThrowableOfType(LookupFailure.class, () -> read(name, body));
        assertThat(failure).as(body).isNotNull();
        return failure;
    }
}

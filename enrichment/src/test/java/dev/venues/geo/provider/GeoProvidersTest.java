package dev.venues.geo.provider;

import dev.venues.lookup.FailureKind;
import dev.venues.lookup.LookupFailure;
import dev.venues.lookup.Request;
import dev.venues.lookup.Response;
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

import java.nio.charset.StandardCharsets;
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
        assertThat(request.headers().get("Authorization")).isEqualTo(new Secret("Bearer k3y"));
        assertThat(request.headers().get("X-Places-Api-Version")).isEqualTo(new Request.Text("2025-06-17"));
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
        "OVER_DAILY_LIMIT, ACCOUNT",
        "UNKNOWN_ERROR, TRANSIENT",
        "REQUEST_DENIED, ACCOUNT",
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
                "[42]",
                "{\"results\":{}}",
                "{\"results\":[{}]}",
                "{\"results\":[42]}",
                "{\"message\":\"OK\"}",
                "{\"features\":[{\"geometry\":{\"coordinates\":[]}}]}",
                "{\"features\":[null]}",
                "{\"error\":false}",
                "{\"status\":\"OK\"}")) {
            assertThat(failure(name, body).kind()).as(body).isEqualTo(FailureKind.UNREADABLE);
        }
    }

    /** They counted as an outage: sixty in a row opened the circuit twenty-one times. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "NOMINATIM  | [{\"lat\":\"x\",\"lon\":\"y\"}]",
                "NOMINATIM  | [{\"display_name\":\"Berghain\"}]",
                "FOURSQUARE | {\"results\":[{\"latitude\":91,\"longitude\":0}]}",
                "FOURSQUARE | {\"results\":[{\"latitude\":null,\"longitude\":0}]}",
                "FOURSQUARE | {\"results\":[{\"fsq_place_id\":\"4b\",\"name\":\"Berghain\"}]}",
                "EMBEDDED   | {\"results\":[{\"name\":\"Berghain\"}]}",
                "PHOTON     | {\"features\":[{\"geometry\":{\"coordinates\":[1,1e400]}}]}",
                "PHOTON     | {\"features\":[{\"geometry\":null,\"properties\":{\"name\":\"Berghain\"}}]}",
                "GOOGLE     | {\"status\":\"OK\",\"results\":[{\"place_id\":\"Ch\"}]}",
            })
    void shouldRefuseAPlaceWithoutUsableCoordinatesAsTheVenuesFault(ProviderName name, String body) {
        LookupFailure failure = failure(name, body);

        assertThat(failure.kind()).isEqualTo(FailureKind.UNUSABLE);
        assertThat(failure).hasMessage("the API knows the place without usable coordinates");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"osm_type\":\"way\"                          |",
                "\"osm_type\":\"way\",\"osm_id\":null         |",
                "\"osm_type\":\"way\",\"osm_id\":\"\"         |",
                "\"osm_type\":\"way\",\"osm_id\":{}           |",
                "\"osm_id\":24                                 |",
                "\"osm_type\":\"way\",\"osm_id\":24           | way/24",
                "\"osm_type\":\"way\",\"osm_id\":\"24\"       | way/24",
                "\"osm_type\":\"way\",\"osm_id\":12345678901  | way/12345678901",
            })
    void shouldGiveNoIdWhereOneOfItsPartsIsMissing(String parts, String id) throws Exception {
        assertFound(
                ProviderName.NOMINATIM,
                "[{" + parts + ",\"lat\":\"52.5\",\"lon\":\"13.4\"}]",
                new Place(id, null, 52.5, 13.4, null));
        assertFound(
                ProviderName.PHOTON,
                "{\"features\":[{\"geometry\":{\"coordinates\":[13.4,52.5]},\"properties\":{" + parts + "}}]}",
                new Place(id, null, 52.5, 13.4, null));
    }

    // Faults

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "NOMINATIM  | 404 | {\"error\":\"Unable to geocode\"}",
                "NOMINATIM  | 404 | {\"error\":\"No location or places were found for the given input\"}",
                "NOMINATIM  | 404 | {\"message\":\"No results found.\"}",
                "NOMINATIM  | 200 | {\"error\":\"Unable to geocode\"}",
                "NOMINATIM  | 204 |",
                "PHOTON     | 204 |",
                "GOOGLE     | 204 |",
                "FOURSQUARE | 204 |",
                "FOURSQUARE | 400 | {\"message\":\"Boundaries could not be determined for near param: Atlantis\"}",
            })
    void shouldTellNotFoundHoweverItIsSaid(ProviderName name, int status, String body) throws Exception {
        assertThat(answer(name, status, body)).isInstanceOf(GeoAnswer.NotFound.class);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "NOMINATIM  | 404 | {\"detail\":\"Not Found\"}                                  | NO_SUCH_RESOURCE",
                "NOMINATIM  | 404 |                                                              | NO_SUCH_RESOURCE",
                "NOMINATIM  | 400 | {\"error\":{\"code\":400,\"message\":\"Nothing to search\"}} | REJECTED",
                "NOMINATIM  | 200 | {\"error\":{\"code\":400,\"message\":\"Nothing to search\"}} | REJECTED",
                "NOMINATIM  | 200 | {\"error\":{\"code\":503,\"message\":\"Timeout\"}}           | TRANSIENT",
                "NOMINATIM  | 200 | {\"error\":\"Bandwidth limit exceeded\"}                    | UNREADABLE",
                "NOMINATIM  | 403 | <title>Access blocked</title>                                | FORBIDDEN",
                "NOMINATIM  | 429 | {\"error\":\"Rate Limited Second\"}                         | THROTTLED",
                "NOMINATIM  | 429 | {\"error\":\"Rate Limited Minute\"}                         | THROTTLED",
                "NOMINATIM  | 429 | {\"error\":\"Rate Limited Day\"}                            | ACCOUNT",
                "PHOTON     | 404 | {\"error\":\"Unable to geocode\"}                           | NO_SUCH_RESOURCE",
                "PHOTON     | 400 | {\"message\":\"missing search term 'q'\"}                   | REJECTED",
                "PHOTON     | 200 | {\"message\":\"unknown parameter\",\"status\":400}           | REJECTED",
                "FOURSQUARE | 400 | {\"message\":\"limit is too large\"}                        | REJECTED",
                "FOURSQUARE | 404 | {\"message\":\"Endpoint does not exist\"}                   | NO_SUCH_RESOURCE",
                "FOURSQUARE | 401 | {\"message\":\"Invalid request token.\"}                    | ACCOUNT",
                "FOURSQUARE | 402 |                                                              | ACCOUNT",
                "FOURSQUARE | 429 | {\"message\":\"Too many requests\"}                         | THROTTLED",
                "FOURSQUARE | 429 | {\"message\":\"You have no API credits remaining\"}         | ACCOUNT",
                "FOURSQUARE | 429 | {\"message\":\"Quota exceeded\"}                            | ACCOUNT",
                "FOURSQUARE | 429 | {\"message\":\"Quota of 50 requests per second exceeded\"}  | THROTTLED",
                "FOURSQUARE | 429 | {\"message\":\"Daily quota exceeded, 5 per second\"}        | ACCOUNT",
                "FOURSQUARE | 403 | {\"message\":\"Monthly limit reached\"}                     | ACCOUNT",
                "FOURSQUARE | 403 | {\"message\":\"Forbidden: Day Spa\"}                        | FORBIDDEN",
                "FOURSQUARE | 410 | {\"message\":\"This version is retired\"}                   | SETUP",
                "FOURSQUARE | 500 | {\"message\":\"no credits\"}                                | TRANSIENT",
            })
    void shouldReadFaultsByStatusAndWords(ProviderName name, int status, String body, FailureKind kind) {
        assertThat(fault(name, status, body).kind()).isEqualTo(kind);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "OVER_QUERY_LIMIT | You have exceeded your rate-limit for this API.           | THROTTLED",
                "OVER_QUERY_LIMIT | You have exceeded your daily request quota for this API.  | ACCOUNT",
                "OVER_QUERY_LIMIT | You must enable Billing on the Google Cloud Project       | ACCOUNT",
                "REQUEST_DENIED   | The provided API key is invalid.                          | ACCOUNT",
                "INVALID_REQUEST  | Invalid request. Missing the 'address' parameter.         | REJECTED",
            })
    void shouldReadWhatGoogleSaysBesideTheStatus(String status, String words, FailureKind kind) {
        LookupFailure failure = fault(
                ProviderName.GOOGLE,
                200,
                "{\"status\":\"" + status + "\",\"error_message\":\"" + words + "\",\"results\":[]}");

        assertThat(failure.kind()).isEqualTo(kind);
        assertThat(failure).hasMessage("the API answered " + status + ": " + words.replaceFirst("\\.$", ""));
    }

    @ParameterizedTest
    @CsvSource({
        "PERMISSION_DENIED, 403, not authorized, ACCOUNT",
        "UNAUTHENTICATED, 401, no credentials, ACCOUNT",
        "RESOURCE_EXHAUSTED, 429, Quota exceeded for limit 'per minute', THROTTLED",
        "RESOURCE_EXHAUSTED, 429, Quota exceeded for limit 'requests per day', ACCOUNT",
        "INVALID_ARGUMENT, 400, API key not valid, ACCOUNT",
        "INVALID_ARGUMENT, 400, address is empty, REJECTED",
        "UNAVAILABLE, 503, try again, TRANSIENT",
        "NOT_FOUND, 404, no such method, NO_SUCH_RESOURCE",
        "UNIMPLEMENTED, 501, gone, SETUP",
        "SOMETHING_NEW, 403, who knows, FORBIDDEN",
    })
    void shouldReadGooglesNewerFaultsWhateverTheStatus(String status, int code, String words, FailureKind kind) {
        String body = "{\"error\":{\"code\":" + code + ",\"message\":\"" + words + "\",\"status\":\"" + status + "\"}}";

        assertThat(fault(ProviderName.GOOGLE, code, body).kind()).isEqualTo(kind);
        assertThat(fault(ProviderName.GOOGLE, 200, body).kind()).isEqualTo(kind);
        assertThat(fault(ProviderName.GOOGLE, 200, body))
                .hasMessage("the API answered 200 with the error " + code + ": " + words);
    }

    @Test
    void shouldSayWhatAnAnswerOfAnotherShapeSays() {
        assertThat(fault(ProviderName.PHOTON, 200, "{\"message\":\"under maintenance\"}"))
                .hasMessage("the API's answer is not what it documents: it says \"under maintenance\"");
    }

    // What to look at

    @ParameterizedTest
    @EnumSource
    void shouldNameWhatTheProviderHas(ProviderName name) {
        GeoProvider provider = name.provider();
        String denied = provider.whenAccessIsDenied();

        if (name == ProviderName.NOMINATIM || name == ProviderName.PHOTON) {
            assertThat(denied)
                    .contains("venues.geo.user-agent", "venues.geo.contact", "venues.geo.url")
                    .doesNotContain("api-key");
        } else {
            assertThat(denied).contains("venues.geo.api-key", "venues.geo.api-key-file");
        }
        assertThat(provider.whenMisconfigured()).contains("venues.geo.url");
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
        return answer(name, 200, body);
    }

    private static GeoAnswer answer(ProviderName name, int status, String body) throws LookupFailure {
        byte[] bytes = body == null ? new byte[0] : body.getBytes(StandardCharsets.UTF_8);
        return status == 200
                ? provider(name).read(Response.ok(bytes))
                : provider(name).readOther(Response.of(status, bytes));
    }

    private static LookupFailure fault(ProviderName name, int status, String body) {
        return catchThrowableOfType(LookupFailure.class, () -> answer(name, status, body));
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

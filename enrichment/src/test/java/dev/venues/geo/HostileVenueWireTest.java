package dev.venues.geo;

import dev.venues.codec.EventCodec;
import dev.venues.codec.EventPointers;
import dev.venues.codec.Located;
import dev.venues.geo.provider.ProviderName;
import dev.venues.lookup.FailureKind;
import dev.venues.lookup.Failures;
import dev.venues.lookup.LookupFailure;
import dev.venues.lookup.LookupOptions;
import dev.venues.lookup.Secret;
import dev.venues.lookup.client.LookupClient;
import dev.venues.lookup.testing.MisbehavingServer;
import dev.venues.model.VenueQuery;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

import java.net.URI;
import java.net.URLDecoder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

/** Names that look like a part of the request: each arrives as this name in one request, with every provider. */
class HostileVenueWireTest {

    /** As an event spells the name in JSON → what the API must be asked for. */
    private static final Map<String, String> NAMES = Map.ofEntries(
            Map.entry("A\\r\\nHost: evil\\r\\n\\r\\nGET /steal HTTP/1.1", "A Host: evil GET /steal HTTP/1.1"),
            Map.entry("A\\u0085B\\u2028C\\u2003 D\\u00a0E", "A B C D E"),
            Map.entry("A&near=Paris&key=x", "A&near=Paris&key=x"),
            Map.entry("A%00B%0d%0aC%2526", "A%00B%0d%0aC%2526"),
            Map.entry("A\\u0000B\\u001bC\\u007f", "A\u0000B\u001bC\u007f"),
            Map.entry("A#B?C+D=E;F/../G\\\\H", "A#B?C+D=E;F/../G\\H"),
            Map.entry("+ + +", "+ + +"),
            Map.entry("\\u202eniahgreB\\u200f\\u200b\\ufeff", "niahgreB"),
            Map.entry("\\ud83c\\udfb5 Caf\\u00e9 e\\u0301 \\uffff", "🎵 Café é \uffff"),
            Map.entry(
                    "\\\"'<script>alert(1)</script>{{x}}${env:HOME}", "\"'<script>alert(1)</script>{{x}}${env:HOME}"));

    private static final Map<ProviderName, String> NOT_FOUND = Map.of(
            ProviderName.FOURSQUARE, "{\"results\":[]}",
            ProviderName.EMBEDDED, "{\"results\":[]}",
            ProviderName.NOMINATIM, "[]",
            ProviderName.PHOTON, "{\"features\":[]}",
            ProviderName.GOOGLE, "{\"status\":\"ZERO_RESULTS\"}");

    static Stream<Arguments> namesForEachProvider() {
        return Stream.of(ProviderName.values()).flatMap(provider -> NAMES.entrySet().stream()
                .map(name -> Arguments.of(provider, name.getKey(), name.getValue())));
    }

    @ParameterizedTest
    @MethodSource("namesForEachProvider")
    void shouldAskForExactlyThisName(ProviderName provider, String json, String name) throws Exception {
        VenueQuery query = new EventCodec(EventPointers.DEFAULT)
                .decode(("{\"venue\":{\"name\":\"" + json + "\",\"city\":\"Berlin\",\"country\":\"DE\"}}")
                        .getBytes(UTF_8))
                .query();
        assertThat(query.name()).isEqualTo(name);

        assertAskedOnce(provider, query);
    }

    /** The longest that is asked: 1,000 characters, which grow to 6 KB in the URL. */
    @ParameterizedTest
    @EnumSource
    void shouldAskForALongNameUpToTheLimit(ProviderName provider) throws Exception {
        assertAskedOnce(provider, new VenueQuery("🎵".repeat(496), "Berlin", "DE"));
    }

    @ParameterizedTest
    @EnumSource
    void shouldRefuseANameBeyondTheLimitAndNotAsk(ProviderName provider) throws Exception {
        try (MisbehavingServer server = MisbehavingServer.saying("");
                LookupClient<VenueQuery, Located> client = client(provider, server.url())) {
            for (String name : List.of("🎵".repeat(497), "x".repeat(10_000), "\r\n".repeat(500_000))) {
                LookupFailure failure = failure(client, new VenueQuery(name, "Berlin", "D"));

                assertThat(failure.kind()).isEqualTo(FailureKind.REJECTED);
                assertThat(failure).hasMessageMatching("a venue of \\d+ characters is none");
            }
            assertThat(server.requests()).isEmpty();
        }
    }

    private static LookupFailure failure(LookupClient<VenueQuery, Located> client, VenueQuery query) {
        return (LookupFailure) client.lookUp(query)
                .toCompletableFuture()
                .handle((located, throwable) -> Failures.unwrap(throwable))
                .join();
    }

    private static LookupClient<VenueQuery, Located> client(ProviderName provider, String url) {
        return VenueLookups.of(new GeoSettings(
                        new GeoSettings.Provider(provider, URI.create(url), new Secret("k3y"), "venues/1.0"),
                        LookupOptions.builder().build()))
                .open();
    }

    private static void assertAskedOnce(ProviderName provider, VenueQuery query) throws Exception {
        String body = NOT_FOUND.get(provider);
        String answer = "HTTP/1.1 200 OK\r\nContent-Length: " + body.length() + "\r\n\r\n" + body;
        try (MisbehavingServer server = MisbehavingServer.saying(answer);
                LookupClient<VenueQuery, Located> client = client(provider, server.url())) {
            assertThat(client.lookUp(query)
                            .toCompletableFuture()
                            .get(60, TimeUnit.SECONDS)
                            .isFound())
                    .isFalse();

            assertThat(server.requests()).hasSize(1);
            String head = server.requests().get(0);
            assertThat(params(head)).containsExactlyElementsOf(expected(provider, query));
            assertThat(headerNames(head))
                    .containsExactlyInAnyOrderElementsOf(
                            headerNames(head).stream().filter(HEADERS::contains).toList());
        }
    }

    private static final List<String> HEADERS =
            List.of("host", "accept", "user-agent", "authorization", "x-places-api-version");

    private static List<String> expected(ProviderName provider, VenueQuery query) {
        String all = String.join(", ", query.name(), query.city(), query.country());
        return switch (provider) {
            case FOURSQUARE, EMBEDDED -> List.of("query=" + query.name(), "near=Berlin, DE", "limit=1");
            case NOMINATIM -> List.of("q=" + all, "format=jsonv2", "limit=1");
            case PHOTON -> List.of("q=" + all, "limit=1");
            case GOOGLE -> List.of("address=" + all, "key=k3y");
        };
    }

    /** What any server makes of the request line. */
    private static List<String> params(String head) {
        String[] requestLine = head.substring(0, head.indexOf("\r\n")).split(" ");
        assertThat(requestLine).hasSize(3);
        List<String> params = new ArrayList<>();
        for (String param :
                requestLine[1].substring(requestLine[1].indexOf('?') + 1).split("&")) {
            params.add(URLDecoder.decode(param, UTF_8));
        }
        return params;
    }

    private static List<String> headerNames(String head) {
        return head.lines()
                .skip(1)
                .filter(line -> !line.isEmpty())
                .map(line -> line.substring(0, line.indexOf(':')).toLowerCase())
                .toList();
    }
}

package dev.venues.geo;

import dev.venues.codec.Located;
import dev.venues.geo.provider.ProviderName;
import dev.venues.lookup.LookupOptions;
import dev.venues.lookup.Secret;
import dev.venues.lookup.access.Access;
import dev.venues.lookup.access.Extras;
import dev.venues.lookup.client.LookupClient;
import dev.venues.lookup.testing.MisbehavingServer;
import dev.venues.model.VenueQuery;
import org.junit.jupiter.api.Test;

import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import static org.assertj.core.api.Assertions.assertThat;

/** What a provider hears of whoever asks. */
class CallerWireTest {

    private static final String NONE = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n[]";

    @Test
    void shouldTellTheProviderWhoAsksAndInWhichLanguage() throws Exception {
        try (MisbehavingServer server = MisbehavingServer.saying(NONE)) {
            ask(
                    server,
                    new GeoSettings.Caller("acme/2", "ops@acme.example", "de"),
                    Access.PLAIN.withExtras(new Extras(Map.of("X-Gateway", new Secret("g4te")), List.of())));

            assertThat(server.requests().get(0))
                    .startsWith("GET /search?q=Berghain%2C%20Berlin%2C%20DE&format=jsonv2&limit=1"
                            + "&accept-language=de&email=ops%40acme.example HTTP/1.1\r\n")
                    .contains("\r\nX-Gateway: g4te\r\n")
                    .containsIgnoringCase("\r\nUser-Agent: acme/2 (ops@acme.example)\r\n");
        }
    }

    @Test
    void shouldTellNothingThatNobodySaid() throws Exception {
        try (MisbehavingServer server = MisbehavingServer.saying(NONE)) {
            ask(server, new GeoSettings.Caller("venues/1.0", null, null), Access.PLAIN);

            assertThat(server.requests().get(0))
                    .startsWith("GET /search?q=Berghain%2C%20Berlin%2C%20DE&format=jsonv2&limit=1 HTTP/1.1\r\n")
                    .containsIgnoringCase("\r\nUser-Agent: venues/1.0\r\n")
                    .doesNotContainIgnoringCase("accept-language");
        }
    }

    private static void ask(MisbehavingServer server, GeoSettings.Caller caller, Access access) throws Exception {
        GeoSettings settings = new GeoSettings(
                new GeoSettings.Provider(ProviderName.NOMINATIM, URI.create(server.url()), null, caller),
                LookupOptions.builder().build(),
                access,
                null);
        try (LookupClient<VenueQuery, Located> client =
                VenueLookups.of(settings).open()) {
            client.lookUp(new VenueQuery("Berghain", "Berlin", "DE"))
                    .toCompletableFuture()
                    .get(20, TimeUnit.SECONDS);
        }
    }
}

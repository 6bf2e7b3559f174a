package dev.venues.lookup.http;

import dev.venues.lookup.Request.Param;
import dev.venues.lookup.Secret;
import dev.venues.lookup.access.Access;
import dev.venues.lookup.access.Extras;
import dev.venues.lookup.testing.MisbehavingServer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import java.util.List;
import java.util.Map;

import static dev.venues.lookup.http.RealClient.BERGHAIN;
import static dev.venues.lookup.http.RealClient.FOUND;
import static org.assertj.core.api.Assertions.assertThat;

/** What every request carries beside what the endpoint asks. */
class ExtrasWireTest {

    private static final String ANSWER = "HTTP/1.1 200 OK\r\nContent-Length: " + FOUND.length() + "\r\n\r\n" + FOUND;

    private static final Access ACCESS = Access.PLAIN.withExtras(new Extras(
            Map.of("X-Gateway", new Secret("g4te"), "accept", new Secret("application/geo+json")),
            List.of(new Param("tenant", new Secret("a&b")))));

    @RegisterExtension
    static final TrustedAuthority AUTHORITY = new TrustedAuthority();

    @Test
    void shouldSendThemWithEveryRequest() throws Exception {
        try (MisbehavingServer server = MisbehavingServer.saying(ANSWER);
                RealClient client = RealClient.of(server.url(), ACCESS)) {
            client.get(BERGHAIN);
            client.get(BERGHAIN);

            assertThat(server.requests()).hasSize(2).allSatisfy(request -> assertThat(request)
                    .contains("limit=1&tenant=a%26b HTTP/1.1\r\n", "\r\nX-Gateway: g4te\r\n")
                    .containsIgnoringCase("\r\naccept: application/geo+json\r\n")
                    .doesNotContain("application/json"));
        }
    }

    @Test
    void shouldSendThemOverHttp2() throws Exception {
        try (Http2Server server = new Http2Server(AUTHORITY.certificates(), 100, Http2Server.Request::found);
                RealClient client = RealClient.of(server.url(), ACCESS)) {
            client.get(BERGHAIN);

            Http2Server.Request request = server.requests().get(0);
            assertThat(request.headers().path()).asString().endsWith("&tenant=a%26b");
            assertThat(request.headers().get("x-gateway")).hasToString("g4te");
        }
    }

    @Test
    void shouldNotShowTheirValues() {
        assertThat(ACCESS).asString().doesNotContain("g4te", "a&b").contains("X-Gateway", "tenant");
    }
}

package dev.venues.local;

import dev.venues.testing.RawHttp;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** The bundled geo API answers venues, and nobody can make it answer anything else. */
class EmbeddedGeoApiTest {

    private static final String VENUE = "GET /places/search?query=Berghain&near=Berlin,%20DE";
    private static final String KEY = "Authorization: Bearer any";

    private static EmbeddedGeoApi api;

    @BeforeAll
    static void start() {
        api = EmbeddedGeoApi.start();
    }

    @AfterAll
    static void stop() {
        api.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET /__admin/health",
                "GET /__admin/mappings",
                "POST /__admin/mappings",
                "DELETE /__admin/mappings",
                "POST /__admin/mappings/reset",
                "POST /__admin/settings",
                "POST /__admin/recordings/start",
                "GET /__admin/requests",
                "GET /__admin/files",
                "POST /__admin/reset",
                "POST /__admin/shutdown"
            })
    void shouldLetNobodyAdministerIt(String request) {
        assertThat(RawHttp.send(api.url(), request, "{}", "Content-Type: text/plain", "Origin: http://evil.example")
                        .status())
                .isEqualTo(401);
        assertThat(RawHttp.send(api.url(), request, "{}", "Content-Type: application/json")
                        .status())
                .isEqualTo(401);

        assertThat(RawHttp.ask(api.url(), VENUE, KEY).body()).contains("Berghain");
    }

    @Test
    void shouldAllowNoOriginToReadWhatItAnswers() {
        assertThat(RawHttp.ask(api.url(), VENUE, KEY, "Origin: http://evil.example")
                        .head())
                .doesNotContainIgnoringCase("access-control-allow-origin");
    }
}

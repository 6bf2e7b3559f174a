package dev.venues.lookup.access;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.net.URI;

import static org.assertj.core.api.Assertions.assertThat;

class OriginTest {

    @ParameterizedTest
    @CsvSource({
        "http://photon.komoot.io/,     false, photon.komoot.io, 80",
        "https://PHOTON.komoot.io/api, true,  photon.komoot.io, 443",
        "HTTPS://host:8443,            true,  host,             8443",
        "http://geo_api:8080/base,     false, geo_api,          8080",
        "http://geo_api,               false, geo_api,          80",
        "http://127.0.0.1:1,           false, 127.0.0.1,        1",
        "https://[::1]:8443,           true,  ::1,              8443",
    })
    void shouldBeReadFromAUrl(URI url, boolean tls, String host, int port) {
        assertThat(Origin.of(url)).isEqualTo(new Origin(tls, host, port));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ftp://host",
                "host:80",
                "/path",
                "http:/path",
                "http://user@host",
                "http://user:pass@geo_api:80",
                "http://host:0",
                "http://host:65536",
                "http://host:x",
                "mailto:a@b",
            })
    void shouldBeNoneWhenAUrlHasNone(URI url) {
        assertThat(Origin.of(url)).isNull();
    }

    @Test
    void shouldReadAsInAUrl() {
        assertThat(new Origin(true, "::1", 443)).hasToString("[::1]:443");
        assertThat(new Origin(false, "geo_api", 80)).hasToString("geo_api:80");
    }
}

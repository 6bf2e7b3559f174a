package dev.venues.lookup;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.net.URI;

import static org.assertj.core.api.Assertions.assertThat;

class AskedTest {

    private static final URI URL = URI.create("https://api.example");
    private static final Request SEARCH = Request.get("/places/search").param("query", "Berghain & Söhne");

    // Secrets

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "the key fsq3+K/y== is bad             | the key *** is bad",
                "the key FSQ3+k/Y== is bad             | the key *** is bad",
                "?key=fsq3%2BK%2Fy%3D%3D&x             | ?key=***&x",
                "?key=fsq3%2bK%2fy%3d%3d&x             | ?key=***&x",
                "fsq3+K/y==fsq3+K/y==                  | ******",
                "Berghain & Söhne is unknown           | Berghain & Söhne is unknown",
            })
    void shouldHideAKeyHoweverItIsWritten(String text, String shown) {
        Asked asked = Asked.of(URL, SEARCH.param("key", new Secret("fsq3+K/y==")));

        assertThat(asked.hide(text)).isEqualTo(shown);
    }

    @ParameterizedTest
    @CsvSource({
        "no Bearer t0ken-of-mine here, no *** here",
        "Bearer is not t0ken-of-mine, Bearer is not ***",
        "version 2025-06-17 is retired, version 2025-06-17 is retired",
    })
    void shouldHideATokenAndNotItsScheme(String text, String shown) {
        Asked asked = Asked.of(
                URL,
                SEARCH.header("Authorization", new Secret("Bearer t0ken-of-mine"))
                        .header("X-Places-Api-Version", "2025-06-17"));

        assertThat(asked.hide(text)).isEqualTo(shown);
    }

    /** Else a key of one letter would make all words unreadable. */
    @Test
    void shouldHideAShortKeyOnlyWhereItStandsAlone() {
        Asked asked = Asked.of(URL, SEARCH.param("key", new Secret("a")));

        assertThat(asked.hide("a key such as (a) is no key")).isEqualTo("*** key such as (***) is no key");
    }

    @Test
    void shouldHideTheLongerOfTwoSecretsThatBeginAlike() {
        Asked asked = Asked.of(
                URL, SEARCH.param("id", new Secret("customer-1")).param("key", new Secret("customer-1-secret")));

        assertThat(asked.hide("customer-1-secret of customer-1")).isEqualTo("*** of ***");
    }

    @Test
    void shouldHideUserInfoAndWhatMayBeAKeyInThePath() {
        Asked asked = Asked.of(URI.create("https://me:passw0rd@api.example/v1/3f9c2b7d8e/"), SEARCH);

        assertThat(asked.hide("no route /v1/3f9c2b7d8e/places/search for me with passw0rd"))
                .isEqualTo("no route /v1/***/places/search for *** with ***");
    }

    @Test
    void shouldHideNothingWhereThereIsNoSecret() {
        assertThat(Asked.of(URL, SEARCH).hide("near is unknown")).isEqualTo("near is unknown");
        assertThat(Asked.of(URL, SEARCH.param("key", new Secret(""))).hide("near is unknown"))
                .isEqualTo("near is unknown");
    }

    // Address

    @ParameterizedTest
    @CsvSource({
        "https://api.example, https://api.example/places/search",
        "https://api.example/, https://api.example/places/search",
        "HTTPS://api.example:8443/v3, https://api.example:8443/v3/places/search",
        "http://geo_api:8080/nominatim-v4/, http://geo_api:8080/nominatim-v4/places/search",
        "https://me:passw0rd@api.example, https://api.example/places/search",
        "https://api.example?key=abc, https://api.example/places/search",
        "https://api.example/3f9c2b7d8e, https://api.example/***/places/search",
        "https://api.example/QWxhZGRpbg/geo, https://api.example/***/geo/places/search",
        "https://api.example/abcdefghijklmnopqrstuvwxyzabcdefg, https://api.example/***/places/search",
        "https://api.example/a%20b%20c, https://api.example/***/places/search",
    })
    void shouldNameWhereItWasAsked(String url, String address) {
        assertThat(Asked.of(URI.create(url), SEARCH).address()).contains(address);
        assertThat(Asked.of(URI.create(url), SEARCH)).hasToString(address);
    }

    @ParameterizedTest
    @ValueSource(strings = {"api.example", "mailto:a@b.example", "file:///tmp", "https:///search"})
    void shouldNotNameWhatIsNoAddress(String url) {
        assertThat(Asked.of(URI.create(url), SEARCH).address()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "https://other.example/v4/search, https://other.example/v4/search",
        "/v4/search?query=Berghain, https://api.example/v4/search",
        "search, https://api.example/places/search",
        "//other.example, https://other.example",
        "https://me:passw0rd@other.example/x?key=abc#top, https://other.example/x",
        "https://other.example/login/k3y, https://other.example/login/***",
        "https://other.example/3f9c2b7d8e/x, https://other.example/***/x",
    })
    void shouldNameWhereARedirectLeads(String location, String shown) {
        assertThat(Asked.of(URL, SEARCH.param("key", new Secret("k3y"))).redirect(location))
                .contains(shown);
    }

    @ParameterizedTest
    @ValueSource(strings = {"javascript:alert(1)", "http://a b", "https://[", "mailto:a@b.example"})
    void shouldNotNameARedirectThatLeadsNowhere(String location) {
        assertThat(Asked.of(URL, SEARCH).redirect(location)).isEmpty();
        assertThat(Asked.of(URL, SEARCH).redirect("https://a.example/" + "b/".repeat(200)))
                .isEmpty();
        assertThat(Asked.of(URL, SEARCH).redirect(null)).isEmpty();
    }
}

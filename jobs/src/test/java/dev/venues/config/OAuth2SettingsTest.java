package dev.venues.config;

import dev.venues.lookup.Secret;
import dev.venues.lookup.access.ClientCredentials;
import dev.venues.lookup.access.Proxy;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;

import static org.assertj.core.api.Assertions.assertThat;

/** With what an access token is had, and what cannot be beside it. */
class OAuth2SettingsTest {

    private static final String HIDDEN = "hunter2";
    private static final URI TOKENS = URI.create("https://login.acme.example/token");

    @TempDir
    private Path folder;

    @Test
    void shouldAskWithoutATokenWhenNothingIsSaid() {
        assertThat(credentials(GivenSettings.ownEvents())).isNull();
    }

    @Test
    void shouldTakeAllOfIt() {
        assertThat(credentials(oauth2().with("venues.geo.oauth2.scope", "places:read geo")))
                .isEqualTo(new ClientCredentials(
                        "venues.geo.oauth2", TOKENS, "venues", new Secret(HIDDEN), "places:read geo", null));
    }

    @Test
    void shouldTakeTheSecretFromAFile() throws IOException {
        Path file = Files.writeString(folder.resolve("secret"), HIDDEN + "\n");

        assertThat(credentials(oauth2().without("venues.geo.oauth2.client-secret")
                                .with("venues.geo.oauth2.client-secret-file", file.toString()))
                        .clientSecret())
                .isEqualTo(new Secret(HIDDEN));
    }

    @Test
    void shouldReachTheTokenEndpointThroughTheProxyBeforeIt() {
        GivenSettings given = oauth2().with("venues.geo.url", "https://photon.internal")
                .environment("HTTPS_PROXY", "http://proxy:3128")
                .environment("NO_PROXY", ".internal");

        assertThat(given.settings().geo().access().proxy()).isNull();
        assertThat(credentials(given).proxy()).isEqualTo(new Proxy("HTTPS_PROXY", "proxy", 3128, null));
    }

    @Test
    void shouldNotShowTheSecret() {
        assertThat(oauth2().effective().table())
                .contains(TOKENS.toString(), "venues.geo.oauth2.client-secret ")
                .doesNotContain(HIDDEN);
        assertThat(oauth2().settings()).asString().doesNotContain(HIDDEN);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "token-url | venues.geo.oauth2.token-url: must be set for venues.geo.oauth2",
                "client-id | venues.geo.oauth2.client-id: must be set for venues.geo.oauth2",
                "client-secret | venues.geo.oauth2.client-secret: must be set for venues.geo.oauth2, as ${env:NAME}, or"
                        + " venues.geo.oauth2.client-secret-file",
            })
    void shouldMissWhatIsMissing(String name, String problem) {
        assertThat(oauth2().without("venues.geo.oauth2." + name).problems()).containsExactly(problem);
    }

    @Test
    void shouldRefuseASecretInTheSettings() {
        assertThat(oauth2().with("venues.geo.oauth2.client-secret", HIDDEN).problems())
                .containsExactly(
                        "venues.geo.oauth2.client-secret = ******: must be ${env:NAME}: a secret does not stand in"
                                + " settings");
    }

    @Test
    void shouldRefuseATokenBesideTheKeyInTheSameHeader() {
        assertThat(oauth2().with("venues.geo.provider", "foursquare")
                        .with("venues.geo.api-key", "${env:SECRET}")
                        .problems())
                .containsExactly("venues.geo.oauth2.token-url: must not be set: requests to foursquare have an"
                        + " Authorization of their own, with venues.geo.api-key");
    }

    @Test
    void shouldRefuseATokenBesideAHeaderOfTheUsers() {
        assertThat(oauth2().with("venues.geo.header.authorization", "${env:SECRET}")
                        .problems())
                .containsExactly(
                        "venues.geo.oauth2.token-url: must not be set beside" + " venues.geo.header.Authorization");
    }

    @Test
    void shouldTakeATokenBesideAKeyInAnotherPlace() {
        assertThat(oauth2().with("venues.geo.provider", "google")
                        .with("venues.geo.api-key", "${env:SECRET}")
                        .problems())
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"foursquare", "google"})
    void shouldNeedNoKeyBesideAToken(String provider) {
        assertThat(oauth2().with("venues.geo.provider", provider).problems()).isEmpty();
    }

    @Test
    void shouldWarnWhenTheSecretCanBeRead() {
        assertThat(oauth2().with("venues.geo.oauth2.token-url", "http://login.acme.example/token")
                        .effective()
                        .warnings())
                .containsExactly("venues.geo.oauth2.token-url is not https: whoever listens reads the client's secret");
    }

    @Test
    void shouldNotWarnWhenNobodyCanReadTheSecretOnItsWay() {
        assertThat(oauth2().with("venues.geo.oauth2.token-url", "http://localhost:8080/token")
                        .effective()
                        .warnings())
                .isEmpty();
    }

    @Test
    void shouldWarnWhenTheTokenCanBeRead() {
        assertThat(oauth2().with("venues.geo.url", "http://geo_api:8080")
                        .effective()
                        .warnings())
                .containsExactly("the token of venues.geo.oauth2 goes to geo_api unencrypted: venues.geo.url is http");
    }

    private static GivenSettings oauth2() {
        return GivenSettings.ownEvents()
                .with("venues.geo.oauth2.token-url", TOKENS.toString())
                .with("venues.geo.oauth2.client-id", "venues")
                .with("venues.geo.oauth2.client-secret", "${env:SECRET}")
                .environment("SECRET", HIDDEN);
    }

    private static ClientCredentials credentials(GivenSettings given) {
        return given.settings().geo().access().credentials();
    }
}

package dev.venues.config;

import dev.venues.geo.GeoSettings;
import dev.venues.lookup.Request.Param;
import dev.venues.lookup.Request.Text;
import dev.venues.lookup.Secret;
import dev.venues.lookup.access.Extras;
import dev.venues.model.BuildInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;

import static org.assertj.core.api.Assertions.assertThat;

/** How the geo API is reached, and what it is told of whoever asks. */
class GeoAccessSettingsTest {

    private static final String HIDDEN = "hunter2";

    // Who asks

    @Test
    void shouldNameTheBuildWhenNothingIsSaid() {
        GeoSettings.Caller caller =
                GivenSettings.ownEvents().settings().geo().provider().caller();

        assertThat(caller).isEqualTo(new GeoSettings.Caller(BuildInfo.current().userAgent(), null, null));
        assertThat(caller.header()).isEqualTo(BuildInfo.current().userAgent());
    }

    @Test
    void shouldNameTheApplicationAndItsContact() {
        GeoSettings.Caller caller = GivenSettings.ownEvents()
                .with("venues.geo.user-agent", "acme-venues/2")
                .with("venues.geo.contact", "ops@acme.example")
                .with("venues.geo.language", "pt-BR")
                .settings()
                .geo()
                .provider()
                .caller();

        assertThat(caller).isEqualTo(new GeoSettings.Caller("acme-venues/2", "ops@acme.example", "pt-BR"));
        assertThat(caller.header()).isEqualTo("acme-venues/2 (ops@acme.example)");
    }

    @ParameterizedTest
    @CsvSource({
        "venues.geo.user-agent, 'a\nb',       'must be printable ASCII, such as venues-of-acme/1.0'",
        "venues.geo.contact,    nobody,       must be an e-mail address or an http or https URL",
        "venues.geo.contact,    'a@b) x',     must be an e-mail address or an http or https URL",
        "venues.geo.contact,    ftp://a,      must be an e-mail address or an http or https URL",
        "venues.geo.language,   'de,en',      'must be one language, such as de or pt-BR'",
        "venues.geo.language,   deutsch,      'must be one language, such as de or pt-BR'",
    })
    void shouldRefuseWhatNamesNobody(String key, String value, String rule) {
        assertThat(GivenSettings.ownEvents().with(key, value).problems())
                .containsExactly(key + " = " + value + ": " + rule);
    }

    @Test
    void shouldWarnWhenNominatimIsNotToldWhoAsks() {
        GivenSettings nominatim = GivenSettings.ownEvents().with("venues.geo.provider", "nominatim");

        assertThat(nominatim.effective().warnings())
                .containsExactly(
                        "neither venues.geo.contact nor venues.geo.user-agent is set: Nominatim wants to know who"
                                + " asks, and may refuse the rest (operations.osmfoundation.org/policies/nominatim)");
    }

    @ParameterizedTest
    @CsvSource({
        "venues.geo.contact,    https://acme.example/venues",
        "venues.geo.user-agent, acme-venues/2",
        "venues.geo.url,        http://nominatim.internal",
    })
    void shouldNotWarnWhenNominatimIsToldOrNotThePublicOne(String key, String value) {
        assertThat(GivenSettings.ownEvents()
                        .with("venues.geo.provider", "nominatim")
                        .with(key, value)
                        .effective()
                        .warnings())
                .isEmpty();
    }

    @Test
    void shouldWarnThatPastAnswersKeepTheirLanguage() {
        assertThat(GivenSettings.ownEvents()
                        .with("venues.geo.cache.warm-from", "out/enriched")
                        .with("venues.geo.language", "de")
                        .effective()
                        .warnings())
                .contains("venues.geo.language says nothing of the answers in venues.geo.cache.warm-from: they stay"
                        + " as they came");
    }

    // What each request carries

    @Test
    void shouldAddHeadersAndParameters() {
        GivenSettings given = GivenSettings.ownEvents()
                .with("venues.geo.header.X-Tenant", "acme")
                .with("venues.geo.header.X-Api-Key", "${env:GATE}")
                .with("venues.geo.query.countrycodes", "de")
                .with("venues.geo.query.sig", "${env:GATE}")
                .with("venues.geo.query.token", "t-${env:GATE}")
                .environment("GATE", HIDDEN);

        assertThat(given.settings().geo().access().extras())
                .isEqualTo(new Extras(
                        Map.of("X-Tenant", new Secret("acme"), "X-Api-Key", new Secret(HIDDEN)),
                        List.of(
                                new Param("countrycodes", new Text("de")),
                                new Param("sig", new Secret(HIDDEN)),
                                new Param("token", new Secret("t-" + HIDDEN)))));
    }

    @ParameterizedTest
    @ValueSource(strings = {"venues.geo.header.X-Tenant", "venues.geo.query.tenant"})
    void shouldShowNoneOfTheirValues(String key) {
        GivenSettings given =
                GivenSettings.ownEvents().with(key, "x-${env:GATE}").environment("GATE", HIDDEN);

        assertThat(given.effective().table()).doesNotContain(HIDDEN).contains(key);
        assertThat(given.effective().masked()).containsEntry(key, Secret.MASK);
        assertThat(given.settings()).asString().doesNotContain(HIDDEN);
        assertThat(GivenSettings.ownEvents().with(key, HIDDEN).effective().table())
                .doesNotContain(HIDDEN)
                .contains(key);
    }

    @ParameterizedTest
    @CsvSource({
        "header.Host,            must not be set: the HTTP client writes this header",
        "header.content-LENGTH,  must not be set: the HTTP client writes this header",
        "header.User-Agent,      must not be set: it is venues.geo.user-agent",
        "header.a b,             is no name of a header",
        "header.X-Api-Key,       must hold ${env:NAME}: a secret does not stand in settings",
        "header.Authorization,   must hold ${env:NAME}: a secret does not stand in settings",
        "header.Cookie,          must hold ${env:NAME}: a secret does not stand in settings",
        "query.access_token,     must hold ${env:NAME}: a secret does not stand in settings",
        "query.q,                must not be set: requests to photon have one of their own",
        "query.limit,            must not be set: requests to photon have one of their own",
    })
    void shouldRefuseWhatIsNotTheUsersToSay(String name, String rule) {
        assertThat(GivenSettings.ownEvents().with("venues.geo." + name, HIDDEN).problems())
                .containsExactly("venues.geo." + name + " = ******: " + rule);
    }

    @Test
    void shouldRefuseAHeaderOfTwoLines() {
        assertThat(GivenSettings.ownEvents()
                        .with("venues.geo.header.X-Tenant", "a${env:BREAK}b")
                        .environment("BREAK", "\r\n")
                        .problems())
                .containsExactly("venues.geo.header.X-Tenant = ******: must be printable ASCII");
    }

    @Test
    void shouldRefuseAHeaderThatIsGivenTwice() {
        assertThat(GivenSettings.ownEvents()
                        .with("venues.geo.header.X-Tenant", "a")
                        .with("venues.geo.header.x-tenant", "b")
                        .problems())
                .containsExactly("venues.geo.header.x-tenant = ******: is given twice: a header's name has no upper and"
                        + " lower case");
    }

    @Test
    void shouldRefuseASecondLanguage() {
        assertThat(GivenSettings.ownEvents()
                        .with("venues.geo.language", "de")
                        .with("venues.geo.query.lang", "fr")
                        .problems())
                .containsExactly(
                        "venues.geo.query.lang = ******: must not be set: requests to photon have one of their own");
    }

    @Test
    void shouldRefuseAnAuthorizationBesideTheKey() {
        assertThat(foursquare()
                        .with("venues.geo.api-key", "${env:KEY}")
                        .with("venues.geo.header.authorization", "Basic ${env:KEY}")
                        .problems())
                .containsExactly(
                        "venues.geo.header.authorization = ******: must not be set: requests to foursquare have"
                                + " one of their own");
    }

    @ParameterizedTest
    @ValueSource(strings = {"foursquare", "google"})
    void shouldNeedNoKeyWhenAHeaderAuthorizes(String provider) {
        assertThat(foursquare()
                        .with("venues.geo.provider", provider)
                        .with("venues.geo.header.Authorization", "Basic ${env:KEY}")
                        .problems())
                .isEmpty();
    }

    /** One problem is enough: the key is not what is missing. */
    @ParameterizedTest
    @CsvSource({
        "venues.geo.header.authorization,  Basic k3y",
        "venues.geo.header.Authorization,  '${env:NOT_SET}'",
        "venues.geo.oauth2.token-url,      ftp://login.acme.example",
    })
    void shouldNotMissAKeyWhereSomethingElseWasToAuthorize(String key, String value) {
        assertThat(foursquare().with(key, value).problems())
                .isNotEmpty()
                .noneMatch(problem -> problem.startsWith("venues.geo.api-key"));
    }

    // Connections

    @Test
    void shouldKeepConnectionsAsLongAsItIsTold() {
        assertThat(GivenSettings.ownEvents().settings().geo().access().connectionMaxAge())
                .isEqualTo(Duration.ofMinutes(5));
        assertThat(GivenSettings.ownEvents()
                        .with("venues.geo.connection-max-age", "30 s")
                        .settings()
                        .geo()
                        .access()
                        .connectionMaxAge())
                .isEqualTo(Duration.ofSeconds(30));
        assertThat(GivenSettings.ownEvents()
                        .with("venues.geo.connection-max-age", "0 s")
                        .problems())
                .containsExactly("venues.geo.connection-max-age = 0 ms: must be above 0");
    }

    // Where it is

    @ParameterizedTest
    @ValueSource(strings = {"http://geo_api:8080", "http://geo_api", "http://geo_api.internal:8080/base"})
    void shouldTakeAHostWithAnUnderscore(String url) {
        EffectiveSettings effective =
                GivenSettings.ownEvents().with("venues.geo.url", url).effective();

        assertThat(effective.settings().geo().provider().url()).isEqualTo(URI.create(url));
        assertThat(effective.warnings()).isEmpty();
    }

    /** The JDK's check of host names refuses every certificate there. */
    @Test
    void shouldRefuseAnHttpsHostWithAnUnderscore() {
        assertThat(GivenSettings.ownEvents()
                        .with("venues.geo.url", "https://geo_api:8443")
                        .problems())
                .containsExactly(
                        "venues.geo.url = https://geo_api:8443: must not be https with an underscore in its host:"
                                + " Java takes no certificate for one");
    }

    private static GivenSettings foursquare() {
        return GivenSettings.ownEvents()
                .with("venues.geo.provider", "foursquare")
                .environment("KEY", HIDDEN);
    }
}

package dev.venues.config;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import static org.assertj.core.api.Assertions.assertThat;

/** What is allowed, but said aloud. */
class SettingsWarningsTest {

    @Test
    void shouldNotWarnWhenTheTermsAreKept() {
        assertThat(GivenSettings.ownEvents().effective().warnings()).isEmpty();
    }

    @Test
    void shouldWarnThatTheEmbeddedApiKnowsTheSamplesOnly() {
        assertThat(GivenSettings.nothing().effective().warnings())
                .containsExactly("venues.geo.provider is embedded: it knows the venues of the bundled samples only");
    }

    @ParameterizedTest
    @ValueSource(strings = {"none", "1.1", "50"})
    void shouldWarnWhenTheRateIsAboveTheTerms(String rate) {
        assertWarns(
                GivenSettings.ownEvents().with("venues.geo.rate-limit", rate),
                "venues.geo.rate-limit is above the provider's terms. Photon: ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "0.5"})
    void shouldNotWarnWhenTheRateIsWithinTheTerms(String rate) {
        assertThat(GivenSettings.ownEvents()
                        .with("venues.geo.rate-limit", rate)
                        .effective()
                        .warnings())
                .isEmpty();
    }

    @Test
    void shouldWarnWhenPlacesAreKeptLongerThanTheTermsAllow() {
        assertWarns(
                GivenSettings.ownEvents().with("venues.geo.cache.ttl", "31 d"),
                "venues.geo.cache.ttl is longer than the provider's terms allow. Photon: ");
    }

    @Test
    void shouldWarnWhenStalePlacesAreKeptLongerThanTheTermsAllow() {
        assertWarns(
                GivenSettings.ownEvents().with("venues.geo.cache.stale-if-error", "1 d"),
                "venues.geo.cache.ttl and venues.geo.cache.stale-if-error are together longer than the provider's terms"
                        + " allow. Photon: ");
        assertThat(GivenSettings.ownEvents()
                        .with("venues.geo.cache.ttl", "29 d")
                        .with("venues.geo.cache.stale-if-error", "1 d")
                        .effective()
                        .warnings())
                .isEmpty();
    }

    @Test
    void shouldWarnWhenPlacesAreKeptThoughTheTermsForbidIt() {
        assertWarns(
                GivenSettings.ownEvents()
                        .with("venues.geo.provider", "foursquare")
                        .with("venues.geo.api-key", "${env:KEY}")
                        .environment("KEY", "k3y")
                        .with("venues.geo.cache.ttl", "1 h"),
                "venues.geo.cache.ttl is longer than the provider's terms allow. Foursquare: ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://photon.komoot.io/", "http://photon.komoot.io", "https://PHOTON.komoot.io"})
    void shouldHoldThePublicApiToItsTermsHoweverItIsWritten(String url) {
        assertWarns(
                GivenSettings.ownEvents().with("venues.geo.url", url).with("venues.geo.rate-limit", "none"),
                "venues.geo.rate-limit is above the provider's terms. Photon: ");
    }

    @Test
    void shouldNotHoldAnInstanceOfOnesOwnToTheTerms() {
        assertThat(GivenSettings.ownEvents()
                        .with("venues.geo.url", "http://photon.internal:2322")
                        .with("venues.geo.rate-limit", "none")
                        .with("venues.geo.cache.ttl", "300 d")
                        .effective()
                        .warnings())
                .isEmpty();
    }

    @Test
    void shouldWarnWhenPlacesAreForgottenAtOnce() {
        assertWarns(GivenSettings.ownEvents().with("venues.geo.cache.ttl", "0 s"), "places are not kept: ");
    }

    @Test
    void shouldWarnWhenACacheIsWarmedThatKeepsNothing() {
        assertThat(GivenSettings.ownEvents()
                        .with("venues.geo.provider", "foursquare")
                        .with("venues.geo.api-key", "${env:KEY}")
                        .environment("KEY", "k3y")
                        .with("venues.geo.cache.warm-from", "out/enriched")
                        .effective()
                        .warnings())
                .first()
                .isEqualTo("venues.geo.cache.warm-from is without effect: places are not kept");
    }

    @Test
    void shouldWarnWhenThereIsNoCache() {
        assertWarns(GivenSettings.ownEvents().with("venues.geo.cache.max-entries", "0"), "places are not kept: ");
        assertWarns(GivenSettings.ownEvents().with("venues.geo.cache.max-bytes", "0"), "places are not kept: ");
    }

    @Test
    void shouldWarnWhenTheSlowestEventHoldsUpAll() {
        assertWarns(
                GivenSettings.ownEvents().with("venues.enrichment.order", "ordered"),
                "venues.enrichment.order is ordered: ");
        assertWarns(
                GivenSettings.ownEvents().with("venues.enrichment.order", "keyed"),
                "venues.enrichment.order is keyed: ");
    }

    @Test
    void shouldWarnWhenEachTaskManagerAsksForItself() {
        assertWarns(
                GivenSettings.ownEvents().with("venues.enrichment.distribute-by", "source"),
                "venues.enrichment.distribute-by is source: ");
    }

    @Test
    void shouldWarnWhenWhatIsInTheStreamIsLeftOut() {
        assertWarns(stream().with("venues.source.kinesis.start", "LATEST"), "venues.source.kinesis.start is LATEST: ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"TRIM_HORIZON", "2026-11-01T12:00:00Z"})
    void shouldNotWarnWhenTheStartIsNamed(String start) {
        assertThat(stream()
                        .with("venues.source.kinesis.start", start)
                        .effective()
                        .warnings())
                .isEmpty();
    }

    @Test
    void shouldWarnWhenTheStartLiesInTheFuture() {
        assertWarns(
                stream().with("venues.source.kinesis.start", "9999-01-01T00:00:00Z"),
                "venues.source.kinesis.start = 9999-01-01T00:00:00Z is in the future: ");
    }

    // The key

    @ParameterizedTest
    @ValueSource(strings = {"photon", "nominatim", "embedded"})
    void shouldWarnWhenTheProviderTakesNoKey(String provider) {
        assertThat(withKey(provider).effective().warnings())
                .contains("venues.geo.api-key is without effect: " + provider + " takes no key");
    }

    @Test
    void shouldNameTheFileOfTheKeyThatIsWithoutEffect(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("key"), "k3y");

        assertWarns(
                GivenSettings.ownEvents().with("venues.geo.api-key-file", file.toString()),
                "venues.geo.api-key-file is without effect: photon takes no key");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://maps.internal",
                "http://10.0.0.1:8080/geo",
                "http://[2001:db8::1]",
                "http://1.2.7.0",
                "http://geo_api:8080",
                "HTTP://maps.internal",
                "http://127.0.0.1.example",
                "http://localhost.example"
            })
    void shouldWarnWhenTheKeyIsSentInTheOpen(String url) {
        assertThat(withKey("google").with("venues.geo.url", url).effective().warnings())
                .anyMatch(line -> line.startsWith("venues.geo.api-key goes to ")
                        && line.endsWith(" unencrypted: venues.geo.url is http"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://maps.internal",
                "http://localhost:8080",
                "http://127.0.0.1",
                "http://127.8.8.8:1",
                "http://[::1]:8080",
                "http://LOCALHOST",
                "http://geo.localhost",
                "http://localhost.",
                "http://[0:0:0:0:0:0:0:1]",
                "http://[::ffff:127.0.0.1]"
            })
    void shouldNotWarnWhenNobodyCanReadTheKeyOnItsWay(String url) {
        assertThat(withKey("google").with("venues.geo.url", url).effective().warnings())
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"header.X-Api-Key", "header.Authorization", "query.access_token"})
    void shouldWarnWhenAnotherSecretIsSentInTheOpen(String name) {
        GivenSettings given = GivenSettings.ownEvents()
                .with("venues.geo." + name, "${env:KEY}")
                .environment("KEY", "k3y");

        assertWarns(
                given.with("venues.geo.url", "http://geo_api:8080"),
                "venues.geo." + name + " goes to geo_api unencrypted: venues.geo.url is http");
        assertThat(given.with("venues.geo.url", "http://localhost").effective().warnings())
                .isEmpty();
        assertThat(given.with("venues.geo.url", "https://maps.internal")
                        .effective()
                        .warnings())
                .isEmpty();
    }

    @Test
    void shouldNotWarnOfWhatIsNoSecret() {
        assertThat(GivenSettings.ownEvents()
                        .with("venues.geo.url", "http://maps.internal")
                        .with("venues.geo.header.X-Tenant", "acme")
                        .effective()
                        .warnings())
                .isEmpty();
    }

    @Test
    void shouldNeverShowTheKeyInAWarning() {
        assertThat(withKey("google")
                        .with("venues.geo.url", "http://maps.internal")
                        .effective()
                        .warnings())
                .isNotEmpty()
                .noneMatch(warning -> warning.contains("k3y"));
    }

    // The warm start

    @Test
    void shouldWarnWhenThereIsNothingToWarmTheCacheFrom() {
        assertWarns(
                GivenSettings.ownEvents().with("venues.geo.cache.warm-from", "no/such/folder"),
                "venues.geo.cache.warm-from = no/such/folder does not exist on this machine: ");
    }

    @ParameterizedTest
    @ValueSource(strings = {GivenSettings.EVENTS, "src", "s3://bucket/enriched"})
    void shouldNotWarnWhenThereIsOrOnlyFlinkCanTell(String place) {
        assertThat(GivenSettings.ownEvents()
                        .with("venues.geo.cache.warm-from", place)
                        .effective()
                        .warnings())
                .isEmpty();
    }

    private static GivenSettings withKey(String provider) {
        return GivenSettings.ownEvents()
                .with("venues.geo.provider", provider)
                .with("venues.geo.api-key", "${env:KEY}")
                .environment("KEY", "k3y");
    }

    private static GivenSettings stream() {
        return GivenSettings.ownEvents()
                .with("venues.source", "kinesis")
                .with("venues.source.kinesis.stream", "events");
    }

    private static void assertWarns(GivenSettings given, String beginning) {
        assertThat(given.effective().warnings()).singleElement().asString().startsWith(beginning);
    }
}

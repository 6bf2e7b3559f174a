package dev.venues.config;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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

    private static GivenSettings stream() {
        return GivenSettings.ownEvents()
                .with("venues.source", "kinesis")
                .with("venues.source.kinesis.stream", "events");
    }

    private static void assertWarns(GivenSettings given, String beginning) {
        assertThat(given.effective().warnings()).singleElement().asString().startsWith(beginning);
    }
}

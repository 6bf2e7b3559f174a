package dev.venues.config;

import dev.venues.codec.EventPointers;
import dev.venues.connector.files.FilesSinkEndpoint;
import dev.venues.connector.files.FilesSourceEndpoint;
import dev.venues.connector.kinesis.KinesisSettings;
import dev.venues.connector.kinesis.KinesisSinkEndpoint;
import dev.venues.connector.kinesis.KinesisSourceEndpoint;
import dev.venues.connector.kinesis.StartPosition;
import dev.venues.flink.LocateVenues;
import dev.venues.geo.GeoSettings;
import dev.venues.geo.provider.ProviderName;
import dev.venues.lookup.LookupOptions;
import dev.venues.lookup.flink.ResultOrder;
import dev.venues.model.BuildInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

import static org.assertj.core.api.Assertions.assertThat;

/** Every setting's default, what it may be, and what is said when it is something else. */
class SettingsParserTest {

    private static final KinesisSettings KINESIS = new KinesisSettings(null, null, Map.of(), Map.of());

    @Test
    void shouldRunTheSamplesWhenNothingIsGiven() {
        assertThat(GivenSettings.nothing().settings())
                .isEqualTo(new Settings(
                        new FilesSourceEndpoint(null, false),
                        new FilesSinkEndpoint("out/enriched"),
                        new FilesSinkEndpoint("out/dead-letters"),
                        EventPointers.DEFAULT,
                        new GeoSettings(
                                new GeoSettings.Provider(
                                        ProviderName.EMBEDDED,
                                        null,
                                        null,
                                        BuildInfo.current().userAgent()),
                                LookupOptions.builder()
                                        .onOutage(LookupOptions.OnOutage.WAIT)
                                        .requestTimeout(Duration.ofSeconds(5))
                                        .deadline(Duration.ofMinutes(2))
                                        .maxInFlight(100)
                                        .ratePerSecond(50)
                                        .retries(5)
                                        .maxEntries(100_000)
                                        .ttl(Duration.ofDays(1))
                                        .notFoundTtl(Duration.ofDays(1))
                                        .build()),
                        new LocateVenues.Spreading(ResultOrder.UNORDERED, true, true)));
    }

    @Test
    void shouldReportAllProblemsAtOnce(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(
                folder.resolve("wrong.properties"),
                """
                venues.source = kafka
                venues.aws.endpoint = ftp://localhost
                venues.geo.provder = photon
                venues.geo.request-timeout = soon
                venues.geo.max-in-flight = 0
                """);

        SettingsException refusal = GivenSettings.nothing().configFile(file).refusal();

        assertThat(refusal.getMessage().lines())
                .containsExactlyInAnyOrder(
                        "5 problems in the settings:",
                        "  venues.source = kafka: must be files or kinesis",
                        "  venues.aws.endpoint = ftp://localhost: must be an http or https URL without user, password"
                                + " and query",
                        "  venues.geo.provder = photon: is no setting; did you mean venues.geo.provider?",
                        "  venues.geo.request-timeout = soon: must be a duration such as 5 s or 2 min",
                        "  venues.geo.max-in-flight = 0: must be 1 or more");
    }

    @Test
    void shouldCountOneProblemInTheSingular() {
        assertThat(GivenSettings.nothing().with("venues.sinc", "files").refusal())
                .hasMessageStartingWith("1 problem in the settings:");
    }

    @Test
    void shouldReportAllThatAClusterNeedsAtOnce() {
        assertThat(GivenSettings.nothing().onCluster().problems())
                .containsExactly(
                        "venues.source.files.path: must be set: the bundled samples are for local runs",
                        "venues.geo.provider: must be set: foursquare, nominatim, photon or google");
    }

    @ParameterizedTest
    @CsvSource({
        "venues.sink,                s3",
        "venues.geo.request-timeout, 0 s",
        "venues.geo.request-timeout, 200000000000 d",
        "venues.geo.max-in-flight,   2000000000",
    })
    void shouldReportOneProblemForOneMistake(String key, String value) {
        assertThat(GivenSettings.ownEvents().with(key, value).problems())
                .singleElement()
                .asString()
                .startsWith(key);
    }

    @ParameterizedTest
    @ValueSource(strings = {"venues.sink.files.path", "venues.aws.region", "venues.geo.provider"})
    void shouldRefuseAnEmptyValue(String key) {
        assertThat(GivenSettings.nothing().with(key, " ").problems()).containsExactly(key + ": must not be empty");
    }

    // Source

    @Test
    void shouldReadFilesWhenTheyAreNamed() {
        assertThat(GivenSettings.ownEvents()
                        .with("venues.source.files.watch", "true")
                        .settings()
                        .source())
                .isEqualTo(new FilesSourceEndpoint(GivenSettings.EVENTS, true));
    }

    @Test
    void shouldMissFilesThatAreNotThere() {
        assertThat(GivenSettings.ownEvents()
                        .with("venues.source.files.path", "/no/such/events")
                        .problems())
                .containsExactly("venues.source.files.path = /no/such/events: does not exist");
    }

    @ParameterizedTest
    @ValueSource(strings = {"in/*.jsonl", "in/?.jsonl", "in/[ab].jsonl", "in/{a,b}.jsonl"})
    void shouldSayThatAPatternIsNoPath(String pattern) {
        assertThat(GivenSettings.ownEvents()
                        .with("venues.source.files.path", pattern)
                        .problems())
                .containsExactly("venues.source.files.path = " + pattern
                        + ": does not exist: patterns are not taken, name the folder");
    }

    @Test
    void shouldNotLookForFilesOfOtherMachines() {
        GivenSettings onCluster = GivenSettings.ownEvents()
                .with("venues.source.files.path", "/no/such/events")
                .onCluster();
        GivenSettings inBucket = GivenSettings.ownEvents().with("venues.source.files.path", "s3://bucket/events");

        assertThat(onCluster.problems()).isEmpty();
        assertThat(inBucket.problems()).isEmpty();
    }

    @Test
    void shouldNotWatchTheSamples() {
        assertThat(GivenSettings.nothing()
                        .with("venues.source.files.watch", "true")
                        .problems())
                .containsExactly("venues.source.files.path: must be set for venues.source.files.watch = true");
    }

    @Test
    void shouldRefuseTheSamplesOnACluster() {
        assertThat(GivenSettings.ownEvents()
                        .without("venues.source.files.path")
                        .onCluster()
                        .problems())
                .containsExactly("venues.source.files.path: must be set: the bundled samples are for local runs");
    }

    @Test
    void shouldReadSeveralStreamsWhenTheyAreNamed() {
        assertThat(kinesis()
                        .with("venues.source.kinesis.stream", "a, b ,a")
                        .settings()
                        .source())
                .isEqualTo(new KinesisSourceEndpoint(List.of("a", "b"), new StartPosition.TrimHorizon(), KINESIS));
    }

    @Test
    void shouldRequireAStreamWhenKinesisIsTheSource() {
        assertThat(kinesis().without("venues.source.kinesis.stream").problems())
                .containsExactly("venues.source.kinesis.stream: must be set for venues.source = kinesis");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a b", "a/b", "a,", "ä", "arn:aws:kinesis:eu-west-1:1:stream/a"})
    void shouldRefuseWhatIsNoStreamName(String name) {
        assertThat(kinesis().with("venues.source.kinesis.stream", name).problems())
                .singleElement()
                .asString()
                .startsWith("venues.source.kinesis.stream = ")
                .endsWith(": must be a stream name: 1 to 128 letters, digits, _ . or -");
    }

    @Test
    void shouldRefuseAStreamNameOf129Letters() {
        assertThat(kinesis()
                        .with("venues.source.kinesis.stream", "s".repeat(129))
                        .problems())
                .hasSize(1);
        assertThat(kinesis()
                        .with("venues.source.kinesis.stream", "s".repeat(128))
                        .problems())
                .isEmpty();
    }

    @Test
    void shouldStartWhereItIsTold() {
        assertThat(start("LATEST")).isEqualTo(new StartPosition.Latest());
        assertThat(start("TRIM_HORIZON")).isEqualTo(new StartPosition.TrimHorizon());
        assertThat(start("2026-11-01T12:00:00Z"))
                .isEqualTo(new StartPosition.AtTimestamp(Instant.parse("2026-11-01T12:00:00Z")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"latest", "yesterday", "2026-11-01", "1700000000"})
    void shouldRefuseWhatIsNoStart(String start) {
        assertThat(kinesis().with("venues.source.kinesis.start", start).problems())
                .containsExactly("venues.source.kinesis.start = " + start
                        + ": must be LATEST, TRIM_HORIZON or an instant such as 2026-11-01T12:00:00Z");
    }

    // Sinks

    @Test
    void shouldSendDeadLettersTheWayOfTheSinkWhenNotToldOtherwise() {
        Settings settings =
                kinesisSink().with("venues.dead-letters.kinesis.stream", "dead").settings();

        assertThat(settings.enriched()).isEqualTo(new KinesisSinkEndpoint("enriched", KINESIS));
        assertThat(settings.deadLetters()).isEqualTo(new KinesisSinkEndpoint("dead", KINESIS));
    }

    @Test
    void shouldSendDeadLettersAnotherWayWhenTold() {
        assertThat(kinesisSink()
                        .with("venues.dead-letters", "files")
                        .with("venues.dead-letters.files.path", "/dead")
                        .settings()
                        .deadLetters())
                .isEqualTo(new FilesSinkEndpoint("/dead"));
    }

    @Test
    void shouldRequireStreamsWhenKinesisIsTheSink() {
        assertThat(kinesisSink().without("venues.sink.kinesis.stream").problems())
                .containsExactly(
                        "venues.sink.kinesis.stream: must be set for venues.sink = kinesis",
                        "venues.dead-letters.kinesis.stream: must be set for venues.sink = kinesis"
                                + " (or set venues.dead-letters = files)");
    }

    @Test
    void shouldRequireAStreamWhenDeadLettersGoToKinesis() {
        assertThat(GivenSettings.ownEvents()
                        .with("venues.dead-letters", "kinesis")
                        .problems())
                .containsExactly("venues.dead-letters.kinesis.stream: must be set for venues.dead-letters = kinesis");
    }

    @ParameterizedTest
    @ValueSource(strings = {"venues.sink.kinesis.stream", "venues.dead-letters.kinesis.stream"})
    void shouldRefuseSeveralStreamsAsSink(String key) {
        assertThat(GivenSettings.ownEvents().with(key, "a,b").problems())
                .containsExactly(key + " = a,b: must be a stream name: 1 to 128 letters, digits, _ . or -");
    }

    @Test
    void shouldPassPropertiesOnToTheConnectorUnchanged() {
        KinesisSettings kinesis = connection(kinesis()
                .with("venues.kinesis.consumer.flink.shard.getrecords.maxrecordcount", "500")
                .with("venues.kinesis.producer.sink.batch.max-size", "${env:BATCH}")
                .environment("BATCH", "20"));

        assertThat(kinesis.consumer()).containsOnly(Map.entry("flink.shard.getrecords.maxrecordcount", "500"));
        assertThat(kinesis.producer()).containsOnly(Map.entry("sink.batch.max-size", "20"));
    }

    @Test
    void shouldRefuseToPassOnWhatHasNoName() {
        assertThat(kinesis().with("venues.kinesis.consumer.", "x").problems()).hasSize(1);
    }

    @Test
    void shouldTakeCredentialsFromTheSdkOnly() {
        assertThat(kinesis().with("venues.aws.credentials", "basic").problems())
                .containsExactly("venues.aws.credentials = basic: must be auto");
    }

    // Events

    @Test
    void shouldFindTheVenueWhereItIsTold() {
        EventPointers pointers = GivenSettings.nothing()
                .with("venues.event.name", "/where/title")
                .with("venues.event.geo", "/geo")
                .settings()
                .pointers();

        assertThat(pointers)
                .isEqualTo(new EventPointers(
                        "/where/title",
                        "/venue/city",
                        "/venue/country",
                        "/venue/latitude",
                        "/venue/longitude",
                        "/geo"));
    }

    @Test
    void shouldRefuseWhatIsNoPointer() {
        assertThat(GivenSettings.nothing()
                        .with("venues.event.city", "venue.city")
                        .problems())
                .containsExactly("venues.event.city = venue.city: must be a JSON pointer such as /venue/name");
    }

    @Test
    void shouldRefusePointersThatOverlap() {
        assertThat(GivenSettings.nothing().with("venues.event.geo", "/venue").problems())
                .containsExactly("venues.event.*: the pointers /venue/name and /venue overlap");
    }

    // Geo API

    @ParameterizedTest
    @CsvSource({
        "foursquare, https://places-api.foursquare.com,   50, PT0S, PT0S",
        "nominatim,  https://nominatim.openstreetmap.org, 1,  P30D, P1D",
        "photon,     https://photon.komoot.io,            1,  P30D, P1D",
        "google,     https://maps.googleapis.com,         50, P30D, P1D",
        "embedded,   ,                                    50, P1D,  P1D",
    })
    void shouldKeepTheProvidersTermsUnlessToldOtherwise(
            String provider, URI url, double rate, Duration ttl, Duration notFoundTtl) {
        GeoSettings geo = GivenSettings.ownEvents()
                .with("venues.geo.provider", provider)
                .with("venues.geo.api-key", "${env:KEY}")
                .environment("KEY", "k3y")
                .settings()
                .geo();

        assertThat(geo.provider().name().text()).isEqualTo(provider);
        assertThat(geo.provider().url()).isEqualTo(url);
        assertThat(geo.options().calls().ratePerSecond()).isEqualTo(rate);
        assertThat(geo.options().cache())
                .isEqualTo(LookupOptions.builder()
                        .ttl(ttl)
                        .notFoundTtl(notFoundTtl)
                        .build()
                        .cache());
    }

    @Test
    void shouldOverrideTheProvidersTermsWhenTold() {
        GeoSettings geo = GivenSettings.ownEvents()
                .with("venues.geo.url", "http://photon.internal:2322")
                .with("venues.geo.rate-limit", "12.5")
                .with("venues.geo.cache.max-entries", "0")
                .with("venues.geo.cache.ttl", "1 h")
                .with("venues.geo.cache.not-found-ttl", "0 s")
                .settings()
                .geo();

        assertThat(geo.provider().url()).isEqualTo(URI.create("http://photon.internal:2322"));
        assertThat(geo.options().calls().ratePerSecond()).isEqualTo(12.5);
        assertThat(geo.options().cache())
                .isEqualTo(LookupOptions.builder()
                        .maxEntries(0)
                        .ttl(Duration.ofHours(1))
                        .notFoundTtl(Duration.ZERO)
                        .build()
                        .cache());
    }

    @Test
    void shouldRememberAsItIsTold() {
        GeoSettings geo = GivenSettings.ownEvents()
                .with("venues.geo.cache.max-entries", "5")
                .with("venues.geo.cache.max-bytes", "2 kb")
                .with("venues.geo.cache.ttl", "1 h")
                .with("venues.geo.cache.not-found-ttl", "1 min")
                .with("venues.geo.cache.refused-ttl", "3 min")
                .with("venues.geo.cache.stale-if-error", "2 h")
                .with("venues.geo.cache.refresh-ahead", "0.8")
                .with("venues.geo.cache.warm-from", "no/such/folder")
                .settings()
                .geo();

        assertThat(geo.options().cache())
                .isEqualTo(LookupOptions.builder()
                        .maxEntries(5)
                        .maxBytes(2_048)
                        .ttl(Duration.ofHours(1))
                        .notFoundTtl(Duration.ofMinutes(1))
                        .refusedTtl(Duration.ofMinutes(3))
                        .staleIfError(Duration.ofHours(2))
                        .refreshAhead(0.8)
                        .build()
                        .cache());
        assertThat(geo.warmFrom()).isEqualTo("no/such/folder");
    }

    @ParameterizedTest
    @ValueSource(strings = {"on", "0", "0.09", "1", "1.5", "NaN", "80 %"})
    void shouldRefuseToRefreshAtNoPartOfTheTime(String part) {
        assertThat(GivenSettings.ownEvents()
                        .with("venues.geo.cache.refresh-ahead", part)
                        .problems())
                .containsExactly("venues.geo.cache.refresh-ahead = " + part + ": must be off, or from 0.1 to below 1");
    }

    @Test
    void shouldCallAsItIsTold() {
        assertThat(GivenSettings.ownEvents()
                        .with("venues.geo.request-timeout", "1500 ms")
                        .with("venues.geo.deadline", "30s")
                        .with("venues.geo.max-in-flight", "8")
                        .with("venues.geo.retries", "0")
                        .with("venues.geo.adaptive-concurrency", "false")
                        .with("venues.geo.http2", "false")
                        .with("venues.geo.on-outage", "dead-letter")
                        .settings()
                        .geo()
                        .options()
                        .calls())
                .isEqualTo(LookupOptions.builder()
                        .requestTimeout(Duration.ofMillis(1_500))
                        .deadline(Duration.ofSeconds(30))
                        .maxInFlight(8)
                        .ratePerSecond(1)
                        .retries(0)
                        .adaptiveConcurrency(false)
                        .http2(false)
                        .onOutage(LookupOptions.OnOutage.FAIL)
                        .build()
                        .calls());
    }

    @Test
    void shouldKeepToABudget() {
        assertThat(GivenSettings.ownEvents()
                        .with("venues.geo.monthly-budget", "100000")
                        .with("venues.geo.on-budget", "stop")
                        .with("venues.geo.price-per-1000-calls", "4.50")
                        .settings()
                        .geo()
                        .options()
                        .budget())
                .isEqualTo(new LookupOptions.Budget(100_000, true, 4.5));
    }

    @Test
    void shouldHaveNoBudgetUnlessItIsTold() {
        assertThat(GivenSettings.ownEvents().settings().geo().options().budget())
                .isEqualTo(LookupOptions.Budget.NONE);
    }

    @Test
    void shouldRequireAProviderForEventsOfOnesOwn() {
        assertThat(GivenSettings.ownEvents().without("venues.geo.provider").problems())
                .containsExactly("venues.geo.provider: must be set: foursquare, nominatim, photon or google");
        assertThat(kinesis().without("venues.geo.provider").problems())
                .containsExactly("venues.geo.provider: must be set: foursquare, nominatim, photon or google");
    }

    @ParameterizedTest
    @ValueSource(strings = {"osm", "Photon", "EMBEDDED"})
    void shouldRefuseAProviderThatItDoesNotKnow(String provider) {
        assertThat(GivenSettings.ownEvents()
                        .with("venues.geo.provider", provider)
                        .problems())
                .containsExactly("venues.geo.provider = " + provider
                        + ": must be foursquare, nominatim, photon or google; embedded is for local runs");
    }

    @Test
    void shouldRefuseTheEmbeddedProviderOnACluster() {
        assertThat(GivenSettings.ownEvents()
                        .with("venues.geo.provider", "embedded")
                        .onCluster()
                        .problems())
                .containsExactly("venues.geo.provider = embedded: must be foursquare, nominatim, photon or google;"
                        + " embedded is for local runs");
    }

    @ParameterizedTest
    @CsvSource({"none, 0", "1, 1", "0.2, 0.2", "1000000, 1000000"})
    void shouldLimitTheRateAsTold(String text, double rate) {
        assertThat(GivenSettings.ownEvents()
                        .with("venues.geo.rate-limit", text)
                        .settings()
                        .geo()
                        .options()
                        .calls()
                        .ratePerSecond())
                .isEqualTo(rate);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-1", "fast", "1/s", "NaN", "Infinity", "None"})
    void shouldRefuseWhatIsNoRate(String text) {
        assertThat(GivenSettings.ownEvents().with("venues.geo.rate-limit", text).problems())
                .containsExactly("venues.geo.rate-limit = " + text + ": must be requests per second, above 0, or none");
    }

    @ParameterizedTest
    @CsvSource({
        "venues.geo.max-in-flight,     many,        must be a whole number",
        "venues.geo.max-in-flight,     1.5,         must be a whole number",
        "venues.geo.max-in-flight,     99999999999, must be a whole number",
        "venues.geo.max-in-flight,     0,           must be 1 or more",
        "venues.geo.retries,           -1,          must be 0 or more",
        "venues.geo.cache.max-entries, -1,          must be 0 or more",
        "venues.source.files.watch,    yes,         must be true or false",
        "venues.geo.request-timeout,   -5 s,        must be a duration such as 5 s or 2 min",
        "venues.geo.request-timeout,   PT5S,        must be a duration such as 5 s or 2 min",
        "venues.geo.deadline,          soon,        must be a duration such as 5 s or 2 min",
        "venues.geo.cache.ttl,         forever,     must be a duration such as 5 s or 2 min",
        "venues.geo.cache.stale-if-error, long,     must be a duration such as 5 s or 2 min",
        "venues.geo.cache.stale-if-error, 3651 d,   must not be longer than 3650 d",
        "venues.geo.cache.max-bytes,   much,        must be a size such as 64 mb",
        "venues.geo.cache.max-bytes,   -1,          must be a size such as 64 mb",
        "venues.geo.cache.ttl,         3651 d,      must not be longer than 3650 d",
        "venues.geo.cache.not-found-ttl, 3651 d,    must not be longer than 3650 d",
        "venues.geo.cache.refused-ttl, 3651 d,      must not be longer than 3650 d",
        "venues.geo.deadline,          3651 d,      must not be longer than 3650 d",
        "venues.sink,                  s3,          must be files or kinesis",
        "venues.dead-letters,          s3,          must be files or kinesis",
        "venues.geo.on-outage,         fail,        must be wait or dead-letter",
        "venues.geo.on-budget,         fail,        must be warn or stop",
        "venues.geo.on-budget,         stop,        needs venues.geo.monthly-budget",
        "venues.geo.monthly-budget,    0,           must be a whole number above 0",
        "venues.geo.monthly-budget,    1e6,         must be a whole number above 0",
        "venues.geo.price-per-1000-calls, 4.50 EUR, must be a price such as 4.50",
        "venues.enrichment.order,      random,      must be unordered or keyed or ordered",
        "venues.enrichment.distribute-by, city,     must be venue or source",
    })
    void shouldNameKeyValueAndRuleWhenAValueIsWrong(String key, String value, String rule) {
        assertThat(GivenSettings.ownEvents().with(key, value).problems()).contains(key + " = " + value + ": " + rule);
    }

    @ParameterizedTest
    @ValueSource(strings = {"venues.geo.request-timeout", "venues.geo.deadline"})
    void shouldRefuseToWaitForNoTime(String key) {
        assertThat(GivenSettings.ownEvents().with(key, "0 s").problems()).contains(key + " = 0 ms: must be above 0");
    }

    @Test
    void shouldRefuseADeadlineThatNoAttemptCanKeep() {
        assertThat(GivenSettings.ownEvents().with("venues.geo.deadline", "4 s").problems())
                .containsExactly("venues.geo.deadline = 4000 ms: must not be shorter than"
                        + " venues.geo.request-timeout = 5000 ms");
    }

    @ParameterizedTest
    @CsvSource({
        "venues.geo.url, photon.komoot.io",
        "venues.geo.url, /api",
        "venues.geo.url, file:///etc/passwd",
        "venues.geo.url, http://",
        "venues.geo.url, http://a b",
        "venues.aws.endpoint, localhost:4567",
    })
    void shouldRefuseWhatIsNoUrl(String key, String url) {
        assertThat(GivenSettings.ownEvents().with(key, url).problems())
                .containsExactly(key + " = " + url + ": must be an http or https URL without user, password and query");
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://user:pass@host", "https://host?key=1"})
    void shouldRefuseUrlsThatCarryMoreThanAnAddress(String url) {
        assertThat(GivenSettings.ownEvents().with("venues.geo.url", url).problems())
                .singleElement()
                .asString()
                .endsWith("must be an http or https URL without user, password and query");
    }

    @Test
    void shouldReachAnEmulatorWhenAnEndpointIsNamed() {
        KinesisSettings kinesis = connection(kinesis()
                .with("venues.aws.region", "eu-central-1")
                .with("venues.aws.endpoint", "http://localhost:4567"));

        assertThat(kinesis)
                .isEqualTo(
                        new KinesisSettings("eu-central-1", URI.create("http://localhost:4567"), Map.of(), Map.of()));
    }

    // Enrichment

    @ParameterizedTest
    @EnumSource(names = {"KEYED", "ORDERED"})
    void shouldSpreadAndOrderAsTold(ResultOrder order) {
        assertThat(ordered(order)
                        .with("venues.enrichment.distribute-by", "source")
                        .settings()
                        .spreading())
                .isEqualTo(new LocateVenues.Spreading(order, false, true));
    }

    @ParameterizedTest
    @EnumSource(names = {"KEYED", "ORDERED"})
    void shouldNotSpreadByVenueWhatIsOrdered(ResultOrder order) {
        assertThat(ordered(order).settings().spreading()).isEqualTo(new LocateVenues.Spreading(order, false, true));
    }

    @ParameterizedTest
    @EnumSource(names = {"KEYED", "ORDERED"})
    void shouldRefuseToSpreadByVenueWhatIsOrdered(ResultOrder order) {
        assertThat(ordered(order)
                        .with("venues.enrichment.distribute-by", "venue")
                        .problems())
                .containsExactly("venues.enrichment.distribute-by = venue: must be source for venues.enrichment.order"
                        + " = " + SettingsParser.text(order) + ": spread by venue, no order is left to keep");
    }

    private static GivenSettings ordered(ResultOrder order) {
        return GivenSettings.nothing().with("venues.enrichment.order", SettingsParser.text(order));
    }

    private static GivenSettings kinesis() {
        return GivenSettings.nothing()
                .with("venues.source", "kinesis")
                .with("venues.source.kinesis.stream", "events")
                .with("venues.geo.provider", "photon");
    }

    private static KinesisSettings connection(GivenSettings given) {
        return ((KinesisSourceEndpoint) given.settings().source()).connection();
    }

    private static GivenSettings kinesisSink() {
        return GivenSettings.ownEvents().with("venues.sink", "kinesis").with("venues.sink.kinesis.stream", "enriched");
    }

    private static StartPosition start(String text) {
        Settings settings = kinesis().with("venues.source.kinesis.start", text).settings();
        return ((KinesisSourceEndpoint) settings.source()).start();
    }
}

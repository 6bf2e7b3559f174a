package dev.venues.config;

import dev.venues.connector.Connector;
import dev.venues.connector.ConnectorOptions;
import dev.venues.lookup.LookupOptions;
import dev.venues.option.KnownOptions;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.MemorySize;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

import static org.apache.flink.configuration.ConfigOptions.key;

/** Every setting that is none of a connector, with its default and one sentence. A test holds docs/settings.md against it. */
public final class VenuesOptions {

    /** All settings stand under this. */
    public static final String PREFIX = "venues.";

    public static final ConfigOption<String> SOURCE =
            key("venues.source").stringType().defaultValue("files");
    public static final ConfigOption<String> SINK =
            key("venues.sink").stringType().defaultValue("files");
    public static final ConfigOption<String> DEAD_LETTERS =
            key("venues.dead-letters").stringType().noDefaultValue();
    public static final ConfigOption<String> EVENT_NAME = pointer("name", "the venue's name");
    public static final ConfigOption<String> EVENT_CITY = pointer("city", "its city");
    public static final ConfigOption<String> EVENT_COUNTRY = pointer("country", "its country");
    public static final ConfigOption<String> EVENT_LATITUDE = pointer("latitude", "read, and written when found");
    public static final ConfigOption<String> EVENT_LONGITUDE = pointer("longitude", "read, and written when found");
    public static final ConfigOption<String> EVENT_GEO = pointer("geo", "where the result's object is written");
    public static final ConfigOption<String> GEO_PROVIDER = key("venues.geo.provider")
            .stringType()
            .noDefaultValue()
            .withDescription(
                    "`foursquare`, `nominatim`, `photon`, `google` or `embedded` (knows the bundled samples only,"
                            + " local runs only); must be set, except for the bundled samples");
    public static final ConfigOption<String> GEO_URL = key("venues.geo.url")
            .stringType()
            .noDefaultValue()
            .withDescription("base URL; the provider's when not set");
    public static final ConfigOption<String> GEO_API_KEY =
            key("venues.geo.api-key").stringType().noDefaultValue().withDescription("only as `${env:NAME}`");
    public static final ConfigOption<String> GEO_API_KEY_FILE = key("venues.geo.api-key-file")
            .stringType()
            .noDefaultValue()
            .withDescription("a file that holds the key and nothing else");
    public static final ConfigOption<Duration> GEO_REQUEST_TIMEOUT = key("venues.geo.request-timeout")
            .durationType()
            .defaultValue(Duration.ofSeconds(5))
            .withDescription("one attempt");
    public static final ConfigOption<Duration> GEO_DEADLINE = key("venues.geo.deadline")
            .durationType()
            .defaultValue(Duration.ofMinutes(2))
            .withDescription("one lookup, all attempts and waits");
    public static final ConfigOption<Integer> GEO_MAX_IN_FLIGHT =
            key("venues.geo.max-in-flight").intType().defaultValue(100).withDescription("requests at once per subtask");
    public static final ConfigOption<String> GEO_RATE_LIMIT = key("venues.geo.rate-limit")
            .stringType()
            .noDefaultValue()
            .withDescription("requests per second for the whole job, or `none`; the provider's when not set");
    public static final ConfigOption<Integer> GEO_RETRIES = key("venues.geo.retries")
            .intType()
            .defaultValue(5)
            .withDescription("attempts after the first, within the deadline; `Retry-After` wins");
    public static final ConfigOption<String> GEO_ON_OUTAGE = key("venues.geo.on-outage")
            .stringType()
            .defaultValue("wait")
            .withDescription(
                    "while the API is down, throttles or refuses the account, lookups `wait` and do not age, or go on aging"
                            + " until they are a `dead-letter`");
    public static final ConfigOption<String> GEO_MONTHLY_BUDGET = key("venues.geo.monthly-budget")
            .stringType()
            .noDefaultValue()
            .withDescription("requests in a month (UTC) for the whole job; as many as it takes when not set");
    public static final ConfigOption<String> GEO_ON_BUDGET = key("venues.geo.on-budget")
            .stringType()
            .defaultValue("warn")
            .withDescription(
                    "when they are used up, `warn`, or `stop`: no request before the next month; lookups fare as"
                            + " `on-outage` says");
    public static final ConfigOption<String> GEO_PRICE = key("venues.geo.price-per-1000-calls")
            .stringType()
            .noDefaultValue()
            .withDescription("what your plan says, in your currency: for `costPerMillionEvents`");
    public static final ConfigOption<Boolean> GEO_ADAPTIVE_CONCURRENCY = key("venues.geo.adaptive-concurrency")
            .booleanType()
            .defaultValue(true)
            .withDescription("find out how many requests at once the API bears, at most `max-in-flight`");
    public static final ConfigOption<Boolean> GEO_HTTP2 = key("venues.geo.http2")
            .booleanType()
            .defaultValue(true)
            .withDescription(
                    "requests share a connection where the API offers HTTP/2 (only over TLS); else each has its"
                            + " own");
    public static final ConfigOption<Long> GEO_CACHE_MAX_ENTRIES = key("venues.geo.cache.max-entries")
            .longType()
            .defaultValue(100_000L)
            .withDescription("per TaskManager; `0` turns it off");
    public static final ConfigOption<MemorySize> GEO_CACHE_MAX_BYTES = key("venues.geo.cache.max-bytes")
            .memoryType()
            .defaultValue(new MemorySize(LookupOptions.Cache.DEFAULT_MAX_BYTES))
            .withDescription("heap per TaskManager, by an estimate: some 850 bytes an answer; `0` turns it off");
    public static final ConfigOption<Duration> GEO_CACHE_TTL = key("venues.geo.cache.ttl")
            .durationType()
            .noDefaultValue()
            .withDescription("how long a place is kept; the provider's terms when not set");
    public static final ConfigOption<Duration> GEO_CACHE_NOT_FOUND_TTL = key("venues.geo.cache.not-found-ttl")
            .durationType()
            .noDefaultValue()
            .withDescription("how long it is kept that there is none; the provider's terms when not set");
    public static final ConfigOption<Duration> GEO_CACHE_REFUSED_TTL = key("venues.geo.cache.refused-ttl")
            .durationType()
            .defaultValue(Duration.ofMinutes(10))
            .withDescription(
                    "how long it is kept that the API refuses a venue, or cannot answer it while it answers others;"
                            + " `0` forgets it at once");
    public static final ConfigOption<Duration> GEO_CACHE_STALE_IF_ERROR = key("venues.geo.cache.stale-if-error")
            .durationType()
            .defaultValue(Duration.ZERO)
            .withDescription("for how much longer an answer is given while the API cannot give a new one");
    public static final ConfigOption<String> GEO_CACHE_REFRESH_AHEAD = key("venues.geo.cache.refresh-ahead")
            .stringType()
            .defaultValue("off")
            .withDescription("`off`, or the part of the TTL after which an answer in use is asked for again in the"
                    + " background, such as `0.8`");
    public static final ConfigOption<String> GEO_CACHE_WARM_FROM = key("venues.geo.cache.warm-from")
            .stringType()
            .noDefaultValue()
            .withDescription(
                    "file or folder of JSON lines that earlier runs wrote, `.gz` too: the cache begins with the"
                            + " answers in it");
    public static final ConfigOption<String> ENRICHMENT_ORDER = key("venues.enrichment.order")
            .stringType()
            .defaultValue("unordered")
            .withDescription(
                    "`unordered`; `keyed`: those of a partition key (of a file) leave as they came; `ordered`: all of a"
                            + " source subtask leave as it read them");
    public static final ConfigOption<String> ENRICHMENT_DISTRIBUTE_BY = key("venues.enrichment.distribute-by")
            .stringType()
            .defaultValue("venue")
            .withDescription(
                    "`venue` (each venue is asked for once in the whole cluster) or `source` (events stay where they"
                            + " were read; so with `ordered`, and with `keyed`, where a key's go to one subtask)");

    private static final List<ConfigOption<?>> BEFORE_GEO_ACCESS = List.of(
            EVENT_NAME,
            EVENT_CITY,
            EVENT_COUNTRY,
            EVENT_LATITUDE,
            EVENT_LONGITUDE,
            EVENT_GEO,
            GEO_PROVIDER,
            GEO_URL,
            GEO_API_KEY,
            GEO_API_KEY_FILE,
            GEO_REQUEST_TIMEOUT,
            GEO_DEADLINE,
            GEO_MAX_IN_FLIGHT,
            GEO_RATE_LIMIT,
            GEO_RETRIES,
            GEO_ON_OUTAGE,
            GEO_MONTHLY_BUDGET,
            GEO_ON_BUDGET,
            GEO_PRICE,
            GEO_ADAPTIVE_CONCURRENCY,
            GEO_HTTP2);

    private static final List<ConfigOption<?>> BEHIND_GEO_ACCESS = List.of(
            GEO_CACHE_MAX_ENTRIES,
            GEO_CACHE_MAX_BYTES,
            GEO_CACHE_TTL,
            GEO_CACHE_NOT_FOUND_TTL,
            GEO_CACHE_REFUSED_TTL,
            GEO_CACHE_STALE_IF_ERROR,
            GEO_CACHE_REFRESH_AHEAD,
            GEO_CACHE_WARM_FROM,
            ENRICHMENT_ORDER,
            ENRICHMENT_DISTRIBUTE_BY);

    private VenuesOptions() {}

    /** All settings, those of connectors too, in the order of the documentation. */
    public static KnownOptions with(List<Connector> connectors) {
        String names = connectors.stream()
                .map(connector -> "`" + connector.name() + "`")
                .collect(Collectors.joining(" or "));
        List<ConfigOption<?>> all = new ArrayList<>();
        all.add(SOURCE.withDescription(names));
        connectors.forEach(connector -> all.addAll(connector.options().source()));
        all.add(SINK.withDescription(names));
        connectors.forEach(connector -> all.addAll(connector.options().enriched()));
        all.add(DEAD_LETTERS.withDescription(names + "; as `venues.sink` when not set"));
        connectors.forEach(connector -> all.addAll(connector.options().deadLetters()));
        List<String> prefixes = new ArrayList<>();
        // A path to a secret is none itself.
        Set<String> harmless = new HashSet<>(GeoAccessOptions.HARMLESS);
        harmless.add(GEO_API_KEY_FILE.key());
        for (Connector connector : connectors) {
            ConnectorOptions.Shared shared = connector.options().shared();
            all.addAll(shared.options());
            shared.passedOn().forEach(passedOn -> prefixes.add(passedOn.prefix()));
            harmless.addAll(shared.harmless());
        }
        all.addAll(BEFORE_GEO_ACCESS);
        all.addAll(GeoAccessOptions.ALL);
        all.addAll(BEHIND_GEO_ACCESS);
        List<String> hidden = GeoAccessOptions.EXTRAS.stream()
                .map(ConnectorOptions.PassedOn::prefix)
                .toList();
        prefixes.addAll(hidden);
        return new KnownOptions(all, prefixes, hidden, harmless, Set.of(GeoAccessOptions.PROXY.key()));
    }

    private static ConfigOption<String> pointer(String member, String description) {
        return key("venues.event." + member)
                .stringType()
                .defaultValue("/venue/" + member)
                .withDescription("JSON pointer: " + description);
    }
}

package dev.venues.config;

import dev.venues.lookup.LookupOptions;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.MemorySize;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Set;

import static org.apache.flink.configuration.ConfigOptions.key;

/** Every setting, with its default and one sentence. The README's table is held against this list by a test. */
public final class VenuesOptions {

    /** All settings stand under this. */
    public static final String PREFIX = "venues.";

    /** What follows goes to the Kinesis source unchanged. */
    public static final String CONSUMER_PREFIX = "venues.kinesis.consumer.";

    /** What follows goes to the Kinesis sinks unchanged. */
    public static final String PRODUCER_PREFIX = "venues.kinesis.producer.";

    public static final ConfigOption<String> SOURCE =
            key("venues.source").stringType().defaultValue("files").withDescription("`files` or `kinesis`");
    public static final ConfigOption<String> SOURCE_FILES_PATH = key("venues.source.files.path")
            .stringType()
            .noDefaultValue()
            .withDescription("file or folder of JSON lines, `.gz` too; the bundled samples when not set");
    public static final ConfigOption<Boolean> SOURCE_FILES_WATCH = key("venues.source.files.watch")
            .booleanType()
            .defaultValue(false)
            .withDescription("keep watching the folder for new files");
    public static final ConfigOption<String> SOURCE_KINESIS_STREAM = key("venues.source.kinesis.stream")
            .stringType()
            .noDefaultValue()
            .withDescription("one or more stream names, comma separated");
    public static final ConfigOption<String> SOURCE_KINESIS_START = key("venues.source.kinesis.start")
            .stringType()
            .defaultValue("TRIM_HORIZON")
            .withDescription("`LATEST`, `TRIM_HORIZON` or an ISO-8601 instant; counts for a start without a savepoint");
    public static final ConfigOption<String> SINK =
            key("venues.sink").stringType().defaultValue("files").withDescription("`files` or `kinesis`");
    public static final ConfigOption<String> SINK_FILES_PATH = key("venues.sink.files.path")
            .stringType()
            .defaultValue("out/enriched")
            .withDescription("folder of JSON lines, a subfolder per hour, exactly once");
    public static final ConfigOption<String> SINK_KINESIS_STREAM = key("venues.sink.kinesis.stream")
            .stringType()
            .noDefaultValue()
            .withDescription("stream name, at least once; keeps the partition key of the source record");
    public static final ConfigOption<String> DEAD_LETTERS = key("venues.dead-letters")
            .stringType()
            .noDefaultValue()
            .withDescription("`files` or `kinesis`; as `venues.sink` when not set");
    public static final ConfigOption<String> DEAD_LETTERS_FILES_PATH = key("venues.dead-letters.files.path")
            .stringType()
            .defaultValue("out/dead-letters")
            .withDescription("folder of JSON lines, a subfolder per hour, exactly once");
    public static final ConfigOption<String> DEAD_LETTERS_KINESIS_STREAM = key("venues.dead-letters.kinesis.stream")
            .stringType()
            .noDefaultValue()
            .withDescription("stream name, at least once");
    public static final ConfigOption<String> AWS_REGION = key("venues.aws.region")
            .stringType()
            .noDefaultValue()
            .withDescription("the AWS SDK's own chain when not set");
    public static final ConfigOption<String> AWS_ENDPOINT =
            key("venues.aws.endpoint").stringType().noDefaultValue().withDescription("base URL of a Kinesis emulator");
    public static final ConfigOption<String> AWS_CREDENTIALS = key("venues.aws.credentials")
            .stringType()
            .defaultValue("auto")
            .withDescription("`auto`: the AWS SDK's own chain; keys are never settings");
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
            .withDescription("while the API is down or asks for a pause, lookups `wait` and do not age, or go on aging"
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

    private static final List<ConfigOption<?>> ALL = List.of(
            SOURCE,
            SOURCE_FILES_PATH,
            SOURCE_FILES_WATCH,
            SOURCE_KINESIS_STREAM,
            SOURCE_KINESIS_START,
            SINK,
            SINK_FILES_PATH,
            SINK_KINESIS_STREAM,
            DEAD_LETTERS,
            DEAD_LETTERS_FILES_PATH,
            DEAD_LETTERS_KINESIS_STREAM,
            AWS_REGION,
            AWS_ENDPOINT,
            AWS_CREDENTIALS,
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
            GEO_HTTP2,
            GEO_CACHE_MAX_ENTRIES,
            GEO_CACHE_MAX_BYTES,
            GEO_CACHE_TTL,
            GEO_CACHE_NOT_FOUND_TTL,
            GEO_CACHE_STALE_IF_ERROR,
            GEO_CACHE_REFRESH_AHEAD,
            GEO_CACHE_WARM_FROM,
            ENRICHMENT_ORDER,
            ENRICHMENT_DISTRIBUTE_BY);

    private static final Set<String> SECRET_WORDS = Set.of("secret", "password", "token", "credential", "key");

    private VenuesOptions() {}

    /** All settings in the order of the documentation. */
    public static List<ConfigOption<?>> all() {
        return ALL;
    }

    /** Whether a setting's value is masked wherever it is shown. A path to a secret is none itself. */
    static boolean isSecret(String key) {
        if (key.equals(GEO_API_KEY_FILE.key()) || key.equals(AWS_CREDENTIALS.key())) {
            return false;
        }
        return SECRET_WORDS.stream().anyMatch(key.toLowerCase(Locale.ROOT)::contains);
    }

    /** Whether a key is passed on to the connector. */
    static boolean isPassedOn(String key) {
        return key.startsWith(CONSUMER_PREFIX) && key.length() > CONSUMER_PREFIX.length()
                || key.startsWith(PRODUCER_PREFIX) && key.length() > PRODUCER_PREFIX.length();
    }

    private static ConfigOption<String> pointer(String member, String description) {
        return key("venues.event." + member)
                .stringType()
                .defaultValue("/venue/" + member)
                .withDescription("JSON pointer: " + description);
    }
}

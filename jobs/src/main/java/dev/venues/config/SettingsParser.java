package dev.venues.config;

import dev.venues.codec.EventPointers;
import dev.venues.config.SettingSources.Value;
import dev.venues.geo.GeoSettings;
import dev.venues.geo.provider.GeoProviders;
import dev.venues.geo.provider.ProviderName;
import dev.venues.geo.provider.ProviderTerms;
import dev.venues.model.BuildInfo;
import dev.venues.model.Secret;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/** Reads all settings, and reports all problems at once. */
public final class SettingsParser {

    /** Where the job will run. */
    public enum RunMode {
        LOCAL,
        CLUSTER
    }

    private static final Pattern STREAM_NAME = Pattern.compile("[a-zA-Z0-9_.-]{1,128}");
    private static final Duration LONGEST = Duration.ofDays(3_650);

    private final List<Problem> problems;
    private final OptionReader reader;
    private final RunMode mode;

    private SettingsParser(List<Problem> problems, OptionReader reader, RunMode mode) {
        this.problems = problems;
        this.reader = reader;
        this.mode = mode;
    }

    /**
     * Reads the settings for this process.
     *
     * @throws SettingsException if anything is wrong with them
     */
    public static EffectiveSettings parse(CommandLine commandLine, RunMode mode) throws SettingsException {
        return parse(commandLine, mode, System::getenv, SettingSources.PROPERTY_GROUPS);
    }

    static EffectiveSettings parse(
            CommandLine commandLine, RunMode mode, UnaryOperator<String> environment, Path propertyGroups)
            throws SettingsException {
        List<Problem> problems = new ArrayList<>(commandLine.problems());
        Map<String, Value> values = SettingSources.merge(commandLine, propertyGroups, problems);
        UnknownKeys.report(values, problems);
        OptionReader reader = new OptionReader(values, environment, problems);
        Settings settings = new SettingsParser(problems, reader, mode).settings();
        if (!problems.isEmpty()) {
            throw new SettingsException(problems);
        }
        return new EffectiveSettings(settings, reader.shown());
    }

    private Settings settings() {
        Settings.Source source = source();
        Settings.Sink enriched = sink(VenuesOptions.SINK.key(), reader.get(VenuesOptions.SINK), true);
        String deadLetters = reader.get(VenuesOptions.DEAD_LETTERS);
        return new Settings(
                source,
                enriched,
                sink(
                        VenuesOptions.DEAD_LETTERS.key(),
                        deadLetters == null ? reader.get(VenuesOptions.SINK) : deadLetters,
                        false),
                kinesis(),
                pointers(),
                geo(source),
                new Settings.Enrichment(ordered(), byVenue()));
    }

    private Settings.Source source() {
        String kind = oneOf(VenuesOptions.SOURCE.key(), reader.get(VenuesOptions.SOURCE), "files", "kinesis");
        String path = reader.get(VenuesOptions.SOURCE_FILES_PATH);
        boolean watch = reader.get(VenuesOptions.SOURCE_FILES_WATCH);
        List<String> streams = streams();
        Settings.StartPosition start = start();
        if (kind.equals("kinesis")) {
            if (streams.isEmpty()) {
                missing(VenuesOptions.SOURCE_KINESIS_STREAM.key(), "venues.source = kinesis");
            }
            return new Settings.Source.Kinesis(streams, start);
        }
        if (path == null && mode == RunMode.CLUSTER && kind.equals("files")) {
            problems.add(new Problem(
                    VenuesOptions.SOURCE_FILES_PATH.key(),
                    null,
                    "must be set: the bundled samples are for local runs"));
        }
        if (path == null && watch) {
            missing(VenuesOptions.SOURCE_FILES_PATH.key(), "venues.source.files.watch = true");
        }
        return new Settings.Source.Files(path, watch);
    }

    private List<String> streams() {
        String names = reader.get(VenuesOptions.SOURCE_KINESIS_STREAM);
        if (names == null) {
            return List.of();
        }
        List<String> streams = Arrays.stream(names.split(",", -1))
                .map(String::strip)
                .distinct()
                .toList();
        streams.forEach(stream -> streamName(VenuesOptions.SOURCE_KINESIS_STREAM.key(), stream));
        return streams;
    }

    private Settings.StartPosition start() {
        String start = reader.get(VenuesOptions.SOURCE_KINESIS_START);
        return switch (start) {
            case "LATEST" -> new Settings.StartPosition.Latest();
            case "TRIM_HORIZON" -> new Settings.StartPosition.TrimHorizon();
            default -> {
                try {
                    yield new Settings.StartPosition.AtTimestamp(Instant.parse(start));
                } catch (DateTimeParseException e) {
                    problems.add(new Problem(
                            VenuesOptions.SOURCE_KINESIS_START.key(),
                            start,
                            "must be LATEST, TRIM_HORIZON or an instant such as 2026-11-01T12:00:00Z"));
                    yield new Settings.StartPosition.TrimHorizon();
                }
            }
        };
    }

    private Settings.Sink sink(String key, String kind, boolean enriched) {
        String path = reader.get(enriched ? VenuesOptions.SINK_FILES_PATH : VenuesOptions.DEAD_LETTERS_FILES_PATH);
        var streamOption = enriched ? VenuesOptions.SINK_KINESIS_STREAM : VenuesOptions.DEAD_LETTERS_KINESIS_STREAM;
        String stream = reader.get(streamOption);
        if (stream != null) {
            streamName(streamOption.key(), stream);
        }
        if (!oneOf(key, kind, "files", "kinesis").equals("kinesis")) {
            return new Settings.Sink.Files(path);
        }
        if (stream == null) {
            String because = enriched || reader.isSet(VenuesOptions.DEAD_LETTERS)
                    ? key + " = kinesis"
                    : "venues.sink = kinesis (or set venues.dead-letters = files)";
            missing(streamOption.key(), because);
        }
        return new Settings.Sink.Kinesis(stream);
    }

    private Settings.Kinesis kinesis() {
        String credentials = reader.get(VenuesOptions.AWS_CREDENTIALS);
        oneOf(VenuesOptions.AWS_CREDENTIALS.key(), credentials, "auto");
        return new Settings.Kinesis(
                reader.get(VenuesOptions.AWS_REGION),
                url(VenuesOptions.AWS_ENDPOINT.key(), reader.get(VenuesOptions.AWS_ENDPOINT)),
                reader.passedOn(VenuesOptions.CONSUMER_PREFIX),
                reader.passedOn(VenuesOptions.PRODUCER_PREFIX));
    }

    private EventPointers pointers() {
        List<String> pointers = new ArrayList<>();
        boolean valid = true;
        for (var option : List.of(
                VenuesOptions.EVENT_NAME,
                VenuesOptions.EVENT_CITY,
                VenuesOptions.EVENT_COUNTRY,
                VenuesOptions.EVENT_LATITUDE,
                VenuesOptions.EVENT_LONGITUDE,
                VenuesOptions.EVENT_GEO)) {
            String pointer = reader.get(option);
            String problem = EventPointers.problem(pointer);
            if (problem != null) {
                problems.add(new Problem(option.key(), pointer, problem));
                valid = false;
            }
            pointers.add(pointer);
        }
        if (!valid) {
            return EventPointers.DEFAULT;
        }
        try {
            return new EventPointers(
                    pointers.get(0),
                    pointers.get(1),
                    pointers.get(2),
                    pointers.get(3),
                    pointers.get(4),
                    pointers.get(5));
        } catch (IllegalArgumentException e) {
            problems.add(new Problem("venues.event.*", null, e.getMessage()));
            return EventPointers.DEFAULT;
        }
    }

    private GeoSettings geo(Settings.Source source) {
        ProviderName name = provider(source);
        ProviderTerms terms = GeoProviders.terms(name);
        URI url = url(VenuesOptions.GEO_URL.key(), reader.get(VenuesOptions.GEO_URL));
        Secret apiKey = reader.secret(VenuesOptions.GEO_API_KEY, VenuesOptions.GEO_API_KEY_FILE);
        if (terms.needsKey()
                && apiKey == null
                && !reader.isSet(VenuesOptions.GEO_API_KEY)
                && !reader.isSet(VenuesOptions.GEO_API_KEY_FILE)) {
            problems.add(new Problem(
                    VenuesOptions.GEO_API_KEY.key(),
                    null,
                    "must be set for " + name.text() + ", as ${env:NAME}, or venues.geo.api-key-file"));
        }
        Duration requestTimeout =
                positive(VenuesOptions.GEO_REQUEST_TIMEOUT.key(), reader.get(VenuesOptions.GEO_REQUEST_TIMEOUT));
        Duration deadline = positive(VenuesOptions.GEO_DEADLINE.key(), reader.get(VenuesOptions.GEO_DEADLINE));
        if (deadline.compareTo(requestTimeout) < 0) {
            problems.add(new Problem(
                    VenuesOptions.GEO_DEADLINE.key(),
                    deadline.toMillis() + " ms",
                    "must not be shorter than venues.geo.request-timeout = " + requestTimeout.toMillis() + " ms"));
        }
        Duration ttl = reader.get(VenuesOptions.GEO_CACHE_TTL);
        Duration notFoundTtl = reader.get(VenuesOptions.GEO_CACHE_NOT_FOUND_TTL);
        return new GeoSettings(
                new GeoSettings.Provider(
                        name,
                        url == null ? terms.url() : url,
                        apiKey,
                        BuildInfo.current().userAgent()),
                new GeoSettings.Calls(
                        requestTimeout,
                        deadline,
                        (int) atLeast(
                                VenuesOptions.GEO_MAX_IN_FLIGHT.key(), reader.get(VenuesOptions.GEO_MAX_IN_FLIGHT), 1),
                        rateLimit(terms),
                        (int) atLeast(VenuesOptions.GEO_RETRIES.key(), reader.get(VenuesOptions.GEO_RETRIES), 0)),
                new GeoSettings.Cache(
                        atLeast(
                                VenuesOptions.GEO_CACHE_MAX_ENTRIES.key(),
                                reader.get(VenuesOptions.GEO_CACHE_MAX_ENTRIES),
                                0),
                        ttl == null ? terms.ttl() : notTooLong(VenuesOptions.GEO_CACHE_TTL.key(), ttl),
                        notFoundTtl == null
                                ? terms.notFoundTtl()
                                : notTooLong(VenuesOptions.GEO_CACHE_NOT_FOUND_TTL.key(), notFoundTtl)));
    }

    private ProviderName provider(Settings.Source source) {
        String text = reader.get(VenuesOptions.GEO_PROVIDER);
        if (text == null) {
            boolean samples = source instanceof Settings.Source.Files files && files.path() == null;
            if (!samples) {
                problems.add(new Problem(
                        VenuesOptions.GEO_PROVIDER.key(), null, "must be foursquare, nominatim, photon or google"));
            }
            return ProviderName.EMBEDDED;
        }
        ProviderName name = Arrays.stream(ProviderName.values())
                .filter(known -> known.text().equals(text))
                .findFirst()
                .orElse(null);
        if (name == null || name == ProviderName.EMBEDDED && mode == RunMode.CLUSTER) {
            problems.add(new Problem(
                    VenuesOptions.GEO_PROVIDER.key(),
                    text,
                    "must be foursquare, nominatim, photon or google; embedded is for local runs"));
            return ProviderName.EMBEDDED;
        }
        return name;
    }

    private double rateLimit(ProviderTerms terms) {
        String text = reader.get(VenuesOptions.GEO_RATE_LIMIT);
        if (text == null) {
            return terms.ratePerSecond();
        }
        if (text.equals("none")) {
            return 0;
        }
        try {
            double rate = Double.parseDouble(text);
            if (rate > 0 && rate <= 1e6) {
                return rate;
            }
        } catch (NumberFormatException e) {
            // Reported below, as for a number out of range.
        }
        problems.add(
                new Problem(VenuesOptions.GEO_RATE_LIMIT.key(), text, "must be requests per second, above 0, or none"));
        return 0;
    }

    private boolean ordered() {
        String order = reader.get(VenuesOptions.ENRICHMENT_ORDER);
        if (order.equals("keyed")) {
            problems.add(
                    new Problem(
                            VenuesOptions.ENRICHMENT_ORDER.key(),
                            order,
                            "is not built yet; ordered keeps the order of all events, at the price of waiting for the slowest"));
            return true;
        }
        return oneOf(VenuesOptions.ENRICHMENT_ORDER.key(), order, "unordered", "ordered")
                .equals("ordered");
    }

    private boolean byVenue() {
        String by = reader.get(VenuesOptions.ENRICHMENT_DISTRIBUTE_BY);
        return oneOf(VenuesOptions.ENRICHMENT_DISTRIBUTE_BY.key(), by, "venue", "source")
                .equals("venue");
    }

    /** The value, which if it is none of the known ones becomes a problem. */
    private String oneOf(String key, String value, String... known) {
        if (!Arrays.asList(known).contains(value)) {
            Problem problem = new Problem(key, value, "must be " + String.join(" or ", known));
            if (!problems.contains(problem)) {
                problems.add(problem);
            }
        }
        return value;
    }

    private void missing(String key, String because) {
        problems.add(new Problem(key, null, "must be set for " + because));
    }

    private void streamName(String key, String name) {
        if (!STREAM_NAME.matcher(name).matches()) {
            problems.add(new Problem(key, name, "must be a stream name: 1 to 128 letters, digits, _ . or -"));
        }
    }

    private URI url(String key, String text) {
        if (text == null) {
            return null;
        }
        try {
            URI url = URI.create(text);
            boolean http = "http".equals(url.getScheme()) || "https".equals(url.getScheme());
            if (http && url.getHost() != null && url.getQuery() == null && url.getUserInfo() == null) {
                return url;
            }
        } catch (IllegalArgumentException e) {
            // Reported below, as for a URL of another kind.
        }
        problems.add(new Problem(key, text, "must be an http or https URL without user, password and query"));
        return null;
    }

    private Duration positive(String key, Duration value) {
        if (value.isZero() || value.isNegative()) {
            problems.add(new Problem(key, value.toMillis() + " ms", "must be above 0"));
            return LONGEST;
        }
        return notTooLong(key, value);
    }

    private Duration notTooLong(String key, Duration value) {
        if (value.compareTo(LONGEST) > 0) {
            problems.add(new Problem(key, value.toDays() + " d", "must not be longer than " + LONGEST.toDays() + " d"));
        }
        return value;
    }

    private long atLeast(String key, long value, long least) {
        if (value < least) {
            problems.add(new Problem(key, Long.toString(value), "must be " + least + " or more"));
        }
        return value;
    }
}

package dev.venues.config;

import dev.venues.config.SettingsParser.RunMode;
import dev.venues.connector.SourceEndpoint;
import dev.venues.geo.GeoSettings;
import dev.venues.geo.VenueLookups;
import dev.venues.geo.provider.GeoProvider;
import dev.venues.geo.provider.ProviderName;
import dev.venues.lookup.LookupOptions;
import dev.venues.lookup.Secret;
import dev.venues.lookup.Terms;
import dev.venues.lookup.access.Access;
import dev.venues.option.OptionReader;
import dev.venues.option.Rules;
import org.apache.flink.configuration.ConfigOption;

import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.function.Consumer;

/** Reads {@code venues.geo.*}; the provider's terms are the defaults of what is not set. */
final class GeoSettingsParser {

    private final OptionReader reader;
    private final Rules rules;
    private final RunMode mode;

    GeoSettingsParser(OptionReader reader, Rules rules, RunMode mode) {
        this.reader = reader;
        this.rules = rules;
        this.mode = mode;
    }

    GeoSettings geo(SourceEndpoint source) {
        ProviderName name = provider(source);
        GeoProvider api = name.provider();
        URI given = reader.url(VenuesOptions.GEO_URL, rules);
        URI url = given == null ? api.url() : given;
        Secret apiKey = reader.secret(VenuesOptions.GEO_API_KEY, VenuesOptions.GEO_API_KEY_FILE);
        GeoAccessParser accessParser = new GeoAccessParser(reader, rules);
        Access access = accessParser.access(url);
        if (api.needsKey()
                && apiKey == null
                && !access.authorizes()
                && !reader.isAnySet(VenuesOptions.GEO_API_KEY.key())
                && !reader.isAnySet(GeoAccessOptions.OAUTH2_PREFIX + ".")
                && !reader.isAnySet(GeoAccessOptions.HEADER.prefix() + "Authorization")) {
            rules.broken(
                    VenuesOptions.GEO_API_KEY.key(),
                    null,
                    "must be set for " + name.text() + ", as ${env:NAME}, or venues.geo.api-key-file");
        }
        GeoSettings.Provider provider = new GeoSettings.Provider(name, url, apiKey, accessParser.caller());
        accessParser.reportTwice(access, VenueLookups.ofRequests(provider), name.text());
        return new GeoSettings(provider, options(api.terms()), access, warmFrom());
    }

    private LookupOptions options(Terms terms) {
        LookupOptions.Builder options = LookupOptions.builder(terms);
        times(options);
        rate(options);
        cache(options);
        return options.maxInFlight((int) rules.between(
                        VenuesOptions.GEO_MAX_IN_FLIGHT.key(),
                        reader.get(VenuesOptions.GEO_MAX_IN_FLIGHT),
                        1,
                        1_000_000))
                .retries((int) rules.atLeast(VenuesOptions.GEO_RETRIES.key(), reader.get(VenuesOptions.GEO_RETRIES), 0))
                .adaptiveConcurrency(reader.get(VenuesOptions.GEO_ADAPTIVE_CONCURRENCY))
                .http2(reader.get(VenuesOptions.GEO_HTTP2))
                .onOutage(onOutage())
                .budget(budget())
                .build();
    }

    private void times(LookupOptions.Builder options) {
        Duration requestTimeout =
                rules.positive(VenuesOptions.GEO_REQUEST_TIMEOUT.key(), reader.get(VenuesOptions.GEO_REQUEST_TIMEOUT));
        Duration deadline = rules.positive(VenuesOptions.GEO_DEADLINE.key(), reader.get(VenuesOptions.GEO_DEADLINE));
        if (requestTimeout == null || deadline == null) {
            return;
        }
        if (deadline.compareTo(requestTimeout) < 0) {
            rules.broken(
                    VenuesOptions.GEO_DEADLINE.key(),
                    deadline.toMillis() + " ms",
                    "must not be shorter than venues.geo.request-timeout = " + requestTimeout.toMillis() + " ms");
        }
        options.requestTimeout(requestTimeout).deadline(deadline);
    }

    private LookupOptions.Budget budget() {
        String onBudget =
                rules.oneOf(VenuesOptions.GEO_ON_BUDGET.key(), reader.get(VenuesOptions.GEO_ON_BUDGET), "warn", "stop");
        if (onBudget.equals("stop") && !reader.isSet(VenuesOptions.GEO_MONTHLY_BUDGET)) {
            rules.broken(VenuesOptions.GEO_ON_BUDGET.key(), onBudget, "needs venues.geo.monthly-budget");
        }
        return new LookupOptions.Budget(
                (long) number(VenuesOptions.GEO_MONTHLY_BUDGET, "[1-9]\\d{0,14}", "must be a whole number above 0"),
                onBudget.equals("stop"),
                number(VenuesOptions.GEO_PRICE, "\\d{1,6}([.]\\d{1,6})?", "must be a price such as 4.50"));
    }

    /** 0 if it is not set, or not right. */
    private double number(ConfigOption<String> option, String pattern, String rule) {
        String text = reader.get(option);
        if (text == null) {
            return 0;
        }
        if (text.matches(pattern)) {
            return Double.parseDouble(text);
        }
        rules.broken(option.key(), text, rule);
        return 0;
    }

    private void cache(LookupOptions.Builder options) {
        options.maxEntries(rules.atLeast(
                        VenuesOptions.GEO_CACHE_MAX_ENTRIES.key(), reader.get(VenuesOptions.GEO_CACHE_MAX_ENTRIES), 0))
                .maxBytes(reader.get(VenuesOptions.GEO_CACHE_MAX_BYTES).getBytes())
                .refreshAhead(refreshAhead());
        ifNotTooLong(VenuesOptions.GEO_CACHE_TTL, options::ttl);
        ifNotTooLong(VenuesOptions.GEO_CACHE_NOT_FOUND_TTL, options::notFoundTtl);
        ifNotTooLong(VenuesOptions.GEO_CACHE_REFUSED_TTL, options::refusedTtl);
        ifNotTooLong(VenuesOptions.GEO_CACHE_STALE_IF_ERROR, options::staleIfError);
    }

    private void ifNotTooLong(ConfigOption<Duration> option, Consumer<Duration> set) {
        Duration time = reader.get(option);
        if (time != null && rules.notTooLong(option.key(), time) != null) {
            set.accept(time);
        }
    }

    /** It need not be there: before the first run there is no output. */
    private String warmFrom() {
        String path = reader.get(VenuesOptions.GEO_CACHE_WARM_FROM);
        rules.path(VenuesOptions.GEO_CACHE_WARM_FROM.key(), path);
        return path;
    }

    private double refreshAhead() {
        String text = reader.get(VenuesOptions.GEO_CACHE_REFRESH_AHEAD);
        if (text.equals("off")) {
            return 1;
        }
        try {
            double part = Double.parseDouble(text);
            if (part >= 0.1 && part < 1) {
                return part;
            }
        } catch (NumberFormatException e) {
            // Reported below, as for a number out of range.
        }
        rules.broken(VenuesOptions.GEO_CACHE_REFRESH_AHEAD.key(), text, "must be off, or from 0.1 to below 1");
        return 1;
    }

    private ProviderName provider(SourceEndpoint source) {
        String text = reader.get(VenuesOptions.GEO_PROVIDER);
        if (text == null) {
            if (mode != RunMode.REPLAY_DRY_RUN && (!source.isSamples() || mode == RunMode.CLUSTER)) {
                rules.broken(
                        VenuesOptions.GEO_PROVIDER.key(), null, "must be set: foursquare, nominatim, photon or google");
            }
            return ProviderName.EMBEDDED;
        }
        ProviderName name = Arrays.stream(ProviderName.values())
                .filter(known -> known.text().equals(text))
                .findFirst()
                .orElse(null);
        if (name == null || name == ProviderName.EMBEDDED && mode == RunMode.CLUSTER) {
            rules.broken(
                    VenuesOptions.GEO_PROVIDER.key(),
                    text,
                    "must be foursquare, nominatim, photon or google; embedded is for local runs");
            return ProviderName.EMBEDDED;
        }
        return name;
    }

    private LookupOptions.OnOutage onOutage() {
        String key = VenuesOptions.GEO_ON_OUTAGE.key();
        return rules.oneOf(key, reader.get(VenuesOptions.GEO_ON_OUTAGE), "wait", "dead-letter")
                        .equals("wait")
                ? LookupOptions.OnOutage.WAIT
                : LookupOptions.OnOutage.FAIL;
    }

    private void rate(LookupOptions.Builder options) {
        String text = reader.get(VenuesOptions.GEO_RATE_LIMIT);
        if (text == null) {
            return;
        }
        if (text.equals("none")) {
            options.ratePerSecond(0);
            return;
        }
        try {
            double rate = Double.parseDouble(text);
            if (rate > 0 && rate <= 1e6) {
                options.ratePerSecond(rate);
                return;
            }
        } catch (NumberFormatException e) {
            // Reported below, as for a number out of range.
        }
        rules.broken(VenuesOptions.GEO_RATE_LIMIT.key(), text, "must be requests per second, above 0, or none");
    }
}

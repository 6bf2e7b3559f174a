package dev.venues.config;

import dev.venues.geo.GeoSettings;
import dev.venues.lookup.Request.Param;
import dev.venues.lookup.access.ClientCredentials;
import dev.venues.lookup.access.Extras;
import dev.venues.lookup.access.Origin;
import dev.venues.lookup.access.Tls;
import dev.venues.option.KnownOptions;
import dev.venues.option.OptionReader;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What is odd about secrets, the way to the API and a warm start, though it is allowed. */
final class GeoWarnings {

    private final GeoSettings geo;
    private final OptionReader options;
    private final List<String> warnings = new ArrayList<>();

    /** Null for the API of a local run. */
    private final Origin api;

    /** Null where there are no tokens. */
    private final Origin tokens;

    private GeoWarnings(GeoSettings geo, OptionReader options) {
        this.geo = geo;
        this.options = options;
        ClientCredentials credentials = geo.access().credentials();
        this.api =
                geo.provider().url() == null ? null : Origin.of(geo.provider().url());
        this.tokens = credentials == null ? null : Origin.of(credentials.tokenUrl());
    }

    static List<String> of(GeoSettings geo, OptionReader options) {
        GeoWarnings all = new GeoWarnings(geo, options);
        all.withoutEffect();
        all.inTheOpen();
        all.warmStart();
        return all.warnings;
    }

    private void withoutEffect() {
        GeoSettings.Provider provider = geo.provider();
        if (provider.apiKey() != null && !provider.name().provider().needsKey()) {
            warnings.add(key() + " is without effect: " + provider.text() + " takes no key");
        }
        boolean overTls = api == null || api.tls() || tokens != null && tokens.tls();
        if (!geo.access().tls().equals(Tls.OF_THE_JVM) && !overTls) {
            warnings.add("venues.geo.tls.* is without effect: venues.geo.url is not https");
        }
        String proxy = options.get(GeoAccessOptions.PROXY);
        if (api == null && tokens == null && proxy != null && !proxy.equals(ProxyParser.NONE)) {
            warnings.add("venues.geo.proxy is without effect: " + provider.text() + " is part of the run");
        }
    }

    /** What whoever listens can read. */
    private void inTheOpen() {
        if (tokens != null && isOpen(tokens)) {
            warnings.add("venues.geo.oauth2.token-url is not https: whoever listens reads the client's secret");
        }
        if (api == null || !isOpen(api)) {
            return;
        }
        GeoSettings.Provider provider = geo.provider();
        if (provider.apiKey() != null && provider.name().provider().needsKey()) {
            open(key());
        }
        if (tokens != null) {
            open("the token of venues.geo.oauth2");
        }
        Extras extras = geo.access().extras();
        extras.headers().keySet().stream()
                .filter(KnownOptions::soundsSecret)
                .sorted()
                .forEach(name -> open(GeoAccessOptions.HEADER.prefix() + name));
        extras.query().stream()
                .map(Param::name)
                .filter(KnownOptions::soundsSecret)
                .forEach(name -> open(GeoAccessOptions.QUERY.prefix() + name));
    }

    private void open(String what) {
        warnings.add(what + " goes to " + api.host() + " unencrypted: venues.geo.url is http");
    }

    private static boolean isOpen(Origin origin) {
        return !origin.tls() && !ProxyExceptions.isLoopback(origin.host());
    }

    private String key() {
        return options.isSet(VenuesOptions.GEO_API_KEY)
                ? VenuesOptions.GEO_API_KEY.key()
                : VenuesOptions.GEO_API_KEY_FILE.key();
    }

    private void warmStart() {
        String warmFrom = geo.warmFrom();
        if (warmFrom != null && !geo.options().cache().remembersNothing() && isMissing(warmFrom)) {
            warnings.add("venues.geo.cache.warm-from = " + warmFrom
                    + " does not exist on this machine: a cache here begins empty");
        }
    }

    /** One with a scheme is Flink's to judge. */
    private static boolean isMissing(String path) {
        return !path.contains("://") && !Files.exists(Path.of(path));
    }
}

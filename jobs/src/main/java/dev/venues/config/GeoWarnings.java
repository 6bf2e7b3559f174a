package dev.venues.config;

import dev.venues.geo.GeoSettings;
import dev.venues.option.OptionReader;

import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What is odd about a key and a warm start, though it is allowed. Asks no name server. */
final class GeoWarnings {

    private GeoWarnings() {}

    static List<String> of(GeoSettings geo, OptionReader options) {
        List<String> warnings = new ArrayList<>();
        GeoSettings.Provider provider = geo.provider();
        if (provider.apiKey() != null) {
            String key = options.isSet(VenuesOptions.GEO_API_KEY)
                    ? VenuesOptions.GEO_API_KEY.key()
                    : VenuesOptions.GEO_API_KEY_FILE.key();
            URI url = provider.url();
            if (!provider.name().provider().needsKey()) {
                warnings.add(key + " is without effect: " + provider.text() + " takes no key");
            } else if (url != null && "http".equals(url.getScheme()) && !isLoopback(url.getHost())) {
                warnings.add(key + " goes to " + url.getHost() + " unencrypted: venues.geo.url is http");
            }
        }
        String warmFrom = geo.warmFrom();
        if (warmFrom != null && !geo.options().cache().remembersNothing() && isMissing(warmFrom)) {
            warnings.add("venues.geo.cache.warm-from = " + warmFrom
                    + " does not exist on this machine: a cache here begins empty");
        }
        return warnings;
    }

    private static boolean isLoopback(String host) {
        String name = host.toLowerCase(Locale.ROOT);
        if (name.equals("localhost") || name.endsWith(".localhost")) {
            return true;
        }
        boolean address = name.startsWith("[") || name.matches("[\\d.]+");
        try {
            return address && InetAddress.getByName(name).isLoopbackAddress();
        } catch (UnknownHostException e) {
            return false;
        }
    }

    /** One with a scheme is Flink's to judge. */
    private static boolean isMissing(String path) {
        return !path.contains("://") && !Files.exists(Path.of(path));
    }
}

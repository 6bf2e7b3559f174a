package dev.venues.config;

import dev.venues.lookup.Secret;
import dev.venues.lookup.access.Origin;
import dev.venues.lookup.access.Proxy;
import dev.venues.option.KnownOptions;
import dev.venues.option.OptionReader;
import dev.venues.option.Rules;

import java.net.URI;
import java.net.URLDecoder;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import static java.nio.charset.StandardCharsets.UTF_8;

/** Which proxy stands before a URL: the one that is set, or the environment's, as curl and others read it. */
final class ProxyParser {

    private static final Pattern PROXY = Pattern.compile("(?:(?i:http)://)?(?:([^/]*)@)?([^/@]+?)/?");
    private static final List<String> OF_HTTPS = List.of("HTTPS_PROXY", "https_proxy");
    private static final List<String> OF_HTTP = List.of("HTTP_PROXY", "http_proxy");
    private static final List<String> EXCEPTIONS = List.of("NO_PROXY", "no_proxy");

    /** Instead of a proxy. */
    static final String NONE = "none";

    private final OptionReader reader;
    private final Rules rules;

    ProxyParser(OptionReader reader, Rules rules) {
        this.reader = reader;
        this.rules = rules;
    }

    /**
     * The proxy before a URL, null for none.
     *
     * @param url null for the API of a local run, before which nothing stands
     */
    Proxy before(URI url) {
        String text = reader.get(GeoAccessOptions.PROXY);
        Origin target = url == null ? null : Origin.of(url);
        if (text != null) {
            Proxy set = text.equals(NONE) ? null : proxy(GeoAccessOptions.PROXY.key(), text, "");
            return target == null ? null : set;
        }
        if (target == null || ProxyExceptions.isLoopback(target.host())) {
            return null;
        }
        String variable = reader.variable(target.tls() ? OF_HTTPS : OF_HTTP);
        if (variable == null || new ProxyExceptions(reader.variableValue(EXCEPTIONS)).holdsFor(target)) {
            return null;
        }
        return proxy(
                variable,
                reader.variableValue(List.of(variable)),
                "; " + GeoAccessOptions.PROXY.key() + " = " + NONE + " does without");
    }

    /**
     * @param wayOut what else there is to do, behind the rule
     */
    private Proxy proxy(String key, String text, String wayOut) {
        Matcher parts = PROXY.matcher(text);
        boolean setting = key.equals(GeoAccessOptions.PROXY.key());
        Origin origin = parts.matches() ? origin(parts.group(2), setting) : null;
        if (origin != null) {
            return new Proxy(key, origin.host(), origin.port(), credentials(parts.group(1)));
        }
        rules.broken(
                key,
                KnownOptions.withoutUser(text),
                "must be http://host:port, or with user:password@ before the host" + wayOut);
        return null;
    }

    /** In the setting with a port, so that {@code off} is no proxy; in the environment port 80 is the usual one. */
    private static Origin origin(String hostAndPort, boolean withPort) {
        try {
            return !withPort || hostAndPort.matches(".*:\\d+") ? Origin.of(URI.create("http://" + hostAndPort)) : null;
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    private static Secret credentials(String user) {
        if (user == null || user.isEmpty()) {
            return null;
        }
        String[] parts = user.split(":", 2);
        return new Secret(decoded(parts[0]) + ":" + (parts.length == 1 ? "" : decoded(parts[1])));
    }

    /** As it is where it is not percent-encoded: many write passwords so. */
    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text.replace("+", "%2B"), UTF_8);
        } catch (IllegalArgumentException e) {
            return text;
        }
    }
}

package dev.venues.config;

import dev.venues.geo.GeoSettings;
import dev.venues.lookup.Request.Param;
import dev.venues.lookup.Request.Text;
import dev.venues.lookup.Secret;
import dev.venues.lookup.access.Access;
import dev.venues.lookup.access.Extras;
import dev.venues.model.BuildInfo;
import dev.venues.option.KnownOptions;
import dev.venues.option.OptionReader;
import dev.venues.option.Rules;
import org.apache.flink.configuration.ConfigOption;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Reads how the geo API is reached. */
final class GeoAccessParser {

    /** A token of RFC 9110, section 5.6.2. */
    private static final String HEADER_NAME = "[!#$%&'*+.^_`|~0-9A-Za-z-]+";

    private static final String HEADER_VALUE = "[\\t -~]*";

    private static final String CONTACT = "[!-~&&[^@()<>]]+@[!-~&&[^@()<>]]+|https?://[!-~&&[^()<>]]+";

    /** Those that say how a message goes over the connection. */
    private static final Set<String> OF_THE_CLIENT = Set.of(
            "host",
            "connection",
            "keep-alive",
            "content-length",
            "transfer-encoding",
            "te",
            "trailer",
            "upgrade",
            "expect",
            "accept-encoding",
            "proxy-connection",
            "proxy-authorization");

    private final OptionReader reader;
    private final Rules rules;

    GeoAccessParser(OptionReader reader, Rules rules) {
        this.reader = reader;
        this.rules = rules;
    }

    GeoSettings.Caller caller() {
        String userAgent =
                matching(GeoAccessOptions.USER_AGENT, "[ -~]+", "must be printable ASCII, such as venues-of-acme/1.0");
        return new GeoSettings.Caller(
                userAgent == null ? BuildInfo.current().userAgent() : userAgent,
                matching(GeoAccessOptions.CONTACT, CONTACT, "must be an e-mail address or an http or https URL"),
                matching(
                        GeoAccessOptions.LANGUAGE,
                        "[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*",
                        "must be one language, such as de or pt-BR"));
    }

    /** Null if it is not set, or not right. */
    private String matching(ConfigOption<String> option, String pattern, String rule) {
        String text = reader.get(option);
        if (text == null || text.matches(pattern)) {
            return text;
        }
        rules.broken(option.key(), text, rule);
        return null;
    }

    /**
     * @param url null for the API of a local run
     */
    Access access(URI url) {
        Duration maxAge = rules.positive(
                GeoAccessOptions.CONNECTION_MAX_AGE.key(), reader.get(GeoAccessOptions.CONNECTION_MAX_AGE));
        return new Access(
                new Extras(headers(), query()),
                new TlsParser(reader, rules).tls(),
                new ProxyParser(reader, rules).before(url),
                new OAuth2Parser(reader, rules).credentials(),
                maxAge == null ? Access.DEFAULT_MAX_AGE : maxAge);
    }

    private Map<String, Secret> headers() {
        Map<String, Secret> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        reader.passedOn(GeoAccessOptions.HEADER.prefix()).forEach((name, value) -> {
            String key = GeoAccessOptions.HEADER.prefix() + name;
            String small = name.toLowerCase(Locale.ROOT);
            if (!name.matches(HEADER_NAME)) {
                hidden(key, "is no name of a header");
            } else if (OF_THE_CLIENT.contains(small)) {
                hidden(key, "must not be set: the HTTP client writes this header");
            } else if (small.equals("user-agent")) {
                hidden(key, "must not be set: it is " + GeoAccessOptions.USER_AGENT.key());
            } else if (!value.matches(HEADER_VALUE)) {
                hidden(key, "must be printable ASCII");
            } else if (isFit(key) && headers.put(name, new Secret(value)) != null) {
                hidden(key, "is given twice: a header's name has no upper and lower case");
            }
        });
        return headers;
    }

    private List<Param> query() {
        List<Param> query = new ArrayList<>();
        reader.passedOn(GeoAccessOptions.QUERY.prefix()).forEach((name, value) -> {
            String key = GeoAccessOptions.QUERY.prefix() + name;
            if (isFit(key)) {
                boolean secret = KnownOptions.soundsSecret(key) || reader.isFromEnvironment(key);
                // Another one may be a word of the API's answers, in which secrets are hidden.
                query.add(new Param(name, secret ? new Secret(value) : new Text(value)));
            }
        });
        return query;
    }

    private boolean isFit(String key) {
        boolean fit = !KnownOptions.soundsSecret(key) || reader.isFromEnvironment(key);
        if (!fit) {
            hidden(key, "must hold ${env:NAME}: a secret does not stand in settings");
        }
        return fit;
    }

    /**
     * Reports what a request would have twice.
     *
     * @param own what it has without them
     */
    void reportTwice(Access access, Extras own, String provider) {
        Extras extras = access.extras();
        if (access.credentials() != null) {
            reportAuthorization(
                    own,
                    "must not be set: requests to " + provider + " have an Authorization of their own"
                            + (reader.isSet(VenuesOptions.GEO_API_KEY)
                                    ? ", with " + VenuesOptions.GEO_API_KEY.key()
                                    : ""));
            reportAuthorization(extras, "must not be set beside " + GeoAccessOptions.HEADER.prefix() + "Authorization");
        }
        String rule = "must not be set: requests to " + provider + " have one of their own";
        extras.headers().keySet().stream()
                .filter(name -> own.headers().keySet().stream().anyMatch(name::equalsIgnoreCase))
                .forEach(name -> hidden(GeoAccessOptions.HEADER.prefix() + name, rule));
        extras.query().stream()
                .map(Param::name)
                .filter(name ->
                        own.query().stream().anyMatch(param -> param.name().equals(name)))
                .forEach(name -> hidden(GeoAccessOptions.QUERY.prefix() + name, rule));
    }

    /** An access token goes into the same header. */
    private void reportAuthorization(Extras others, String rule) {
        if (others.headers().keySet().stream().anyMatch("Authorization"::equalsIgnoreCase)) {
            rules.broken(GeoAccessOptions.TOKEN_URL.key(), null, rule);
        }
    }

    private void hidden(String key, String rule) {
        rules.broken(key, Secret.MASK, rule);
    }
}

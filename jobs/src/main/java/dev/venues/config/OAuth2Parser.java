package dev.venues.config;

import dev.venues.lookup.Secret;
import dev.venues.lookup.access.ClientCredentials;
import dev.venues.option.OptionReader;
import dev.venues.option.Rules;
import org.apache.flink.configuration.ConfigOption;

import java.net.URI;

/** Reads with what an access token is had. */
final class OAuth2Parser {

    private final OptionReader reader;
    private final Rules rules;

    OAuth2Parser(OptionReader reader, Rules rules) {
        this.reader = reader;
        this.rules = rules;
    }

    /** Null if nothing of it is set, or something is not right. */
    ClientCredentials credentials() {
        URI url = reader.url(GeoAccessOptions.TOKEN_URL, rules);
        Secret secret = reader.secret(GeoAccessOptions.CLIENT_SECRET, GeoAccessOptions.CLIENT_SECRET_FILE);
        String id = reader.get(GeoAccessOptions.CLIENT_ID);
        boolean wanted = GeoAccessOptions.OAUTH2.stream().anyMatch(reader::isSet);
        if (wanted) {
            needed(GeoAccessOptions.TOKEN_URL);
            needed(GeoAccessOptions.CLIENT_ID);
            if (!reader.isSet(GeoAccessOptions.CLIENT_SECRET_FILE)) {
                needed(GeoAccessOptions.CLIENT_SECRET);
            }
        }
        if (url == null || secret == null || id == null) {
            return null;
        }
        return new ClientCredentials(
                GeoAccessOptions.OAUTH2_PREFIX,
                url,
                id,
                secret,
                reader.get(GeoAccessOptions.SCOPE),
                new ProxyParser(reader, rules).before(url));
    }

    private void needed(ConfigOption<String> option) {
        if (!reader.isSet(option)) {
            String or = option == GeoAccessOptions.CLIENT_SECRET
                    ? ", as ${env:NAME}, or " + GeoAccessOptions.CLIENT_SECRET_FILE.key()
                    : "";
            rules.missing(option.key(), GeoAccessOptions.OAUTH2_PREFIX + or);
        }
    }
}

package dev.venues.config;

import dev.venues.connector.ConnectorOptions.PassedOn;
import dev.venues.lookup.access.Access;
import org.apache.flink.configuration.ConfigOption;

import java.time.Duration;
import java.util.List;
import java.util.Set;

import static org.apache.flink.configuration.ConfigOptions.key;

/** How the geo API is reached: what the job tells it of itself, and what each request carries. */
public final class GeoAccessOptions {

    static final ConfigOption<String> USER_AGENT = key("venues.geo.user-agent")
            .stringType()
            .noDefaultValue()
            .withDescription("how the job names itself to the API; `venues/` and its version when not set");
    static final ConfigOption<String> CONTACT = key("venues.geo.contact")
            .stringType()
            .noDefaultValue()
            .withDescription("e-mail address or URL of whoever runs the job: stands in the User-Agent, and in"
                    + " Nominatim's `email`");
    static final ConfigOption<String> LANGUAGE = key("venues.geo.language")
            .stringType()
            .noDefaultValue()
            .withDescription("of names and addresses, such as `de` or `pt-BR`; the API's choice when not set");

    static final ConfigOption<Duration> CONNECTION_MAX_AGE = key("venues.geo.connection-max-age")
            .durationType()
            .defaultValue(Access.DEFAULT_MAX_AGE)
            .withDescription(
                    "after which a connection takes no further requests, so that a change of the API's address is"
                            + " followed; requests under way end on it");
    static final ConfigOption<String> PROXY = key("venues.geo.proxy")
            .stringType()
            .noDefaultValue()
            .withDescription(
                    "`http://host:port`, with `user:password@` where it wants one (shown masked), or `none`; not"
                            + " set: `HTTPS_PROXY` or `HTTP_PROXY`, and `NO_PROXY`, where the settings are read");
    static final StoreOptions TRUST_STORE = StoreOptions.of(
            "venues.geo.tls.trust-store",
            "PEM or PKCS#12 file of the authorities whose certificates are trusted, and no others; the JVM's when not"
                    + " set. It is read where the settings are");
    static final StoreOptions KEY_STORE = StoreOptions.of(
            "venues.geo.tls.key-store",
            "PEM or PKCS#12 file of a private key and its certificate, for an API that wants one (mutual TLS)");

    static final String OAUTH2_PREFIX = "venues.geo.oauth2";
    static final ConfigOption<String> TOKEN_URL = key(OAUTH2_PREFIX + ".token-url")
            .stringType()
            .noDefaultValue()
            .withDescription(
                    "where an access token for each request is had (OAuth 2.0 client credentials); it stands in the"
                            + " place of an API key");
    static final ConfigOption<String> CLIENT_ID =
            key(OAUTH2_PREFIX + ".client-id").stringType().noDefaultValue().withDescription("who asks for it");
    static final ConfigOption<String> CLIENT_SECRET = key(OAUTH2_PREFIX + ".client-secret")
            .stringType()
            .noDefaultValue()
            .withDescription("by what right, only as `${env:NAME}`");
    static final ConfigOption<String> CLIENT_SECRET_FILE = key(OAUTH2_PREFIX + ".client-secret-file")
            .stringType()
            .noDefaultValue()
            .withDescription("a file that holds this secret and nothing else");
    static final ConfigOption<String> SCOPE = key(OAUTH2_PREFIX + ".scope")
            .stringType()
            .noDefaultValue()
            .withDescription("what the token shall be good for; what the client may do anyway when not set");

    /** All that an access token needs. */
    static final List<ConfigOption<String>> OAUTH2 =
            List.of(TOKEN_URL, CLIENT_ID, CLIENT_SECRET, CLIENT_SECRET_FILE, SCOPE);

    /** Single options, in the order of the documentation. */
    static final List<ConfigOption<?>> ALL = List.of(
            TOKEN_URL,
            CLIENT_ID,
            CLIENT_SECRET,
            CLIENT_SECRET_FILE,
            SCOPE,
            CONNECTION_MAX_AGE,
            PROXY,
            TRUST_STORE.store,
            TRUST_STORE.password,
            TRUST_STORE.passwordFile,
            KEY_STORE.store,
            KEY_STORE.password,
            KEY_STORE.passwordFile,
            USER_AGENT,
            CONTACT,
            LANGUAGE);

    /** Keys that sound like those of secrets, and are none. */
    static final Set<String> HARMLESS = Set.of(
            TOKEN_URL.key(),
            CLIENT_SECRET_FILE.key(),
            TRUST_STORE.passwordFile.key(),
            KEY_STORE.store.key(),
            KEY_STORE.passwordFile.key());

    static final PassedOn HEADER = new PassedOn(
            "venues.geo.header.",
            "a header of that name for each request; shown masked, and a name that sounds secret takes"
                    + " `${env:NAME}` only");
    static final PassedOn QUERY = new PassedOn(
            "venues.geo.query.",
            "a query parameter of that name for each request; masked as a header, but hidden in the API's words only where it comes"
                    + " from the environment");

    /** What stands under a prefix, behind the single options in the documentation. */
    static final List<PassedOn> EXTRAS = List.of(HEADER, QUERY);

    /** A store, and what opens it. */
    record StoreOptions(ConfigOption<String> store, ConfigOption<String> password, ConfigOption<String> passwordFile) {

        private static StoreOptions of(String key, String description) {
            return new StoreOptions(
                    key(key).stringType().noDefaultValue().withDescription(description),
                    key(key + "-password")
                            .stringType()
                            .noDefaultValue()
                            .withDescription("what opens it, only as `${env:NAME}`"),
                    key(key + "-password-file")
                            .stringType()
                            .noDefaultValue()
                            .withDescription("a file that holds this password and nothing else"));
        }

        List<ConfigOption<String>> ofThePassword() {
            return List.of(password, passwordFile);
        }
    }

    private GeoAccessOptions() {}
}

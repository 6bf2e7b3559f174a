package dev.venues.geo;

import dev.venues.geo.provider.ProviderName;
import dev.venues.lookup.LookupOptions;
import dev.venues.lookup.Secret;
import dev.venues.lookup.access.Access;

import java.io.Serializable;
import java.net.URI;

/**
 * All that there is to know about asking where venues are. Equal settings in one job share one client.
 *
 * @param provider whom to ask
 * @param options how to ask, what to remember, and what it may cost
 * @param access how the provider is reached
 * @param warmFrom where outputs of earlier runs lie, a file or folder, to begin with their answers; null to begin empty
 */
public record GeoSettings(Provider provider, LookupOptions options, Access access, String warmFrom)
        implements Serializable {

    /**
     * Whom to ask.
     *
     * @param name the provider
     * @param url the base URL, without the path of a single call
     * @param apiKey null for a provider that needs none
     * @param caller who asks
     */
    public record Provider(ProviderName name, URI url, Secret apiKey, Caller caller) implements Serializable {

        /** One that knows of the caller only what the application is called. */
        public Provider(ProviderName name, URI url, Secret apiKey, String userAgent) {
            this(name, url, apiKey, new Caller(userAgent, null, null));
        }

        /** The provider's name as it stands in settings and events. */
        public String text() {
            return name.text();
        }

        Provider withUrl(URI other) {
            return new Provider(name, other, apiKey, caller);
        }
    }

    /**
     * Who asks, and in which language the answer is wanted.
     *
     * @param userAgent how the application names itself
     * @param contact whom to write to about it, an e-mail address or a URL; null for nobody
     * @param language a tag such as {@code de} or {@code pt-BR}; null for the provider's choice
     */
    public record Caller(String userAgent, String contact, String language) implements Serializable {

        /** The User-Agent header, for example {@code venues/0.1.0 (ops@example.org)}. */
        public String header() {
            return contact == null ? userAgent : userAgent + " (" + contact + ")";
        }
    }

    /** Settings that begin with an empty cache, of a provider that is reached as it comes. */
    public GeoSettings(Provider provider, LookupOptions options) {
        this(provider, options, Access.PLAIN, null);
    }

    /** The same of another API. */
    public GeoSettings withUrl(URI url) {
        return new GeoSettings(provider.withUrl(url), options, access, warmFrom);
    }

    /** The same with other options. */
    public GeoSettings withOptions(LookupOptions others) {
        return new GeoSettings(provider, others, access, warmFrom);
    }
}

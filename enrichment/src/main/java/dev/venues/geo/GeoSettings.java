package dev.venues.geo;

import dev.venues.geo.provider.ProviderName;
import dev.venues.lookup.LookupOptions;
import dev.venues.lookup.Secret;

import java.io.Serializable;
import java.net.URI;

/**
 * All that there is to know about asking where venues are. Equal settings in one job share one client.
 *
 * @param provider whom to ask
 * @param options how to ask, what to remember, and what it may cost
 * @param warmFrom where outputs of earlier runs lie, a file or folder, to begin with their answers; null to begin empty
 */
public record GeoSettings(Provider provider, LookupOptions options, String warmFrom) implements Serializable {

    /**
     * Whom to ask.
     *
     * @param name the provider
     * @param url the base URL, without the path of a single call
     * @param apiKey null for a provider that needs none
     * @param userAgent how the application names itself
     */
    public record Provider(ProviderName name, URI url, Secret apiKey, String userAgent) implements Serializable {

        /** The provider's name as it stands in settings and events. */
        public String text() {
            return name.text();
        }

        Provider withUrl(URI other) {
            return new Provider(name, other, apiKey, userAgent);
        }
    }

    /** Settings that begin with an empty cache. */
    public GeoSettings(Provider provider, LookupOptions options) {
        this(provider, options, null);
    }

    /** The same of another API. */
    public GeoSettings withUrl(URI url) {
        return new GeoSettings(provider.withUrl(url), options, warmFrom);
    }

    /** The same with other options. */
    public GeoSettings withOptions(LookupOptions others) {
        return new GeoSettings(provider, others, warmFrom);
    }
}

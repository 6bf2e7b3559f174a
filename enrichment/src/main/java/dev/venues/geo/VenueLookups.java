package dev.venues.geo;

import dev.venues.codec.Located;
import dev.venues.geo.provider.GeoProvider;
import dev.venues.lookup.Endpoint;
import dev.venues.lookup.Request;
import dev.venues.lookup.access.Extras;
import dev.venues.lookup.cache.AnswerForm;
import dev.venues.lookup.client.LookupClient;
import dev.venues.lookup.client.LookupClientBuilder;
import dev.venues.model.VenueQuery;

import java.util.List;

/** Makes clients that say where a venue is, in the form in which events carry it: it is made once, and kept so. */
public final class VenueLookups {

    static final AnswerForm<Located> FORM = new AnswerForm<>() {
        @Override
        public boolean isFound(Located answer) {
            return answer.isFound();
        }

        @Override
        public Located remembered(Located answer) {
            return answer.fromCache();
        }

        @Override
        public long bytes(Located answer) {
            return answer.bytes();
        }
    };

    private VenueLookups() {}

    /** Begins a client with all that the settings say. */
    public static LookupClientBuilder<VenueQuery, Located> of(GeoSettings settings) {
        GeoSettings.Provider provider = settings.provider();
        return LookupClient.of(endpoint(provider), provider.url())
                .options(settings.options())
                .answers(FORM)
                .userAgent(provider.caller().header())
                .access(settings.access().withExtras(ofCaller(provider)));
    }

    /** The parameters that follow the provider's own in each request: the user's, and those that tell of the caller. */
    public static List<Request.Param> further(GeoSettings settings) {
        return settings.access()
                .withExtras(ofCaller(settings.provider()))
                .extras()
                .query();
    }

    /** All headers and parameters that requests to a provider have, by the example of one. */
    public static Extras ofRequests(GeoSettings.Provider provider) {
        Request request = provider.name()
                .provider()
                .withKey(provider.apiKey())
                .request(new VenueQuery("Berghain", "Berlin", "DE"));
        return new Extras(request.headers(), request.query()).and(ofCaller(provider));
    }

    /** What a provider is told of the caller in each request, beside the User-Agent. */
    private static Extras ofCaller(GeoSettings.Provider provider) {
        GeoProvider api = provider.name().provider();
        GeoSettings.Caller caller = provider.caller();
        Extras language = caller.language() == null ? Extras.NONE : api.language(caller.language());
        return caller.contact() == null ? language : language.and(api.contact(caller.contact()));
    }

    /** A provider whose answers are as events carry them. */
    static Endpoint<VenueQuery, Located> endpoint(GeoSettings.Provider provider) {
        return provider.name()
                .provider()
                .withKey(provider.apiKey())
                .answering(answer -> new Located(answer, provider.text(), Located.Via.API));
    }
}

package dev.venues.geo;

import dev.venues.codec.Located;
import dev.venues.geo.provider.GeoProvider;
import dev.venues.geo.provider.GeoProviders;
import dev.venues.geo.provider.ProviderName;
import dev.venues.model.GeoFailure;
import dev.venues.model.Secret;
import dev.venues.model.VenueQuery;

import java.net.URI;
import java.time.Duration;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;

/** The real HTTP client of one provider, pointed at a server of a test: one request per question, no second attempt. */
final class RealClient implements AutoCloseable {

    static final VenueQuery BERGHAIN = new VenueQuery("Berghain", "Berlin", "DE");
    static final String BERGHAINS_PLACE = "{\"fsq_place_id\":\"4b\",\"name\":\"Berghain\",\"latitude\":52.5111,"
            + "\"longitude\":13.443,\"location\":{}}";
    static final String FOUND = "{\"results\":[" + BERGHAINS_PLACE + "]}";

    /** Long enough never to matter where a test is about something else. */
    private static final Duration AMPLE = Duration.ofSeconds(30);

    /** Bounds the connections at twice as many. */
    static final int IN_FLIGHT = 200;

    private final HttpConnections http;
    private final GeoClient client;

    private RealClient(ProviderName provider, String url, Duration requestTimeout, boolean http2) {
        GeoSettings settings = new GeoSettings(
                new GeoSettings.Provider(provider, URI.create(url), new Secret("k3y"), "venues/1.0"),
                new GeoSettings.Calls(requestTimeout, AMPLE, 10, 0, 0, false, http2, GeoSettings.OnOutage.WAIT),
                new GeoSettings.Cache(100, Duration.ofHours(1), Duration.ofHours(1)));
        this.http = HttpClients.open(settings, () -> IN_FLIGHT);
        GeoProvider api = GeoProviders.create(provider, new Secret("k3y"));
        this.client = new AskableGeoClient(new HttpGeoClient(http, api, settings.provider(), new GeoStats()), api);
    }

    static RealClient of(String url) {
        return of(ProviderName.FOURSQUARE, url);
    }

    static RealClient of(ProviderName provider, String url) {
        return new RealClient(provider, url, AMPLE, true);
    }

    static RealClient withTimeout(String url, Duration requestTimeout) {
        return new RealClient(ProviderName.FOURSQUARE, url, requestTimeout, true);
    }

    static RealClient withoutHttp2(String url) {
        return new RealClient(ProviderName.FOURSQUARE, url, AMPLE, false);
    }

    int openConnections() {
        return http.open();
    }

    CompletionStage<Located> locate(VenueQuery query) {
        return client.locate(query);
    }

    Located get(VenueQuery query) throws Exception {
        return get(locate(query));
    }

    static Located get(CompletionStage<Located> reply) throws Exception {
        return reply.toCompletableFuture().get(60, TimeUnit.SECONDS);
    }

    GeoFailure failure(VenueQuery query) throws Exception {
        try {
            throw new AssertionError("no failure but " + get(query));
        } catch (ExecutionException e) {
            return (GeoFailure) e.getCause();
        }
    }

    @Override
    public void close() {
        client.close();
        http.close();
    }
}

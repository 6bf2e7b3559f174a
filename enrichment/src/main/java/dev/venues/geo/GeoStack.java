package dev.venues.geo;

import com.github.benmanes.caffeine.cache.Ticker;
import dev.venues.geo.provider.GeoProviders;
import dev.venues.model.Located;
import dev.venues.model.VenueQuery;
import io.netty.util.concurrent.DefaultThreadFactory;
import org.asynchttpclient.AsyncHttpClient;

import java.util.concurrent.CompletionStage;
import java.util.concurrent.ScheduledThreadPoolExecutor;

/**
 * The composed client: Caching( Retrying( Limited( Http ))), with the HTTP client and the timer that it owns. The one
 * place that composes.
 */
final class GeoStack implements GeoClient {

    private final AsyncHttpClient http;
    private final ScheduledThreadPoolExecutor timer;
    private final LimitedGeoClient limited;
    private final CachingGeoClient caching;

    GeoStack(GeoSettings settings, InFlightShare share, GeoStats stats) {
        this.timer = new ScheduledThreadPoolExecutor(1, new DefaultThreadFactory("venues-geo-timer", true));
        timer.setRemoveOnCancelPolicy(true);
        this.http = HttpClients.open(settings);
        HttpGeoClient single = new HttpGeoClient(
                http,
                GeoProviders.create(
                        settings.provider().name(), settings.provider().apiKey()),
                settings.provider(),
                stats);
        this.limited = new LimitedGeoClient(single, share, NanoTimer.of(timer));
        RetryingGeoClient retrying = new RetryingGeoClient(limited, settings.calls(), timer, stats);
        this.caching = new CachingGeoClient(retrying, settings.cache(), Ticker.systemTicker(), stats);
    }

    @Override
    public CompletionStage<Located> locate(VenueQuery query) {
        return caching.locate(query);
    }

    int inFlight() {
        return limited.inFlight();
    }

    long cacheSize() {
        return caching.size();
    }

    @Override
    public void close() {
        caching.close();
        timer.shutdownNow();
        HttpClients.close(http);
    }
}

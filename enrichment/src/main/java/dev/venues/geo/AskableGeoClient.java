package dev.venues.geo;

import dev.venues.codec.Located;
import dev.venues.geo.provider.GeoProvider;
import dev.venues.model.FailureKind;
import dev.venues.model.GeoFailure;
import dev.venues.model.VenueQuery;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Refuses queries that the provider cannot be asked, before they take a place in line: what is never sent says nothing
 * about the API.
 */
final class AskableGeoClient implements GeoClient {

    /** Name, city and country together; each of them goes into the URL. */
    private static final int MAX_QUERY_CHARS = 1_000;

    private final GeoClient delegate;
    private final GeoProvider provider;

    AskableGeoClient(GeoClient delegate, GeoProvider provider) {
        this.delegate = delegate;
        this.provider = provider;
    }

    @Override
    public CompletionStage<Located> locate(VenueQuery query) {
        try {
            requireAskable(query, provider);
        } catch (GeoFailure refusal) {
            return CompletableFuture.failedFuture(refusal);
        }
        return delegate.locate(query);
    }

    private static void requireAskable(VenueQuery query, GeoProvider provider) throws GeoFailure {
        int length = query.name().length() + length(query.city()) + length(query.country());
        if (length > MAX_QUERY_CHARS) {
            throw GeoFailure.of(FailureKind.REJECTED, "a venue of " + length + " characters is none");
        }
        provider.requireAskable(query);
    }

    private static int length(String text) {
        return text == null ? 0 : text.length();
    }

    @Override
    public void close() {
        delegate.close();
    }
}

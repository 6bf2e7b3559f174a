package dev.venues.geo;

import dev.venues.codec.Located;
import dev.venues.model.GeoFailure;
import dev.venues.model.VenueQuery;

import java.util.concurrent.CompletionStage;

/** Finds places. Implementations may be called from any thread and never block it. */
public interface GeoClient extends AutoCloseable {

    /**
     * Asks where a venue is.
     *
     * @return a stage that always completes: with the answer, or exceptionally with a {@link GeoFailure}; never null,
     *     and the method itself never throws
     */
    CompletionStage<Located> locate(VenueQuery query);

    /** Releases threads and connections. Lookups under way may fail. May block for a moment. */
    @Override
    void close();
}

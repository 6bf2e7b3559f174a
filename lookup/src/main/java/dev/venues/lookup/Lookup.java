package dev.venues.lookup;

import java.util.concurrent.CompletionStage;

/**
 * Asks an API. Implementations may be called from any thread and never block it.
 *
 * @param <Q> what is asked
 * @param <A> what is answered
 */
public interface Lookup<Q, A> extends AutoCloseable {

    /**
     * Asks.
     *
     * @return a stage that always completes: with the answer, or exceptionally with a {@link LookupFailure}; never null,
     *     and the method itself never throws
     */
    CompletionStage<A> lookUp(Q query);

    /** Releases threads and connections. Lookups under way may fail. May block for a moment. */
    @Override
    void close();
}

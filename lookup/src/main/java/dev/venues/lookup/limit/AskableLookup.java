package dev.venues.lookup.limit;

import dev.venues.lookup.Endpoint;
import dev.venues.lookup.Lookup;
import dev.venues.lookup.LookupFailure;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Refuses queries that the API cannot be asked, before they take a place in line: what is never sent says nothing
 * about the API.
 */
public final class AskableLookup<Q, A> implements Lookup<Q, A> {

    private final Lookup<Q, A> delegate;
    private final Endpoint<Q, A> endpoint;

    public AskableLookup(Lookup<Q, A> delegate, Endpoint<Q, A> endpoint) {
        this.delegate = delegate;
        this.endpoint = endpoint;
    }

    @Override
    public CompletionStage<A> lookUp(Q query) {
        try {
            endpoint.requireAskable(query);
        } catch (LookupFailure | RuntimeException | Error refusal) {
            return CompletableFuture.failedFuture(refusal);
        }
        return delegate.lookUp(query);
    }

    @Override
    public void close() {
        delegate.close();
    }
}

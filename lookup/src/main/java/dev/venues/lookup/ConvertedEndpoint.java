package dev.venues.lookup;

import java.util.function.Function;

/** An endpoint whose answers have another form than the API's own reader gives them. */
record ConvertedEndpoint<Q, A, B>(Endpoint<Q, A> endpoint, Function<A, B> form) implements Endpoint<Q, B> {

    @Override
    public Request request(Q query) {
        return endpoint.request(query);
    }

    @Override
    public B read(Response response) throws LookupFailure {
        return form.apply(endpoint.read(response));
    }

    @Override
    public B readOther(Response response) throws LookupFailure {
        return form.apply(endpoint.readOther(response));
    }

    @Override
    public String key(Q query) {
        return endpoint.key(query);
    }

    @Override
    public String wording(Q query) {
        return endpoint.wording(query);
    }

    @Override
    public void requireAskable(Q query) throws LookupFailure {
        endpoint.requireAskable(query);
    }

    @Override
    public Terms terms() {
        return endpoint.terms();
    }
}

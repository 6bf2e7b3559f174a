package dev.venues.lookup;

import java.util.function.Function;

/**
 * One API: how it is asked, how its answer reads, and on what terms. Stateless, safe for use from many threads. Two methods
 * are enough; the others have defaults.
 *
 * @param <Q> what is asked
 * @param <A> what is answered
 */
public interface Endpoint<Q, A> {

    /** How to ask what may be asked. */
    Request request(Q query);

    /**
     * Reads an answer with status 200, or 203.
     *
     * @return never null
     * @throws LookupFailure if the API reports a fault inside the answer, or the answer has another shape than documented
     */
    A read(Response response) throws LookupFailure;

    /**
     * Reads an answer with another status: for an API that says so that it knows none, or whose status means something of its own.
     * By default the failure that the status means.
     *
     * @return never null
     * @throws LookupFailure as {@link Failures#ofResponse} says, or of another kind
     */
    default A readOther(Response response) throws LookupFailure {
        throw Failures.ofResponse(response);
    }

    /** The identity of a query, by default its {@code toString}: those with equal keys are asked for once, and cached once. */
    default String key(Q query) {
        return query.toString();
    }

    /**
     * What is sent of a query, by default its key; never the key of another. Queries with equal keys share what is found, and
     * those with equal wordings also that nothing is.
     */
    default String wording(Q query) {
        return key(query);
    }

    /**
     * Called before a query takes a place in line: what is never sent says nothing about the API.
     *
     * @throws LookupFailure if the API cannot be asked this
     */
    default void requireAskable(Q query) throws LookupFailure {}

    /** How often it may be asked, and how long its answers may be kept. */
    default Terms terms() {
        return Terms.NONE;
    }

    /**
     * The same API, with its answers in another form.
     *
     * @param form of an answer; never null
     */
    default <B> Endpoint<Q, B> answering(Function<A, B> form) {
        return new ConvertedEndpoint<>(this, form);
    }
}

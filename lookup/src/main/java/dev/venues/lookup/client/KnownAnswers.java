package dev.venues.lookup.client;

import dev.venues.lookup.LookupCounters;
import dev.venues.lookup.cache.RecentAnswers;

/**
 * What a client remembers, as one thread finds it: answers of the present moment without a look into the cache. For one
 * thread.
 *
 * @param <Q> what is asked
 * @param <A> what is answered
 */
public final class KnownAnswers<Q, A> {

    private final LookupClient<Q, A> client;
    private final LookupCounters.Hits hits;
    private final RecentAnswers<Q, A> recent = new RecentAnswers<>();

    KnownAnswers(LookupClient<Q, A> client, LookupCounters.Hits hits) {
        this.client = client;
        this.hits = hits;
    }

    /** The answer, if it is remembered; null if somebody has to be asked, which {@link LookupClient#lookUp} does. Never waits. */
    public A get(Q query) {
        A seen = recent.get(query, client.moment());
        if (seen != null) {
            hits.increment();
            return seen;
        }
        A known = client.known(query);
        if (known != null) {
            recent.put(query, known);
        }
        return known;
    }
}

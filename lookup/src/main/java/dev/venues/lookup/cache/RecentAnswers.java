package dev.venues.lookup.cache;

import java.util.Arrays;

/**
 * The answers that one thread was given in the present moment, a second: in a stream the same queries come
 * again and again, and what the cache does to find an answer, and to know which are asked for, is then done once.
 * Those of earlier moments are let go: the cache may have done so, and its bounds are the settings'. For one thread.
 */
public final class RecentAnswers<Q, A> {

    /** A power of two. */
    private static final int SLOTS = 1 << 14;

    /** Slots for each query, so that two that are often asked do not push each other out. A power of two. */
    static final int WAYS = 4;

    /** Queries are told apart as objects: whoever reads a stream gives what comes again the query of before. */
    private final Object[] queries = new Object[SLOTS];

    private final Object[] answers = new Object[SLOTS];
    private int moment;

    /** The answer of this moment; null if there was none yet. */
    @SuppressWarnings("unchecked") // what was put under the query
    public A get(Q query, int now) {
        if (now != moment) {
            Arrays.fill(queries, null);
            Arrays.fill(answers, null);
            moment = now;
            return null;
        }
        int first = firstSlot(query);
        for (int i = first; i < first + WAYS; i++) {
            if (queries[i] == query) {
                return (A) answers[i];
            }
        }
        return null;
    }

    /** Takes an answer of the moment for which {@link #get} was last asked, and had none. */
    public void put(Q query, A answer) {
        int first = firstSlot(query);
        System.arraycopy(queries, first, queries, first + 1, WAYS - 1);
        System.arraycopy(answers, first, answers, first + 1, WAYS - 1);
        queries[first] = query;
        answers[first] = answer;
    }

    private static int firstSlot(Object query) {
        return System.identityHashCode(query) & SLOTS - 1 & -WAYS;
    }
}

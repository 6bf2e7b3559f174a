package dev.venues.geo;

import dev.venues.codec.Located;
import dev.venues.model.VenueQuery;

import java.util.Arrays;

/**
 * The answers that one subtask was given in the present moment, a second: in a stream the same venues come
 * again and again, and what the cache does to find an answer, and to know which are asked for, is then done once.
 * Those of earlier moments are let go: the cache may have done so, and its bounds are the settings'. For one thread.
 */
final class RecentAnswers {

    /** A power of two. */
    private static final int SLOTS = 1 << 14;

    /** Queries are told apart as objects: the codec gives a venue that comes again the query of before. */
    private record Entry(VenueQuery query, Located located) {}

    private final Entry[] entries = new Entry[SLOTS];
    private int moment;

    /** The answer of this moment; null if there was none yet. */
    Located get(VenueQuery query, int now) {
        if (now != moment) {
            Arrays.fill(entries, null);
            moment = now;
            return null;
        }
        Entry entry = entries[slot(query)];
        return entry != null && entry.query == query ? entry.located : null;
    }

    /** Takes an answer of the moment for which {@link #get} was last asked. */
    void put(VenueQuery query, Located located) {
        entries[slot(query)] = new Entry(query, located);
    }

    private static int slot(VenueQuery query) {
        return System.identityHashCode(query) & SLOTS - 1;
    }
}

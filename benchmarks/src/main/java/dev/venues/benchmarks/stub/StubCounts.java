package dev.venues.benchmarks.stub;

import java.util.HashSet;
import java.util.Set;

/** Counts requests and the distinct venues in them. */
public final class StubCounts {

    private static final long FNV_OFFSET = 0xcbf29ce484222325L;
    private static final long FNV_PRIME = 0x100000001b3L;

    /**
     * What was asked.
     *
     * @param requests how many
     * @param venues for how many distinct venues
     */
    public record Asked(long requests, long venues) {}

    private long requests;
    /** Hashes instead of names: half a million of these fit into a small heap, and two that meet are not to be expected. */
    private final Set<Long> venues = new HashSet<>();

    synchronized void add(String name) {
        requests++;
        venues.add(hash(name));
    }

    synchronized Asked asked() {
        return new Asked(requests, venues.size());
    }

    /** Begins again, and tells what was asked until now. */
    synchronized Asked reset() {
        Asked asked = asked();
        requests = 0;
        venues.clear();
        return asked;
    }

    private static long hash(String name) {
        long hash = FNV_OFFSET;
        for (int i = 0; i < name.length(); i++) {
            hash = (hash ^ name.charAt(i)) * FNV_PRIME;
        }
        return hash;
    }
}

package dev.venues.lookup.cache;

import com.github.benmanes.caffeine.cache.Weigher;
import dev.venues.lookup.LookupOptions;

/**
 * Two bounds, of entries and of bytes, as one: the cache knows one only. An entry weighs its bytes, but no less than an even
 * share of them, so that as many shares as there may be entries are all there is room for.
 */
final class CacheBounds<A> implements Weigher<String, Remembered<A>> {

    private final int share;
    private final long maxWeight;

    CacheBounds(LookupOptions.Cache settings) {
        long evenShare = settings.maxEntries() == 0 ? 0 : settings.maxBytes() / settings.maxEntries();
        // Where there may be more entries than bytes, the bytes alone bound both.
        this.share = (int) Math.min(Math.max(evenShare, 1), Integer.MAX_VALUE);
        this.maxWeight =
                settings.maxEntries() > settings.maxBytes() ? settings.maxBytes() : share * settings.maxEntries();
    }

    /** Never more than the bytes that are allowed, and at most {@link #share} a share less than that for each entry. */
    long maxWeight() {
        return maxWeight;
    }

    @Override
    public int weigh(String key, Remembered<A> remembered) {
        return Math.max(remembered.bytes(), share);
    }
}

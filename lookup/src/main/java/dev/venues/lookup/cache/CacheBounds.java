package dev.venues.lookup.cache;

import com.github.benmanes.caffeine.cache.Weigher;
import dev.venues.lookup.LookupOptions;

/**
 * Two bounds, of entries and of bytes, as one: the cache knows one only. An entry weighs its bytes, but no less than an even
 * share of them, so that as many shares as there may be entries are all there is room for.
 */
final class CacheBounds<A> implements Weigher<String, Remembered<A>> {

    /** Refusals are rare, and live for a short while only. */
    private static final int ANSWERS_TO_A_REFUSAL = 16;

    private final int share;
    private final long maxWeight;

    CacheBounds(LookupOptions.Cache settings) {
        this(settings.maxEntries(), settings.maxBytes());
    }

    private CacheBounds(long maxEntries, long maxBytes) {
        long evenShare = maxEntries == 0 ? 0 : maxBytes / maxEntries;
        // Where there may be more entries than bytes, the bytes alone bound both.
        this.share = (int) Math.min(Math.max(evenShare, 1), Integer.MAX_VALUE);
        this.maxWeight = maxEntries > maxBytes ? maxBytes : share * maxEntries;
    }

    /** Beside those of answers, for refusals: a sixteenth of both, at least one entry; none where there may be no answers. */
    static CacheBounds<?> ofRefusals(LookupOptions.Cache settings) {
        return new CacheBounds<>(part(settings.maxEntries()), part(settings.maxBytes()));
    }

    private static long part(long most) {
        return most == 0 ? 0 : Math.max(most / ANSWERS_TO_A_REFUSAL, 1);
    }

    /** Never more than the bytes that are allowed, and at most {@link #share} a share less than that for each entry. */
    long maxWeight() {
        return maxWeight;
    }

    @Override
    public int weigh(String key, Remembered<A> remembered) {
        return weigh(remembered.bytes());
    }

    int weigh(int bytes) {
        return Math.max(bytes, share);
    }
}

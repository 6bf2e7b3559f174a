package dev.venues.codec;

import dev.venues.codec.PointerTrie.Node;
import dev.venues.model.VenueQuery;

import java.util.Arrays;

/**
 * The queries of venues that were read lately, by their bytes: one that comes again costs neither text nor key.
 *
 * <p>Many threads may use it at once without locks: what they share is an array of immutable entries, and who misses
 * what another has just put there makes its own. Names that were made to fall on one place cost what a new venue costs.
 */
final class RecentVenues {

    /** A power of two. */
    static final int MAX_VENUES = 1 << 14;

    /** Places for each venue, so that a few do not push each other out. A power of two. */
    private static final int WAYS = 4;

    /** Of the name, the city and the country together; of longer ones nothing is kept. */
    static final int MAX_BYTES = 256;

    private static final long MIX = 0x9e3779b97f4a7c15L;

    /**
     * @param bytes the texts of name, city and country one after another, as they stand in the event
     * @param cityAt where the city begins in them
     * @param countryAt where the country begins in them
     * @param query what they ask
     */
    private record Entry(byte[] bytes, int cityAt, int countryAt, VenueQuery query) {

        boolean isOf(byte[] event, int[] spans, PointerTrie trie) {
            return isSame(event, spans, trie.name, 0, cityAt)
                    && isSame(event, spans, trie.city, cityAt, countryAt)
                    && isSame(event, spans, trie.country, countryAt, bytes.length);
        }

        private boolean isSame(byte[] event, int[] spans, Node node, int from, int to) {
            int start = VenueText.start(spans, node);
            int length = VenueText.length(event, spans, node);
            return length == to - from && Arrays.equals(bytes, from, to, event, start, start + length);
        }
    }

    private final Entry[] entries = new Entry[MAX_VENUES];

    /** What an event asks; null if it names no venue. */
    VenueQuery query(byte[] event, int[] spans, PointerTrie trie) {
        int name = VenueText.length(event, spans, trie.name);
        int city = VenueText.length(event, spans, trie.city);
        int country = VenueText.length(event, spans, trie.country);
        if (name == 0) {
            return null;
        }
        if (name + city + country > MAX_BYTES) {
            return VenueText.query(event, spans, trie);
        }
        long hash = hash(name, event, spans, trie.name);
        hash = hash(hash ^ city, event, spans, trie.city);
        hash = hash(hash ^ country, event, spans, trie.country);
        int first = (int) (hash >>> Integer.SIZE) & MAX_VENUES - 1 & -WAYS;
        for (int i = first; i < first + WAYS; i++) {
            Entry entry = entries[i];
            if (entry != null && entry.isOf(event, spans, trie)) {
                return entry.query;
            }
        }
        VenueQuery query = VenueText.query(event, spans, trie);
        if (query != null) {
            byte[] bytes = new byte[name + city + country];
            copy(event, spans, trie.name, bytes, 0);
            copy(event, spans, trie.city, bytes, name);
            copy(event, spans, trie.country, bytes, name + city);
            System.arraycopy(entries, first, entries, first + 1, WAYS - 1);
            entries[first] = new Entry(bytes, name, name + city, query);
        }
        return query;
    }

    private static long hash(long hash, byte[] event, int[] spans, Node node) {
        int start = VenueText.start(spans, node);
        for (int left = VenueText.length(event, spans, node); left > 0; left -= Long.BYTES) {
            hash = (hash ^ JsonText.prefix(event, start, left)) * MIX;
            hash ^= hash >>> Integer.SIZE;
            start += Long.BYTES;
        }
        return hash;
    }

    private static void copy(byte[] event, int[] spans, Node node, byte[] to, int at) {
        System.arraycopy(event, VenueText.start(spans, node), to, at, VenueText.length(event, spans, node));
    }
}

package dev.venues.codec;

import dev.venues.codec.PointerTrie.Node;
import dev.venues.model.VenueQuery;

import java.util.Arrays;

/**
 * The queries of venues that were read lately, by their bytes: one that comes again costs neither text nor key.
 *
 * <p>Many threads may use it at once without locks: what they share is an array of immutable entries, and who misses
 * what another has just put there makes its own.
 */
final class RecentVenues {

    static final int MAX_VENUES = 1 << 13;

    /** Of the name, the city and the country together; of longer ones nothing is kept. */
    static final int MAX_BYTES = 256;

    /** For a value that is no text. */
    private static final int NONE = -1;

    private static final long MIX = 0x9e3779b97f4a7c15L;

    /** The bytes of the three values one after another, each as it stands in the event, and what they ask. */
    private record Entry(byte[] bytes, int name, int city, int country, VenueQuery query) {}

    private final Entry[] entries = new Entry[MAX_VENUES];

    /** What an event asks; null if it names no venue. */
    VenueQuery query(byte[] event, int[] marks, PointerTrie trie) {
        int name = length(event, marks, trie.name);
        if (name <= 0) {
            return null;
        }
        int city = length(event, marks, trie.city);
        int country = length(event, marks, trie.country);
        if (name + city + country > MAX_BYTES) {
            return read(event, marks, trie);
        }
        int nameAt = Marks.start(marks, trie.name) + 1;
        int cityAt = Marks.start(marks, trie.city) + 1;
        int countryAt = Marks.start(marks, trie.country) + 1;
        long hash = hash(hash(hash(0, event, nameAt, name), event, cityAt, city), event, countryAt, country);
        int slot = (int) (hash >>> 32) & MAX_VENUES - 1;
        Entry entry = entries[slot];
        if (entry != null
                && entry.name == name
                && entry.city == city
                && entry.country == country
                && isEqual(entry.bytes, 0, event, nameAt, name)
                && isEqual(entry.bytes, name, event, cityAt, city)
                && isEqual(entry.bytes, name + Math.max(city, 0), event, countryAt, country)) {
            return entry.query;
        }
        VenueQuery query = read(event, marks, trie);
        if (query != null) {
            byte[] bytes = new byte[name + Math.max(city, 0) + Math.max(country, 0)];
            System.arraycopy(event, nameAt, bytes, 0, name);
            System.arraycopy(event, cityAt, bytes, name, Math.max(city, 0));
            System.arraycopy(event, countryAt, bytes, name + Math.max(city, 0), Math.max(country, 0));
            entries[slot] = new Entry(bytes, name, city, country, query);
        }
        return query;
    }

    private static int length(byte[] event, int[] marks, Node node) {
        int start = Marks.start(marks, node);
        return Marks.kind(marks, node) == Marks.OTHER && event[start] == '"'
                ? Marks.end(marks, node) - start - 2
                : NONE;
    }

    private static long hash(long hash, byte[] bytes, int start, int length) {
        hash = (hash ^ length) * MIX;
        for (int left = length; left > 0; left -= Long.BYTES) {
            hash = (hash ^ JsonScanner.prefix(bytes, start + length - left, left)) * MIX;
            hash ^= hash >>> 32;
        }
        return hash;
    }

    private static boolean isEqual(byte[] kept, int at, byte[] event, int start, int length) {
        return length <= 0 || Arrays.equals(kept, at, at + length, event, start, start + length);
    }

    private static VenueQuery read(byte[] event, int[] marks, PointerTrie trie) {
        String name = text(event, marks, trie.name);
        return name == null
                ? null
                : new VenueQuery(name, text(event, marks, trie.city), text(event, marks, trie.country));
    }

    private static String text(byte[] event, int[] marks, Node node) {
        if (length(event, marks, node) <= 0) {
            return null;
        }
        String text = JsonText.of(event, Marks.start(marks, node) + 1, Marks.end(marks, node) - 1);
        String shortened = withSingleSpaces(text);
        return shortened.isEmpty() ? null : shortened;
    }

    /** Strips a text and shortens every run of white space in it to one space, as an API expects a name. */
    private static String withSingleSpaces(String text) {
        String stripped = text.strip();
        for (int i = 0; i < stripped.length(); i++) {
            if (Character.isWhitespace(stripped.charAt(i))
                    && (stripped.charAt(i) != ' ' || Character.isWhitespace(stripped.charAt(i + 1)))) {
                return shortened(stripped);
            }
        }
        return stripped;
    }

    private static String shortened(String stripped) {
        StringBuilder shortened = new StringBuilder(stripped.length());
        for (int i = 0; i < stripped.length(); i++) {
            char c = stripped.charAt(i);
            if (!Character.isWhitespace(c)) {
                shortened.append(c);
            } else if (!Character.isWhitespace(stripped.charAt(i - 1))) {
                shortened.append(' ');
            }
        }
        return shortened.toString();
    }
}

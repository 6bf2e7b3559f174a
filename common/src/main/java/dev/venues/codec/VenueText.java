package dev.venues.codec;

import dev.venues.codec.PointerTrie.Node;
import dev.venues.model.Spelling;
import dev.venues.model.VenueQuery;

/** The venue's texts in an event: the name, the city and the country, each a string or nothing. */
final class VenueText {

    private VenueText() {}

    /** The first byte of a node's text. */
    static int start(int[] spans, Node node) {
        return NodeSpans.start(spans, node) + 1;
    }

    /** The bytes of a node's text as it stands there; 0 for a value that is no string. */
    static int length(byte[] event, int[] spans, Node node) {
        int start = NodeSpans.start(spans, node);
        return NodeSpans.kind(spans, node) == NodeSpans.OTHER && event[start] == '"'
                ? NodeSpans.end(spans, node) - start - 2
                : 0;
    }

    /** What an event asks; null if it names no venue. */
    static VenueQuery query(byte[] event, int[] spans, PointerTrie trie) {
        String name = text(event, spans, trie.name);
        return name == null
                ? null
                : new VenueQuery(name, text(event, spans, trie.city), text(event, spans, trie.country));
    }

    private static String text(byte[] event, int[] spans, Node node) {
        int start = start(spans, node);
        String text = Spelling.asked(JsonText.of(event, start, start + length(event, spans, node)));
        return text.isEmpty() ? null : text;
    }
}

package dev.venues.codec;

import dev.venues.codec.PointerTrie.Node;
import dev.venues.model.VenueQuery;

/** The venue's texts in an event: the name, the city and the country, each a string or nothing. */
final class VenueText {

    private VenueText() {}

    /** The first byte of a node's text. */
    static int start(int[] marks, Node node) {
        return Marks.start(marks, node) + 1;
    }

    /** The bytes of a node's text as it stands there; 0 for a value that is no string. */
    static int length(byte[] event, int[] marks, Node node) {
        int start = Marks.start(marks, node);
        return Marks.kind(marks, node) == Marks.OTHER && event[start] == '"' ? Marks.end(marks, node) - start - 2 : 0;
    }

    /** What an event asks; null if it names no venue. */
    static VenueQuery query(byte[] event, int[] marks, PointerTrie trie) {
        String name = text(event, marks, trie.name);
        return name == null
                ? null
                : new VenueQuery(name, text(event, marks, trie.city), text(event, marks, trie.country));
    }

    private static String text(byte[] event, int[] marks, Node node) {
        int start = start(marks, node);
        String text = withSingleSpaces(JsonText.of(event, start, start + length(event, marks, node)));
        return text.isEmpty() ? null : text;
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

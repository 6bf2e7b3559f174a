package dev.venues.codec;

import dev.venues.codec.PointerTrie.Node;
import dev.venues.codec.PointerTrie.Role;

/**
 * Reads events in one pass each: the venue, and the positions of what will be replaced or extended. Holds nothing of an
 * event, so one instance may serve many threads.
 */
final class EventReader {

    private final PointerTrie trie;
    private final RecentVenues venues = new RecentVenues();

    EventReader(PointerTrie trie) {
        this.trie = trie;
    }

    DecodedEvent read(byte[] event) throws EventRejectedException {
        int[] spans = NodeSpans.of(trie);
        int i = JsonScanner.pastWhiteSpace(event, Utf8.pastByteOrderMark(event));
        if (JsonScanner.at(event, i) != '{') {
            throw Refusal.because(event, "not a JSON object");
        }
        i = JsonScanner.pastWhiteSpace(event, readValue(event, i, trie.root, spans, 0));
        if (i < event.length) {
            throw Refusal.because(event, "something follows the object at byte " + i);
        }
        boolean located = Degrees.isWithin(event, spans, trie.latitude, 90)
                && Degrees.isWithin(event, spans, trie.longitude, 180);
        DecodedEvent decoded = new DecodedEvent(venues.query(event, spans, trie), located, spans);
        if (decoded.needsLookup()) {
            WriteTargets.require(trie.root, spans);
        }
        return decoded;
    }

    /**
     * Reads the value that begins at i, and leaves its spans.
     *
     * @param depth objects and arrays around it
     */
    private int readValue(byte[] event, int i, Node node, int[] spans, int depth) throws EventRejectedException {
        byte first = JsonScanner.at(event, i);
        int end;
        int kind;
        if (first == '"') {
            kind = NodeSpans.OTHER;
            end = readText(event, i, node.role);
        } else if (first == '{' && node.role == Role.NONE) {
            JsonScanner.requireDepth(event, i, depth);
            int member = JsonScanner.pastWhiteSpace(event, i + 1);
            boolean empty = JsonScanner.at(event, member) == '}';
            kind = empty ? NodeSpans.EMPTY_OBJECT : NodeSpans.OBJECT;
            end = empty ? member + 1 : readMembers(event, member, node, spans, depth + 1);
        } else if (first == '[' && node.role == Role.NONE) {
            JsonScanner.requireDepth(event, i, depth);
            int element = JsonScanner.pastWhiteSpace(event, i + 1);
            boolean empty = JsonScanner.at(event, element) == ']';
            kind = NodeSpans.ARRAY;
            end = empty ? element + 1 : readElements(event, element, node, spans, depth + 1);
        } else {
            kind = first == 'n' ? NodeSpans.NULL : NodeSpans.OTHER;
            end = JsonScanner.pastValue(event, i, depth);
        }
        NodeSpans.set(spans, node, kind, i, end);
        return end;
    }

    private int readMembers(byte[] event, int i, Node node, int[] spans, int depth) throws EventRejectedException {
        while (true) {
            int key = JsonScanner.pastQuote(event, i);
            int end = JsonText.end(event, key);
            Node child;
            if (end < 0) {
                end = ~end;
                child = node.child(JsonText.of(event, key, end));
            } else {
                child = node.child(event, key, end);
            }
            i = readOrSkip(event, JsonScanner.pastColon(event, end + 1), child, spans, depth);
            i = JsonScanner.pastWhiteSpace(event, i);
            if (JsonScanner.at(event, i) == '}') {
                return i + 1;
            }
            if (JsonScanner.at(event, i) != ',') {
                throw Refusal.malformed(event, i, "a comma or }");
            }
            i = JsonScanner.pastWhiteSpace(event, i + 1);
        }
    }

    private int readElements(byte[] event, int i, Node node, int[] spans, int depth) throws EventRejectedException {
        for (int index = 0; ; index++) {
            i = readOrSkip(event, i, node.child(index), spans, depth);
            i = JsonScanner.pastWhiteSpace(event, i);
            if (JsonScanner.at(event, i) == ']') {
                return i + 1;
            }
            if (JsonScanner.at(event, i) != ',') {
                throw Refusal.malformed(event, i, "a comma or ]");
            }
            i = JsonScanner.pastWhiteSpace(event, i + 1);
        }
    }

    private int readOrSkip(byte[] event, int i, Node child, int[] spans, int depth) throws EventRejectedException {
        if (child == null) {
            return JsonScanner.pastValue(event, i, depth);
        }
        forget(child, spans);
        return readValue(event, i, child, spans, depth);
    }

    /** Of duplicate keys the last one counts, with all that is below it. */
    private static void forget(Node node, int[] spans) {
        if (NodeSpans.kind(spans, node) == NodeSpans.ABSENT) {
            return;
        }
        NodeSpans.clear(spans, node);
        for (Node child : node.children) {
            forget(child, spans);
        }
    }

    private static int readText(byte[] event, int quote, Role role) throws EventRejectedException {
        int end = JsonText.end(event, quote + 1);
        if (end >= 0) {
            return end + 1;
        }
        if (role.isAsked() && JsonText.hasLoneSurrogate(event, quote + 1, ~end)) {
            throw Refusal.because(event, "half a surrogate pair in the venue before byte " + (~end + 1));
        }
        return ~end + 1;
    }
}

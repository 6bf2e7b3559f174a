package dev.venues.codec;

import dev.venues.codec.PointerTrie.Node;
import dev.venues.codec.PointerTrie.Role;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

import static java.nio.charset.StandardCharsets.UTF_8;

/**
 * One result on its way into one event: replaces what stands there, adds what is missing with the objects around it,
 * copies the rest. Knows every shape of an event; {@link SwiftSplice} knows the usual ones.
 */
final class EventSplice {

    /** Puts text in the place of the bytes from start (inclusive) to end (exclusive). */
    private record Edit(int start, int end, byte[] text) {}

    private final int[] spans;
    private final byte[] event;
    private final Located result;
    private final List<Edit> edits = new ArrayList<>(4);

    EventSplice(int[] spans, byte[] event, Located result) {
        this.spans = spans;
        this.event = event;
        this.result = result;
    }

    byte[] write(PointerTrie trie) {
        plan(trie.root);
        edits.sort(Comparator.comparingInt(Edit::start));
        int length = event.length;
        for (Edit edit : edits) {
            length += edit.text.length - (edit.end - edit.start);
        }
        byte[] out = new byte[length];
        int from = 0;
        int to = 0;
        for (Edit edit : edits) {
            int kept = edit.start - from;
            System.arraycopy(event, from, out, to, kept);
            to += kept;
            System.arraycopy(edit.text, 0, out, to, edit.text.length);
            to += edit.text.length;
            from = edit.end;
        }
        System.arraycopy(event, from, out, to, event.length - from);
        return out;
    }

    /** Plans the edits at and below an object or array that exists. */
    private void plan(Node node) {
        StringBuilder added = new StringBuilder();
        for (Node child : node.children) {
            if (NodeSpans.isStructure(spans, child)) {
                if (child.written) {
                    plan(child);
                }
                continue;
            }
            String value = value(child);
            if (value == null) {
                continue;
            }
            if (NodeSpans.kind(spans, child) == NodeSpans.ABSENT) {
                added.append(',').append(Located.quoted(child.key)).append(':').append(value);
            } else {
                edits.add(new Edit(NodeSpans.start(spans, child), NodeSpans.end(spans, child), value.getBytes(UTF_8)));
            }
        }
        if (!added.isEmpty()) {
            int end = endOfMembers(event, spans, node);
            String text = NodeSpans.kind(spans, node) == NodeSpans.EMPTY_OBJECT ? added.substring(1) : added.toString();
            edits.add(new Edit(end, end, text.getBytes(UTF_8)));
        }
    }

    /** The position after the last member of an object, before the white space and the closing brace. */
    static int endOfMembers(byte[] event, int[] spans, Node node) {
        int i = NodeSpans.end(spans, node) - 1;
        while (JsonScanner.isWhiteSpace(event[i - 1])) {
            i--;
        }
        return i;
    }

    /** What is to stand at a node: a value, an object around the values below it, or null for nothing. */
    private String value(Node node) {
        if (!node.written) {
            return null;
        }
        if (node.role != Role.NONE) {
            return result.text(node.role);
        }
        StringBuilder members = new StringBuilder();
        for (Node child : node.children) {
            String value = value(child);
            if (value != null) {
                members.append(members.isEmpty() ? '{' : ',')
                        .append(Located.quoted(child.key))
                        .append(':')
                        .append(value);
            }
        }
        return members.isEmpty() ? null : members.append('}').toString();
    }
}

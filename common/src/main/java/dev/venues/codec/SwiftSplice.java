package dev.venues.codec;

import dev.venues.codec.PointerTrie.Node;

/**
 * Writes a result into an event of a usual shape, where each value stands already or has a member beside it. Makes no
 * object but the new event. {@link EventSplice} knows the other shapes.
 */
final class SwiftSplice {

    private static final int MAX_EDITS = 3;

    /** An edit is a number: the position where it begins, and in its lowest bits which of the nodes it writes. */
    private static final int NODE_BITS = 2;

    private static final long NO_EDIT = Long.MAX_VALUE;

    /** In the order in which they are added where several are missing. */
    private final Node[] nodes;

    SwiftSplice(PointerTrie trie) {
        nodes = new Node[] {trie.latitude, trie.longitude, trie.geo};
    }

    /**
     * @return new bytes; null if the event is of another shape
     */
    byte[] write(byte[] event, int[] spans, Located result) {
        int length = length(event, spans, result);
        if (length < 0) {
            return null;
        }
        long a = edit(event, spans, result, 0);
        long b = edit(event, spans, result, 1);
        long c = edit(event, spans, result, 2);
        long first = Math.min(Math.min(a, b), c);
        long last = Math.max(Math.max(a, b), c);
        long middle = Math.max(Math.min(a, b), Math.min(Math.max(a, b), c));

        byte[] out = new byte[length];
        int from = 0;
        int to = 0;
        for (int i = 0; i < MAX_EDITS; i++) {
            long edit = i == 0 ? first : i == 1 ? middle : last;
            if (edit == NO_EDIT) {
                break;
            }
            Node node = nodes[(int) edit & (1 << NODE_BITS) - 1];
            int start = (int) (edit >>> NODE_BITS);
            System.arraycopy(event, from, out, to, start - from);
            to += start - from;
            from = start;
            if (NodeSpans.kind(spans, node) == NodeSpans.ABSENT) {
                System.arraycopy(node.label, 0, out, to, node.label.length);
                to += node.label.length;
            } else {
                from = NodeSpans.end(spans, node);
            }
            result.copy(node.role, out, to);
            to += result.length(node.role);
        }
        System.arraycopy(event, from, out, to, event.length - from);
        return out;
    }

    /** How long the new event is; -1 if it is of another shape. */
    private int length(byte[] event, int[] spans, Located result) {
        int length = event.length;
        for (Node node : nodes) {
            int added = result.length(node.role);
            if (added == 0) {
                continue;
            }
            if (NodeSpans.kind(spans, node) != NodeSpans.ABSENT) {
                length += added - (NodeSpans.end(spans, node) - NodeSpans.start(spans, node));
            } else if (NodeSpans.kind(spans, node.parent) == NodeSpans.OBJECT) {
                length += node.label.length + added;
            } else {
                return -1;
            }
        }
        return length;
    }

    private long edit(byte[] event, int[] spans, Located result, int number) {
        Node node = nodes[number];
        if (result.length(node.role) == 0) {
            return NO_EDIT;
        }
        int start = NodeSpans.kind(spans, node) == NodeSpans.ABSENT
                ? EventSplice.endOfMembers(event, spans, node.parent)
                : NodeSpans.start(spans, node);
        return (long) start << NODE_BITS | number;
    }
}

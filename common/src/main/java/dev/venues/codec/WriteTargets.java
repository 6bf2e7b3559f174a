package dev.venues.codec;

import dev.venues.codec.PointerTrie.Node;
import dev.venues.codec.PointerTrie.Role;
import dev.venues.model.DeadLetter.Reason;

/** Refuses an event whose result would have to stand inside something that is not an object. */
final class WriteTargets {

    private WriteTargets() {}

    static void require(Node node, int[] spans) throws EventRejectedException {
        for (Node child : node.children) {
            if (!child.written) {
                continue;
            }
            int kind = NodeSpans.kind(spans, child);
            if (kind == NodeSpans.ABSENT && NodeSpans.kind(spans, node) == NodeSpans.ARRAY) {
                throw new EventRejectedException(
                        Reason.MALFORMED, "the array at " + node.pointer() + " has no element " + child.key);
            }
            boolean made = kind == NodeSpans.ABSENT || kind == NodeSpans.NULL;
            if (made && child.isIndexed()) {
                throw new EventRejectedException(Reason.MALFORMED, "there is no array at " + child.pointer());
            }
            if (kind == NodeSpans.OTHER && child.role == Role.NONE) {
                throw new EventRejectedException(Reason.MALFORMED, child.pointer() + " is not an object");
            }
            if (NodeSpans.isStructure(spans, child)) {
                require(child, spans);
            }
        }
    }
}

package dev.venues.codec;

import dev.venues.codec.PointerTrie.Node;
import dev.venues.codec.PointerTrie.Role;
import dev.venues.model.DeadLetter.Reason;

/** Refuses an event whose result would have to stand inside something that is not an object. */
final class Room {

    private Room() {}

    static void require(Node node, int[] marks) throws EventRejectedException {
        for (Node child : node.children) {
            if (!child.written) {
                continue;
            }
            int kind = Marks.kind(marks, child);
            if (kind == Marks.ABSENT && Marks.kind(marks, node) == Marks.ARRAY) {
                throw new EventRejectedException(
                        Reason.MALFORMED, "the array at " + node.pointer() + " has no element " + child.key);
            }
            boolean made = kind == Marks.ABSENT || kind == Marks.NULL;
            if (made && child.isIndexed()) {
                throw new EventRejectedException(Reason.MALFORMED, "there is no array at " + child.pointer());
            }
            if (kind == Marks.OTHER && child.role == Role.NONE) {
                throw new EventRejectedException(Reason.MALFORMED, child.pointer() + " is not an object");
            }
            if (Marks.isStructure(marks, child)) {
                require(child, marks);
            }
        }
    }
}

package dev.venues.codec;

import java.util.ArrayList;
import java.util.List;

/**
 * The pointers of interest as a tree, so that one pass over an event finds them all.
 *
 * <p>Each node has a number, under which {@link EventReader} notes where the value stands.
 */
final class PointerTrie {

    /** What a node's value means to the codec. */
    enum Role {
        NONE,
        NAME,
        CITY,
        COUNTRY,
        LATITUDE,
        LONGITUDE,
        GEO;

        boolean isWritten() {
            return this == LATITUDE || this == LONGITUDE || this == GEO;
        }
    }

    /** One step of a pointer. */
    static final class Node {
        final String key;
        final int number;
        final Node parent;
        final List<Node> children = new ArrayList<>();
        Role role = Role.NONE;
        /** Whether a value is written here or below. */
        boolean written;

        private Node(String key, int number, Node parent) {
            this.key = key;
            this.number = number;
            this.parent = parent;
        }

        Node child(String name) {
            for (int i = 0; i < children.size(); i++) {
                Node child = children.get(i);
                if (child.key.equals(name)) {
                    return child;
                }
            }
            return null;
        }

        /** Whether something is written here by its index, or below: then an array must be there already. */
        boolean isIndexed() {
            for (Node child : children) {
                if (child.written && (child.key.matches("0|[1-9]\\d*") || child.isIndexed())) {
                    return true;
                }
            }
            return false;
        }

        /** The pointer that leads here. */
        String pointer() {
            return parent == null
                    ? ""
                    : parent.pointer() + "/" + key.replace("~", "~0").replace("/", "~1");
        }
    }

    /** To be raised with every change of what {@link Marks} holds: they may come out of an older savepoint. */
    private static final int VERSION = 1;

    final Node root = new Node("", 0, null);
    private final int layout;
    private int size = 1;

    PointerTrie(EventPointers pointers) {
        layout = 31 * VERSION + pointers.hashCode();
        add(pointers.name(), Role.NAME);
        add(pointers.city(), Role.CITY);
        add(pointers.country(), Role.COUNTRY);
        add(pointers.latitude(), Role.LATITUDE);
        add(pointers.longitude(), Role.LONGITUDE);
        add(pointers.geo(), Role.GEO);
    }

    int size() {
        return size;
    }

    /** Tells tries apart: positions that were noted for one mean nothing to another. */
    int layout() {
        return layout;
    }

    private void add(String pointer, Role role) {
        Node node = root;
        node.written |= role.isWritten();
        for (String segment : segments(pointer)) {
            Node child = node.child(segment);
            if (child == null) {
                child = new Node(segment, size++, node);
                node.children.add(child);
            }
            child.written |= role.isWritten();
            node = child;
        }
        node.role = role;
    }

    /**
     * @throws IllegalArgumentException if the text is not a JSON pointer to a member
     */
    static List<String> segments(String pointer) {
        if (!pointer.startsWith("/")) {
            throw new IllegalArgumentException("must be a JSON pointer such as /venue/name");
        }
        List<String> segments = new ArrayList<>();
        for (String escaped : pointer.substring(1).split("/", -1)) {
            if (escaped.matches(".*~([^01].*|$)")) {
                throw new IllegalArgumentException("must be a JSON pointer: ~ stands only in ~0 and ~1");
            }
            segments.add(escaped.replace("~1", "/").replace("~0", "~"));
        }
        return segments;
    }
}

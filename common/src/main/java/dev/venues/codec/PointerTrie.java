package dev.venues.codec;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
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

        boolean isAsked() {
            return this == NAME || this == CITY || this == COUNTRY;
        }

        boolean isWritten() {
            return this == LATITUDE || this == LONGITUDE || this == GEO;
        }
    }

    /** One step of a pointer. */
    static final class Node {
        final String key;
        final int number;
        final Node parent;
        Node[] children = {};
        Role role = Role.NONE;
        /** Whether a value is written here or below. */
        boolean written;

        /** As it stands in an event, unless it is written with escapes there. */
        private final byte[] bytes;

        private final long prefix;

        private final boolean isIndex;

        /** Its place in an array; -1 for a key that is none, or one that no event has room for. */
        private final int index;

        /** What stands before a value that is added behind others: a comma, the key and a colon. */
        final byte[] label;

        private Node(String key, int number, Node parent) {
            this.key = key;
            this.number = number;
            this.parent = parent;
            this.bytes = key.getBytes(StandardCharsets.UTF_8);
            this.prefix = JsonText.prefix(bytes, 0, bytes.length);
            this.isIndex = key.matches("0|[1-9]\\d*");
            this.index = isIndex && key.length() < 10 ? Integer.parseInt(key) : -1;
            this.label = (',' + Located.quoted(key) + ':').getBytes(StandardCharsets.UTF_8);
        }

        /** The child whose key stands in these bytes as it is; null if there is none. */
        Node child(byte[] json, int start, int end) {
            int length = end - start;
            long first = JsonText.prefix(json, start, length);
            for (Node child : children) {
                if (child.prefix == first
                        && child.bytes.length == length
                        && (length <= Long.BYTES || Arrays.equals(child.bytes, 0, length, json, start, end))) {
                    return child;
                }
            }
            return null;
        }

        /** The child that is an element of an array; null if there is none. */
        Node child(int index) {
            for (Node child : children) {
                if (child.index == index) {
                    return child;
                }
            }
            return null;
        }

        Node child(String name) {
            for (Node child : children) {
                if (child.key.equals(name)) {
                    return child;
                }
            }
            return null;
        }

        /** Whether something is written here by its index, or below: then an array must be there already. */
        boolean isIndexed() {
            for (Node child : children) {
                if (child.written && (child.isIndex || child.isIndexed())) {
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

    final Node root = new Node("", 0, null);
    final Node name;
    final Node city;
    final Node country;
    final Node latitude;
    final Node longitude;
    final Node geo;
    private int size = 1;

    PointerTrie(EventPointers pointers) {
        name = add(pointers.name(), Role.NAME);
        city = add(pointers.city(), Role.CITY);
        country = add(pointers.country(), Role.COUNTRY);
        latitude = add(pointers.latitude(), Role.LATITUDE);
        longitude = add(pointers.longitude(), Role.LONGITUDE);
        geo = add(pointers.geo(), Role.GEO);
    }

    int size() {
        return size;
    }

    private Node add(String pointer, Role role) {
        Node node = root;
        node.written |= role.isWritten();
        for (String segment : segments(pointer)) {
            Node child = node.child(segment);
            if (child == null) {
                child = new Node(segment, size++, node);
                node.children = Arrays.copyOf(node.children, node.children.length + 1);
                node.children[node.children.length - 1] = child;
            }
            child.written |= role.isWritten();
            node = child;
        }
        node.role = role;
        return node;
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

package dev.venues.codec;

import dev.venues.codec.PointerTrie.Node;

import java.util.Arrays;

/** The positions of a trie's nodes in one event: three ints a node, as {@link DecodedEvent} carries them. */
final class Marks {
    static final int ABSENT = 0;
    static final int NULL = 1;
    static final int OTHER = 2;
    static final int OBJECT = 3;
    static final int EMPTY_OBJECT = 4;
    static final int ARRAY = 5;
    private static final int WIDTH = 3;

    private final int[] values;

    Marks(int nodes) {
        this(new int[nodes * WIDTH]);
    }

    Marks(int[] values) {
        this.values = values;
    }

    void set(Node node, int kind, int start, int end) {
        int i = node.number * WIDTH;
        values[i] = kind;
        values[i + 1] = start;
        values[i + 2] = end;
    }

    void clear(Node node) {
        Arrays.fill(values, node.number * WIDTH, (node.number + 1) * WIDTH, 0);
    }

    int kind(Node node) {
        return values[node.number * WIDTH];
    }

    int start(Node node) {
        return values[node.number * WIDTH + 1];
    }

    /** Exclusive. */
    int end(Node node) {
        return values[node.number * WIDTH + 2];
    }

    int[] toArray() {
        return values;
    }
}

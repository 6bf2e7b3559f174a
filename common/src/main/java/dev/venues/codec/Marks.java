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

    private Marks() {}

    static int[] of(PointerTrie trie) {
        return new int[trie.size() * WIDTH];
    }

    static void set(int[] marks, Node node, int kind, int start, int end) {
        int i = node.number * WIDTH;
        marks[i] = kind;
        marks[i + 1] = start;
        marks[i + 2] = end;
    }

    static void clear(int[] marks, Node node) {
        Arrays.fill(marks, node.number * WIDTH, (node.number + 1) * WIDTH, 0);
    }

    static int kind(int[] marks, Node node) {
        return marks[node.number * WIDTH];
    }

    static boolean isStructure(int[] marks, Node node) {
        return kind(marks, node) >= OBJECT;
    }

    static int start(int[] marks, Node node) {
        return marks[node.number * WIDTH + 1];
    }

    /** Exclusive. */
    static int end(int[] marks, Node node) {
        return marks[node.number * WIDTH + 2];
    }
}

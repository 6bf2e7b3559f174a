package dev.venues.codec;

import dev.venues.codec.PointerTrie.Node;

import java.util.Arrays;

/** The positions of a trie's nodes in one event: three ints a node, as {@link DecodedEvent} carries them. */
final class NodeSpans {

    static final int ABSENT = 0;
    static final int NULL = 1;
    static final int OTHER = 2;
    static final int OBJECT = 3;
    static final int EMPTY_OBJECT = 4;
    static final int ARRAY = 5;
    private static final int WIDTH = 3;

    private NodeSpans() {}

    static int[] of(PointerTrie trie) {
        return new int[trie.size() * WIDTH];
    }

    static void set(int[] spans, Node node, int kind, int start, int end) {
        int i = node.number * WIDTH;
        spans[i] = kind;
        spans[i + 1] = start;
        spans[i + 2] = end;
    }

    static void clear(int[] spans, Node node) {
        Arrays.fill(spans, node.number * WIDTH, (node.number + 1) * WIDTH, 0);
    }

    static int kind(int[] spans, Node node) {
        return spans[node.number * WIDTH];
    }

    static boolean isStructure(int[] spans, Node node) {
        return kind(spans, node) >= OBJECT;
    }

    static int start(int[] spans, Node node) {
        return spans[node.number * WIDTH + 1];
    }

    /** Exclusive. */
    static int end(int[] spans, Node node) {
        return spans[node.number * WIDTH + 2];
    }
}

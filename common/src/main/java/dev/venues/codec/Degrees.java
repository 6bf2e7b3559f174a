package dev.venues.codec;

import dev.venues.codec.PointerTrie.Node;

import static java.nio.charset.StandardCharsets.UTF_8;

/**
 * Coordinates as they stand in an event: a number, or a string that is one. The text was meant as a coordinate, and asking
 * for it again would cost.
 */
final class Degrees {

    private Degrees() {}

    /** Whether a node's value is from -limit to limit, once it is rounded to a double. */
    static boolean isWithin(byte[] event, int[] spans, Node node, int limit) {
        if (NodeSpans.kind(spans, node) != NodeSpans.OTHER) {
            return false;
        }
        int start = NodeSpans.start(spans, node);
        int end = NodeSpans.end(spans, node);
        if (event[start] != '"') {
            return isWithin(event, start, end, limit);
        }
        start++;
        end--;
        if (JsonText.indexOfEscape(event, start, end) == end) {
            return isWithin(event, start, end, limit);
        }
        byte[] text = JsonText.of(event, start, end).getBytes(UTF_8);
        return isWithin(text, 0, text.length, limit);
    }

    private static boolean isWithin(byte[] bytes, int start, int end, int limit) {
        if (JsonScanner.endOfNumber(bytes, start) != end) {
            return false;
        }
        int whole = 0;
        int i = bytes[start] == '-' ? start + 1 : start;
        while (i < end && bytes[i] >= '0' && bytes[i] <= '9' && whole <= limit) {
            whole = whole * 10 + bytes[i++] - '0';
        }
        if (whole != limit && isPlain(bytes, i, end)) {
            return whole < limit;
        }
        return Math.abs(Double.parseDouble(new String(bytes, start, end - start, UTF_8))) <= limit;
    }

    private static boolean isPlain(byte[] bytes, int start, int end) {
        for (int i = start; i < end; i++) {
            if ((bytes[i] | 0x20) == 'e') {
                return false;
            }
        }
        return true;
    }
}

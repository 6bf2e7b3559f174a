package dev.venues.connector.files;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Finds line breaks eight bytes at a time: nearly all bytes of an event are none, and every one is looked at. */
final class LineBreaks {

    private static final VarHandle WORDS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final int WORD = Long.BYTES;

    private static final long ONES = 0x0101_0101_0101_0101L;
    private static final long HIGH_BITS = 0x8080_8080_8080_8080L;
    private static final long LINE_FEEDS = '\n' * ONES;
    private static final long BEHIND_CARRIAGE_RETURNS = ('\r' + 1) * ONES;

    private LineBreaks() {}

    /** Where the first LF is; {@code to} if there is none. */
    static int firstLineFeed(byte[] bytes, int from, int to) {
        int i = from;
        for (; i <= to - WORD; i += WORD) {
            long found = zeros((long) WORDS.get(bytes, i) ^ LINE_FEEDS);
            if (found != 0) {
                // What a borrow marks wrongly lies above the first byte that is rightly marked.
                return i + Long.numberOfTrailingZeros(found) / Byte.SIZE;
            }
        }
        while (i < to && bytes[i] != '\n') {
            i++;
        }
        return i;
    }

    /** Makes a space of each LF and each CR. */
    static void replace(byte[] bytes, int from, int to) {
        int i = from;
        for (; i <= to - WORD; i += WORD) {
            if (mayHoldLineBreak((long) WORDS.get(bytes, i))) {
                replaceByByte(bytes, i, i + WORD);
            }
        }
        replaceByByte(bytes, i, to);
    }

    private static void replaceByByte(byte[] bytes, int from, int to) {
        for (int i = from; i < to; i++) {
            if (bytes[i] == '\n' || bytes[i] == '\r') {
                bytes[i] = ' ';
            }
        }
    }

    /** Not 0 if and only if a byte of the word is 0; the lowest bit that is set is in the first such byte. */
    private static long zeros(long word) {
        return word - ONES & ~word & HIGH_BITS;
    }

    /** Whether a byte is below that behind CR: a control character, which an event hardly has but as a line break. */
    private static boolean mayHoldLineBreak(long word) {
        return (word - BEHIND_CARRIAGE_RETURNS & ~word & HIGH_BITS) != 0;
    }
}

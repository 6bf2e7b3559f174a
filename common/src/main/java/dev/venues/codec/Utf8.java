package dev.venues.codec;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Strict UTF-8 (RFC 3629): no overlong forms, no surrogates, nothing above U+10FFFF. */
final class Utf8 {

    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long HIGH_BITS = 0x8080808080808080L;

    private Utf8() {}

    /**
     * @return the index of the first byte that is not part of valid UTF-8, or -1
     */
    static int firstInvalid(byte[] bytes) {
        int i = 0;
        int length = bytes.length;
        while (i < length) {
            if (i + Long.BYTES <= length && ((long) LONG.get(bytes, i) & HIGH_BITS) == 0) {
                i += Long.BYTES;
                continue;
            }
            int sequence = sequenceLength(bytes, i);
            if (sequence == 0) {
                return i;
            }
            i += sequence;
        }
        return -1;
    }

    /** Where the text begins that may have a byte order mark before it. */
    static int pastByteOrderMark(byte[] bytes) {
        boolean marked =
                bytes.length >= 3 && bytes[0] == (byte) 0xef && bytes[1] == (byte) 0xbb && bytes[2] == (byte) 0xbf;
        return marked ? 3 : 0;
    }

    /** The length of the sequence that starts at i, 0 if it is not valid. */
    static int sequenceLength(byte[] bytes, int i) {
        int first = bytes[i] & 0xff;
        if (first < 0x80) {
            return 1;
        }
        int second = i + 1 < bytes.length ? bytes[i + 1] & 0xff : 0;
        if (first < 0xc2) {
            return 0;
        }
        if (first < 0xe0) {
            return isTail(second) ? 2 : 0;
        }
        int low = first == 0xe0 ? 0xa0 : first == 0xf0 ? 0x90 : 0x80;
        int high = first == 0xed ? 0x9f : first == 0xf4 ? 0x8f : 0xbf;
        if (second < low || second > high || first > 0xf4) {
            return 0;
        }
        if (first < 0xf0) {
            return isTail(bytes, i + 2) ? 3 : 0;
        }
        return isTail(bytes, i + 2) && isTail(bytes, i + 3) ? 4 : 0;
    }

    private static boolean isTail(byte[] bytes, int i) {
        return i < bytes.length && isTail(bytes[i] & 0xff);
    }

    private static boolean isTail(int b) {
        return (b & 0xc0) == 0x80;
    }

    /** Whether text holds half of a surrogate pair, which no UTF-8 can express. */
    static boolean hasLoneSurrogate(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (!Character.isSurrogate(c)) {
                continue;
            }
            if (Character.isLowSurrogate(c)
                    || i + 1 == text.length()
                    || !Character.isLowSurrogate(text.charAt(i + 1))) {
                return true;
            }
            i++;
        }
        return false;
    }
}

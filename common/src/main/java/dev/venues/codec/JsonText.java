package dev.venues.codec;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

import static java.nio.charset.StandardCharsets.UTF_8;

/** The strings of JSON (RFC 8259) over bytes: where they end, and the text that stands between their quotes. */
final class JsonText {

    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private static final long EACH_BYTE = 0x0101010101010101L;
    private static final long HIGH_BITS = EACH_BYTE << 7;

    private JsonText() {}

    /**
     * Finds the end of a string, and refuses one that is none: control characters, unknown escapes, invalid UTF-8.
     *
     * @param i the first byte of the text, past the quote
     * @return the position of the closing quote, as its complement ({@code ~}) if there are escapes in the text
     */
    static int end(byte[] json, int i) throws EventRejectedException {
        int escapes = 0;
        int lastWord = json.length - Long.BYTES;
        while (true) {
            if (i <= lastWord) {
                long stops = stops((long) LONG.get(json, i));
                if (stops == 0) {
                    i += Long.BYTES;
                    continue;
                }
                i += Long.numberOfTrailingZeros(stops) >>> 3;
            }
            byte b = JsonScanner.at(json, i);
            if (b == '"') {
                return i ^ escapes;
            }
            if (b == '\\') {
                escapes = -1;
                i = pastEscape(json, i);
            } else if (b < 0) {
                i = pastSequences(json, i);
            } else if (b < ' ') {
                throw Refusal.malformed(json, i, "text and a closing quote");
            } else {
                i++;
            }
        }
    }

    /**
     * Which of eight bytes need a closer look: quotes, backslashes, control characters and all beyond ASCII. A borrow
     * may mark a byte behind the first that is marked, never one before it.
     *
     * @return the highest bit of each of them
     */
    private static long stops(long word) {
        long quotes = (word ^ EACH_BYTE * '"') - EACH_BYTE;
        long backslashes = (word ^ EACH_BYTE * '\\') - EACH_BYTE;
        long controls = word - EACH_BYTE * ' ';
        return (quotes | backslashes | controls | word) & HIGH_BITS;
    }

    private static int pastSequences(byte[] json, int i) throws EventRejectedException {
        do {
            int length = Utf8.sequenceLength(json, i);
            if (length == 0) {
                throw Refusal.malformed(json, i, "UTF-8");
            }
            i += length;
        } while (JsonScanner.at(json, i) < 0);
        return i;
    }

    private static int pastEscape(byte[] json, int i) throws EventRejectedException {
        switch (JsonScanner.at(json, i + 1)) {
            case '"', '\\', '/', 'b', 'f', 'n', 'r', 't' -> {
                return i + 2;
            }
            case 'u' -> {
                for (int digit = i + 2; digit < i + 6; digit++) {
                    if (Character.digit(JsonScanner.at(json, digit), 16) < 0) {
                        throw Refusal.malformed(json, digit, "a hexadecimal digit");
                    }
                }
                return i + 6;
            }
            default -> throw Refusal.malformed(json, i + 1, "an escape");
        }
    }

    /** The first bytes of a text, eight at most, the first of them lowest, and zeros behind the last. */
    static long prefix(byte[] bytes, int start, int length) {
        if (start + Long.BYTES <= bytes.length) {
            long word = (long) LONG.get(bytes, start);
            return length >= Long.BYTES ? word : word & ~(-1L << (length << 3));
        }
        long word = 0;
        for (int i = Math.min(length, Long.BYTES) - 1; i >= 0; i--) {
            word = word << 8 | bytes[start + i] & 0xff;
        }
        return word;
    }

    /** The text of a string that has been seen to be one. */
    static String of(byte[] json, int start, int end) {
        int escape = indexOfEscape(json, start, end);
        if (escape == end) {
            return new String(json, start, end - start, UTF_8);
        }
        StringBuilder text = new StringBuilder(end - start);
        while (escape < end) {
            text.append(new String(json, start, escape - start, UTF_8)).append(escaped(json, escape));
            start = escape + length(json, escape);
            escape = indexOfEscape(json, start, end);
        }
        return text.append(new String(json, start, end - start, UTF_8)).toString();
    }

    /** Whether an escape stands for half of a surrogate pair, without the other half beside it. */
    static boolean hasLoneSurrogate(byte[] json, int start, int end) {
        int i = indexOfEscape(json, start, end);
        while (i < end) {
            char c = escaped(json, i);
            i += length(json, i);
            if (Character.isSurrogate(c)) {
                if (Character.isLowSurrogate(c)
                        || i == end
                        || json[i] != '\\'
                        || !Character.isLowSurrogate(escaped(json, i))) {
                    return true;
                }
                i += length(json, i);
            }
            i = indexOfEscape(json, i, end);
        }
        return false;
    }

    static int indexOfEscape(byte[] json, int start, int end) {
        int i = start;
        while (i < end && json[i] != '\\') {
            i++;
        }
        return i;
    }

    private static int length(byte[] json, int escape) {
        return json[escape + 1] == 'u' ? 6 : 2;
    }

    private static char escaped(byte[] json, int escape) {
        byte letter = json[escape + 1];
        return switch (letter) {
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            case 'u' ->
                (char) (digit(json, escape + 2) << 12
                        | digit(json, escape + 3) << 8
                        | digit(json, escape + 4) << 4
                        | digit(json, escape + 5));
            default -> (char) letter;
        };
    }

    private static int digit(byte[] json, int i) {
        return Character.digit(json[i], 16);
    }
}

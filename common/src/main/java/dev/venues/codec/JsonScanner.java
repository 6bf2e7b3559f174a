package dev.venues.codec;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * The grammar of JSON (RFC 8259) over bytes: tells where values end and refuses what it does not know. Makes no objects; a
 * method takes the position where something begins and returns the one behind it.
 */
final class JsonScanner {

    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

    /** What stands behind the last byte; JSON has it nowhere between values. */
    private static final byte END = 0;

    private static final int NULL = 'n' | 'u' << 8 | 'l' << 16 | 'l' << 24;
    private static final int TRUE = 't' | 'r' << 8 | 'u' << 16 | 'e' << 24;
    private static final int ALSE = 'a' | 'l' << 8 | 's' << 16 | 'e' << 24;

    private JsonScanner() {}

    static byte at(byte[] json, int i) {
        return i < json.length ? json[i] : END;
    }

    static boolean isWhiteSpace(byte b) {
        return b == ' ' || b == '\n' || b == '\r' || b == '\t';
    }

    static int pastWhiteSpace(byte[] json, int i) {
        while (i < json.length && json[i] <= ' ' && isWhiteSpace(json[i])) {
            i++;
        }
        return i;
    }

    /**
     * @param depth objects and arrays around the value
     */
    static int pastValue(byte[] json, int i, int depth) throws EventRejectedException {
        byte first = at(json, i);
        return first == '{' || first == '[' ? pastStructure(json, i, depth) : pastScalar(json, i, first);
    }

    static int pastScalar(byte[] json, int i, byte first) throws EventRejectedException {
        return switch (first) {
            case '"' -> {
                int end = JsonText.end(json, i + 1);
                yield (end < 0 ? ~end : end) + 1;
            }
            case 'n' -> pastLiteral(json, i, NULL);
            case 't' -> pastLiteral(json, i, TRUE);
            case 'f' -> pastLiteral(json, i + 1, ALSE);
            default -> {
                int end = endOfNumber(json, i);
                if (end < 0) {
                    throw Refusal.malformed(json, i, "a value");
                }
                yield end;
            }
        };
    }

    private static int pastLiteral(byte[] json, int i, int letters) throws EventRejectedException {
        if (i + Integer.BYTES > json.length || (int) INT.get(json, i) != letters) {
            throw Refusal.malformed(json, i, "null, true or false");
        }
        return i + Integer.BYTES;
    }

    /** Past an object or array, whatever is in it. Needs no stack of Java's: what is open is a bit each. */
    private static int pastStructure(byte[] json, int i, int depth) throws EventRejectedException {
        int around = depth;
        long objects = 0;
        long[] outer = null;
        while (true) {
            byte first = at(json, i);
            if (first == '{' || first == '[') {
                requireDepth(json, i, depth);
                int open = depth - around;
                if (open > 0 && open % Long.SIZE == 0) {
                    outer = outer == null ? new long[EventCodec.MAX_DEPTH / Long.SIZE + 1] : outer;
                    outer[open / Long.SIZE] = objects;
                }
                objects = objects << 1 | (first == '{' ? 1 : 0);
                depth++;
                i = pastWhiteSpace(json, i + 1);
                if (at(json, i) != closing(first)) {
                    i = first == '{' ? pastKey(json, i) : i;
                    continue;
                }
            } else {
                i = pastWhiteSpace(json, pastScalar(json, i, first));
            }
            while (at(json, i) != ',') {
                if (at(json, i) != ((objects & 1) == 1 ? '}' : ']')) {
                    throw Refusal.malformed(json, i, (objects & 1) == 1 ? "a comma or }" : "a comma or ]");
                }
                i++;
                depth--;
                if (depth == around) {
                    return i;
                }
                int open = depth - around;
                objects = open % Long.SIZE == 0 ? outer[open / Long.SIZE] : objects >>> 1;
                i = pastWhiteSpace(json, i);
            }
            i = pastWhiteSpace(json, i + 1);
            i = (objects & 1) == 1 ? pastKey(json, i) : i;
        }
    }

    /** In ASCII each closing bracket stands two behind its opening one. */
    private static byte closing(byte opening) {
        return (byte) (opening + 2);
    }

    /**
     * @param depth objects and arrays around the one that begins here
     */
    static void requireDepth(byte[] json, int i, int depth) throws EventRejectedException {
        if (depth >= EventCodec.MAX_DEPTH) {
            throw Refusal.malformed(json, i, "at most " + EventCodec.MAX_DEPTH + " objects and arrays in each other");
        }
    }

    /** From a key to the value that belongs to it. */
    private static int pastKey(byte[] json, int i) throws EventRejectedException {
        int end = JsonText.end(json, pastQuote(json, i));
        return pastColon(json, (end < 0 ? ~end : end) + 1);
    }

    /** Past the quote that opens a key. */
    static int pastQuote(byte[] json, int i) throws EventRejectedException {
        if (at(json, i) != '"') {
            throw Refusal.malformed(json, i, "a key");
        }
        return i + 1;
    }

    static int pastColon(byte[] json, int i) throws EventRejectedException {
        i = pastWhiteSpace(json, i);
        if (at(json, i) != ':') {
            throw Refusal.malformed(json, i, "a colon");
        }
        return pastWhiteSpace(json, i + 1);
    }

    /**
     * @return the position behind the number that begins here, -1 if none does
     */
    static int endOfNumber(byte[] json, int i) {
        if (at(json, i) == '-') {
            i++;
        }
        int whole = i;
        i = pastDigits(json, i);
        if (i == whole || json[whole] == '0' && i > whole + 1) {
            return -1;
        }
        if (at(json, i) == '.') {
            int fraction = i + 1;
            i = pastDigits(json, fraction);
            if (i == fraction) {
                return -1;
            }
        }
        if ((at(json, i) | 0x20) == 'e') {
            i++;
            if (at(json, i) == '+' || at(json, i) == '-') {
                i++;
            }
            int exponent = i;
            i = pastDigits(json, i);
            if (i == exponent) {
                return -1;
            }
        }
        return i;
    }

    private static int pastDigits(byte[] json, int i) {
        while (i < json.length && json[i] >= '0' && json[i] <= '9') {
            i++;
        }
        return i;
    }
}

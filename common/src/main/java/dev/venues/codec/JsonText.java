package dev.venues.codec;

import static java.nio.charset.StandardCharsets.UTF_8;

/** The text of a JSON string that {@link JsonScanner} has seen to be one, given as its bytes between the quotes. */
final class JsonText {

    private JsonText() {}

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
            case 'u' -> (char) Integer.parseInt(new String(json, escape + 2, 4, UTF_8), 16);
            default -> (char) letter;
        };
    }
}

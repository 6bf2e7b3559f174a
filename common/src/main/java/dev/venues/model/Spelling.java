package dev.venues.model;

import java.text.Normalizer;

/** How a text of a venue is asked for, and how two of them are compared. */
public final class Spelling {

    /**
     * A text with more characters keeps the form that it has: no API is asked for one, and composing a long one may take longer than
     * its length says.
     */
    static final int MAX_COMPOSED_CHARS = 2_048;

    private static final int NEXT_LINE = 0x85;

    private Spelling() {}

    /**
     * A text as an API is asked for it: composed (NFC), without format characters (category Cf), each run of Unicode's spaces
     * one space, and none at the ends.
     *
     * @return the same text if that is how it is written; empty if nothing is left
     */
    public static String asked(String written) {
        boolean space = true;
        for (int i = 0; i < written.length(); i++) {
            char c = written.charAt(i);
            if (c > '~' || c < ' ' || c == ' ' && space) {
                return composed(withSingleSpaces(written), Normalizer.Form.NFC);
            }
            space = c == ' ';
        }
        return space && !written.isEmpty() ? written.substring(0, written.length() - 1) : written;
    }

    private static String withSingleSpaces(String written) {
        StringBuilder text = new StringBuilder(written.length());
        boolean gap = false;
        int c;
        for (int i = 0; i < written.length(); i += Character.charCount(c)) {
            c = written.codePointAt(i);
            if (isSpace(c)) {
                gap = true;
            } else if (Character.getType(c) != Character.FORMAT) {
                if (gap && text.length() > 0) {
                    text.append(' ');
                }
                gap = false;
                text.appendCodePoint(c);
            }
        }
        return text.toString();
    }

    /** Those that do not break a line, too, which {@link Character#isWhitespace} leaves out. */
    private static boolean isSpace(int c) {
        return Character.isWhitespace(c) || Character.isSpaceChar(c) || c == NEXT_LINE;
    }

    /** A text in another Unicode form, unless it is too long for a venue's. */
    static String composed(String text, Normalizer.Form form) {
        return text.length() > MAX_COMPOSED_CHARS ? text : Normalizer.normalize(text, form);
    }
}

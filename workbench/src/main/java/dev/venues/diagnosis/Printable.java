package dev.venues.diagnosis;

/** Texts of events as a terminal may show them. */
final class Printable {

    private static final int MAX_CHARACTERS = 80;

    private Printable() {}

    /** In one line, without control characters, and cut. */
    static String of(String text) {
        StringBuilder shown = new StringBuilder();
        text.codePoints()
                .limit(MAX_CHARACTERS + 1L)
                .map(c -> Character.getType(c) == Character.CONTROL
                                || Character.getType(c) == Character.FORMAT
                                || Character.getType(c) == Character.SURROGATE
                                || Character.getType(c) == Character.LINE_SEPARATOR
                                || Character.getType(c) == Character.PARAGRAPH_SEPARATOR
                        ? '?'
                        : c)
                .forEach(shown::appendCodePoint);
        if (shown.codePointCount(0, shown.length()) > MAX_CHARACTERS) {
            shown.setLength(shown.offsetByCodePoints(0, MAX_CHARACTERS));
            shown.append('…');
        }
        return shown.toString();
    }
}

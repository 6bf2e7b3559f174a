package dev.venues.report;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Writes HTML and SVG. Whatever is text or the value of an attribute is escaped here, always: there is no way past it but
 * {@link #style}, for our own style sheet. Names of elements and attributes are ours, too.
 */
final class Markup {

    private static final int LONGEST_NAME = 120;

    private final StringBuilder text = new StringBuilder("<!doctype html>\n");
    private final Deque<String> open = new ArrayDeque<>();

    /**
     * Begins an element.
     *
     * @param attributes names and values in turn
     */
    Markup open(String element, String... attributes) {
        start(element, attributes).append('>');
        open.push(element);
        return this;
    }

    /** Ends the element that was begun last. */
    Markup close() {
        text.append("</").append(open.pop()).append(">\n");
        return this;
    }

    /** An element that holds text. */
    Markup leaf(String element, String content, String... attributes) {
        open(element, attributes).text(content);
        return close();
    }

    /** An element of HTML that has no content and no end, or an element of SVG without content. */
    Markup empty(String element, String... attributes) {
        boolean svg = open.contains("svg");
        start(element, attributes).append(svg ? "/>\n" : ">\n");
        return this;
    }

    Markup text(String content) {
        escape(content);
        return this;
    }

    /** Our own style sheet, in which nothing may stand that comes from elsewhere. */
    Markup style(String sheet) {
        text.append("<style>\n").append(sheet).append("</style>\n");
        return this;
    }

    private StringBuilder start(String element, String... attributes) {
        text.append('<').append(element);
        for (int i = 0; i < attributes.length; i += 2) {
            text.append(' ').append(attributes[i]).append("=\"");
            escape(attributes[i + 1]);
            text.append('"');
        }
        return text;
    }

    private void escape(String content) {
        content.codePoints().forEach(this::escape);
    }

    private void escape(int character) {
        switch (character) {
            case '&' -> text.append("&amp;");
            case '<' -> text.append("&lt;");
            case '>' -> text.append("&gt;");
            case '"' -> text.append("&quot;");
            case '\'' -> text.append("&#39;");
            default -> text.appendCodePoint(isHarmless(character) ? character : 0xFFFD);
        }
    }

    /** Not so: control characters, half surrogate pairs, and those that turn the direction of what follows. */
    private static boolean isHarmless(int character) {
        return switch (Character.getType(character)) {
            case Character.CONTROL -> character == '\n' || character == '\t';
            case Character.SURROGATE, Character.UNASSIGNED -> false;
            case Character.FORMAT -> character == 0x200D || character == 0x200C || character == 0xAD;
            default -> true;
        };
    }

    /** A name that is not longer than a reader takes in. */
    static String brief(String name) {
        return name.codePointCount(0, name.length()) <= LONGEST_NAME
                ? name
                : name.substring(0, name.offsetByCodePoints(0, LONGEST_NAME)) + "…";
    }

    /** All that was written. Every element must have been ended. */
    @Override
    public String toString() {
        if (!open.isEmpty()) {
            throw new IllegalStateException("not ended: " + open);
        }
        return text.toString();
    }
}

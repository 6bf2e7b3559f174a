package dev.venues.geo;

import dev.venues.codec.Located;
import dev.venues.model.GeoAnswer;
import dev.venues.model.Place;

/**
 * An estimate of the heap that an answer takes in the cache, in bytes, with references of four bytes. {@code
 * AnswerSizeTest} holds it against a real heap.
 */
final class AnswerSize {

    /** The cache's own nodes and our objects for an answer that names no place. Measured. */
    private static final int ENTRY = 240;

    /** A place without its texts. */
    private static final int PLACE = 56;

    /** A text without its characters: string, array, and what is lost to alignment. */
    private static final int TEXT = 44;

    private static final char LAST_OF_ONE_BYTE = 0xff;

    private AnswerSize() {}

    /** What one entry takes. The provider's name is one text for all of them. */
    static int of(String key, Located located) {
        long size = ENTRY + text(key) + located.bytes();
        if (located.answer() instanceof GeoAnswer.Found found) {
            Place place = found.place();
            size += PLACE + text(place.id()) + text(place.name()) + text(place.address());
        }
        return (int) Math.min(size, Integer.MAX_VALUE);
    }

    /** The JVM keeps a text in one byte a character if it can, else in two. */
    private static long text(String text) {
        if (text == null) {
            return 0;
        }
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) > LAST_OF_ONE_BYTE) {
                return TEXT + 2L * text.length();
            }
        }
        return TEXT + text.length();
    }
}

package dev.venues.lookup.cache;

/**
 * An estimate of the heap that an answer takes in the cache, in bytes, with references of four bytes. {@code
 * AnswerSizeTest} holds it against a real heap.
 */
public final class AnswerSize {

    /** The cache's own nodes and our objects, without what is written and without the key's characters. Measured. */
    private static final int ENTRY = 228;

    private static final char LAST_OF_ONE_BYTE = 0xff;

    private AnswerSize() {}

    /**
     * What one entry takes.
     *
     * @param answerBytes what is written of the answer
     */
    public static int of(String key, long answerBytes) {
        return (int) Math.min(ENTRY + characters(key) + answerBytes, Integer.MAX_VALUE);
    }

    /** The JVM keeps a text in one byte a character if it can, else in two. */
    static long characters(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) > LAST_OF_ONE_BYTE) {
                return 2L * text.length();
            }
        }
        return text.length();
    }
}

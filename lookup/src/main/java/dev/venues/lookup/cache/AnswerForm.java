package dev.venues.lookup.cache;

/**
 * What a cache has to know of answers. All have defaults.
 *
 * @param <A> an answer
 */
public interface AnswerForm<A> {

    /** An estimate for an answer of which nothing is known. */
    long SOME_BYTES = 256;

    /** Whether the API knew what was asked for; answers of the two kinds may live differently long. */
    default boolean isFound(A answer) {
        return true;
    }

    /** The answer as all get it but whoever took the call. */
    default A remembered(A answer) {
        return answer;
    }

    /** An estimate of the heap that an answer takes, in bytes, without its key and what the cache adds. */
    default long bytes(A answer) {
        return SOME_BYTES;
    }

    /** Answers of which nothing is known. */
    static <A> AnswerForm<A> any() {
        return new AnswerForm<>() {};
    }
}

package dev.venues.geo;

import dev.venues.codec.Located;
import dev.venues.model.GeoFailure;

/**
 * How a lookup ended: an answer as the cache keeps it, or a failure, which it does not keep.
 *
 * <p>An answer grows old in two steps, which {@link AnswerLife} notes when it is read: it becomes due for a new one, then
 * stale. Who sees a step a moment late does no harm, so the steps cost no barrier.
 */
final class Remembered {

    private final Located located;
    private final GeoFailure failure;
    private final AnswerLife.Span span;
    private final int bytes;

    private boolean due;
    private boolean stale;
    private boolean refreshed;

    private Remembered(Located located, GeoFailure failure, AnswerLife.Span span, int bytes) {
        this.located = located == null ? null : located.fromCache();
        this.failure = failure;
        this.span = span;
        this.bytes = bytes;
    }

    static Remembered answer(Located located, AnswerLife.Span span, int bytes) {
        return new Remembered(located, null, span, bytes);
    }

    static Remembered failure(Throwable throwable) {
        return new Remembered(null, ResponseClassifier.toFailure(throwable), AnswerLife.Span.NONE, 0);
    }

    /** The answer for all but the event that took the call; null for a failure. */
    Located located() {
        return located;
    }

    /** Null for an answer. */
    GeoFailure failure() {
        return failure;
    }

    AnswerLife.Span span() {
        return span;
    }

    /** An estimate of what it takes with its key; 0 for a failure. */
    int bytes() {
        return bytes;
    }

    boolean isAnswer() {
        return failure == null;
    }

    /** Whether it is an answer that may be given without a word. */
    boolean isFresh() {
        return failure == null && !stale;
    }

    /** Whether it is time to ask for a new answer, and nobody has yet. */
    boolean isDue() {
        return due && !refreshed;
    }

    void becomeDue() {
        if (!due) {
            due = true;
        }
    }

    void becomeStale() {
        if (!stale) {
            stale = true;
        }
    }

    /** A new answer is asked for ahead of time once: if there is none, this one lives to its end. */
    void noteRefreshed() {
        refreshed = true;
    }
}

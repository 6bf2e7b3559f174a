package dev.venues.lookup.cache;

import dev.venues.lookup.Failures;
import dev.venues.lookup.LookupFailure;

/**
 * How a lookup ended: an answer as the cache keeps it, or a failure, which it does not keep.
 *
 * <p>An answer grows old in two steps, which {@link AnswerLife} notes when it is read: it becomes due for a new one, then
 * stale. Who sees a step a moment late does no harm, so the steps cost no barrier.
 */
final class Remembered<A> {

    private final A answer;
    private final LookupFailure failure;
    private final String wording;
    private final long lifeNanos;
    private final long dueNanos;
    private final int bytes;

    private boolean due;
    private boolean stale;
    private boolean refreshed;

    private Remembered(A answer, LookupFailure failure, String wording, AnswerLife.Span span, int bytes) {
        this.answer = answer;
        this.failure = failure;
        this.wording = wording;
        this.lifeNanos = span.nanos();
        this.dueNanos = span.dueNanos();
        this.bytes = bytes;
    }

    /**
     * @param wording of the queries for which it holds; null for all of their key
     */
    static <A> Remembered<A> answer(A answer, String wording, AnswerLife.Span span, int bytes) {
        return new Remembered<>(answer, null, wording, span, bytes);
    }

    static <A> Remembered<A> failure(Throwable throwable) {
        return new Remembered<>(null, Failures.toFailure(throwable), null, AnswerLife.Span.NONE, 0);
    }

    /** The answer for all but whoever took the call; null for a failure. */
    A answer() {
        return answer;
    }

    /** Null for an answer. */
    LookupFailure failure() {
        return failure;
    }

    /** Of the queries for which it holds; null for all of their key. */
    String wording() {
        return wording;
    }

    boolean holdsFor(String words) {
        return wording == null || wording.equals(words);
    }

    /** How long it stays in the cache; 0 for not at all. */
    long lifeNanos() {
        return lifeNanos;
    }

    /** It is time for a new answer when so much of its life is left; -1 for never. */
    long dueNanos() {
        return dueNanos;
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

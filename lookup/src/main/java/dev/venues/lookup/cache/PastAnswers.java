package dev.venues.lookup.cache;

import java.io.Serializable;
import java.time.Duration;

/** Answers from before this start, for a cache that would otherwise begin empty. */
@FunctionalInterface
public interface PastAnswers<Q, A> extends Serializable {

    /** What became of an answer. */
    enum Reception {
        /** It will be given. */
        TAKEN,
        /** A newer one is there, or it is too old: it is not needed. */
        PASSED_OVER,
        /** There is no room, for it or any that follow. */
        FULL
    }

    /** Takes answers one after the other, those that came last first. */
    interface Taker<Q, A> {

        /**
         * @param age how long ago the API gave the answer, as far as is known
         */
        Reception take(Q query, A answer, Duration age);
    }

    /** Hands over all answers, or as many as there is room for. Never throws; may take a while, and reads files. */
    void read(Taker<Q, A> taker);

    /** No answers. */
    static <Q, A> PastAnswers<Q, A> none() {
        return taker -> {};
    }
}

package dev.venues.codec;

import dev.venues.model.VenueQuery;

import java.io.Serializable;
import java.time.Duration;

/** Answers from before this start, for a cache that would otherwise begin empty. */
@FunctionalInterface
public interface PastAnswers extends Serializable {

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
    interface Taker {

        /**
         * @param age how long ago the API gave the answer, as far as is known
         */
        Reception take(VenueQuery query, Located located, Duration age);
    }

    /** Hands over all answers, or as many as there is room for. Never throws; may take a while, and reads files. */
    void read(Taker taker);

    /** No answers. */
    static PastAnswers none() {
        return taker -> {};
    }
}

package dev.venues.geo;

import dev.venues.codec.Located;
import dev.venues.model.GeoFailure;

/**
 * How a lookup ended, as the cache keeps it. A failure is a value here too, one that expires at once: a future that fails
 * inside the cache would be logged by it, with a stack trace for each.
 *
 * @param located null for a failure
 * @param cached the same for those who took no call; null for a failure
 * @param failure null for an answer
 * @param lifeNanos for how long it counts; 0 for a failure
 * @param bytes an estimate of what it takes with its key; 0 for a failure
 */
record Remembered(Located located, Located cached, GeoFailure failure, long lifeNanos, int bytes) {

    static Remembered answer(String key, Located located, long lifeNanos) {
        return new Remembered(located, located.fromCache(), null, lifeNanos, AnswerSize.of(key, located));
    }

    static Remembered failure(Throwable throwable) {
        return new Remembered(null, null, ResponseClassifier.toFailure(throwable), 0, 0);
    }

    boolean isAnswer() {
        return failure == null;
    }
}

package dev.venues.lookup.testing;

import dev.venues.lookup.cache.AnswerForm;

/**
 * What tests are answered.
 *
 * @param id null for not found
 * @param via how it came
 */
public record Answer(String id, Via via) {

    /** How an answer came. */
    public enum Via {
        API,
        CACHE
    }

    public static final Answer FOUND = new Answer("4b", Via.API);
    public static final Answer NOT_FOUND = new Answer(null, Via.API);

    /** What a cache has to know of them. */
    public static final AnswerForm<Answer> FORM = new AnswerForm<>() {
        @Override
        public boolean isFound(Answer answer) {
            return answer.isFound();
        }

        @Override
        public Answer remembered(Answer answer) {
            return new Answer(answer.id, Via.CACHE);
        }
    };

    public boolean isFound() {
        return id != null;
    }
}

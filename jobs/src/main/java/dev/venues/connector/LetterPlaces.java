package dev.venues.connector;

import dev.venues.option.Rules;

/** The places of one connector at which dead letters can be read again, as a user names them. */
public interface LetterPlaces {

    /** What a user writes, for example {@code kinesis:STREAM}. */
    String form();

    /** The same where it has to be told from what is none. */
    default String exactForm() {
        return form();
    }

    /** What such a text begins with; of those that take a text the one with the longest has it. */
    String prefix();

    /** Whether a text names a place of this connector, right or wrong. */
    default boolean takes(String text) {
        return text.startsWith(prefix());
    }

    /**
     * The place that a text names. What is wrong with it is reported.
     *
     * @param key under which to report
     * @return null if the text names none
     */
    LetterPlace at(String key, String text, Rules rules);
}

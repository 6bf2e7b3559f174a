package dev.venues.model;

import java.time.Instant;

/**
 * An event that could not be enriched, with its original bytes and the reason.
 *
 * @param reason the class of failure
 * @param detail one sentence for a person; never holds a secret
 * @param attempts attempts to ask the geo API that were begun for it, earlier replays included
 * @param failedAt when the job gave up
 * @param origin where the record came from
 * @param payload the original bytes; null only in a letter that was read and had been written without them
 */
public record DeadLetter(Reason reason, String detail, int attempts, Instant failedAt, Origin origin, byte[] payload) {

    /** Why an event became a dead letter. */
    public enum Reason {
        /** Not a JSON object in UTF-8, or its shape leaves no room for the result. */
        MALFORMED("malformed"),
        /** Over the size limit, before or after enrichment. */
        TOO_LARGE("too-large"),
        /** The geo API refused the query; asking again would not help. */
        REJECTED("rejected"),
        /** Every attempt failed. */
        FAILED("failed"),
        /** The deadline passed. */
        TIMED_OUT("timed-out");

        private final String text;

        Reason(String text) {
            this.text = text;
        }

        /** As it stands in the dead letter and on the command line. */
        public String text() {
            return text;
        }

        /**
         * @throws IllegalArgumentException if no reason is written so
         */
        public static Reason of(String text) {
            for (Reason reason : values()) {
                if (reason.text.equals(text)) {
                    return reason;
                }
            }
            throw new IllegalArgumentException("no such reason: " + text);
        }
    }
}

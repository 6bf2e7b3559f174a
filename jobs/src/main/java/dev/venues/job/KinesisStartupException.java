package dev.venues.job;

/** Kinesis cannot be used as the settings say; the message says what to do. */
public final class KinesisStartupException extends Exception {

    private static final long serialVersionUID = 1L;

    KinesisStartupException(String message, Throwable cause) {
        super(message, cause);
    }
}

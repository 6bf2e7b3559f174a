package dev.venues.benchmarks.harness;

/** A word on the command line that is no setting; the message says which, for the person who typed it. */
public final class BadArgumentException extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;

    public BadArgumentException(String message) {
        super(message);
    }
}

package dev.venues.local;

/** A port that was named and cannot be listened on. */
final class UnusablePortException extends Exception {

    private static final long serialVersionUID = 1L;

    UnusablePortException(String option, int port, Exception cause) {
        super(
                "1 problem in the settings:\n  " + option + " = " + port
                        + ": cannot be listened on, perhaps it is taken",
                cause);
    }
}

package dev.venues.memory;

/** A JVM cannot be watched; the message says to a user why. */
public final class WatchException extends Exception {

    private static final long serialVersionUID = 1L;

    WatchException(String message) {
        super(message);
    }

    WatchException(String message, Throwable cause) {
        super(message, cause);
    }
}

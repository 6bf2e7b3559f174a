package dev.venues.connector;

/** What is read or written cannot be used as the settings say; the message says what to do. */
public final class ConnectorStartupException extends Exception {

    private static final long serialVersionUID = 1L;

    public ConnectorStartupException(String message, Throwable cause) {
        super(message, cause);
    }
}

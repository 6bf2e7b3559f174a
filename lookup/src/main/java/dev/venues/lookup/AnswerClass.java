package dev.venues.lookup;

import java.util.concurrent.TimeoutException;

/** How one HTTP request ended, as an operator counts them: each request ends in one of these. */
public enum AnswerClass {
    /** 200 to 299, whether the body could be read or not. */
    SUCCESS,
    NOT_FOUND,
    TOO_MANY_REQUESTS,
    /** The rest of 400 to 499. */
    CLIENT_ERROR,
    /** 500 to 599. */
    SERVER_ERROR,
    TIMEOUT,
    /** No connection, or none that is trusted. */
    CONNECT,
    /** A connection that broke, what is no HTTP, a redirect, the end of the job. */
    OTHER;

    /** How a request ended that was answered. */
    public static AnswerClass ofStatus(int status) {
        return switch (status) {
            case 404 -> NOT_FOUND;
            case 429 -> TOO_MANY_REQUESTS;
            default ->
                switch (status / 100) {
                    case 2 -> SUCCESS;
                    case 4 -> CLIENT_ERROR;
                    case 5 -> SERVER_ERROR;
                    default -> OTHER;
                };
        };
    }

    /** How a request ended that was not. */
    public static AnswerClass ofThrowable(Throwable throwable) {
        if (Failures.unwrap(throwable) instanceof TimeoutException) {
            return TIMEOUT;
        }
        return Failures.ofThrowable(throwable) == FailureKind.UNREACHABLE ? CONNECT : OTHER;
    }
}

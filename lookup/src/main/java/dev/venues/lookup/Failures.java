package dev.venues.lookup;

import java.io.IOException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;

/** Says what an HTTP status or an exception means. Pure functions; the one place that decides this. */
public final class Failures {

    private Failures() {}

    /** Whether a status brings an answer: 203 too, which a proxy may have changed (RFC 9110, section 15.3.4). */
    public static boolean bringsAnswer(int status) {
        return status == 200 || status == 203;
    }

    /**
     * What a status means that brings no answer. Redirects are not followed: an API that moved is a setting to mend.
     *
     * @param status of HTTP; not one that {@link #bringsAnswer}
     */
    public static FailureKind ofStatus(int status) {
        return switch (status) {
            case 401, 402 -> FailureKind.ACCOUNT;
            case 403 -> FailureKind.FORBIDDEN;
            case 404 -> FailureKind.NO_SUCH_RESOURCE;
            case 405, 406, 407, 410, 415, 426, 501, 505, 511 -> FailureKind.SETUP;
            case 420, 429, 509 -> FailureKind.THROTTLED;
            // The answer is not there yet, or is another connection's.
            case 202, 408, 421, 425 -> FailureKind.TRANSIENT;
            // Parts that nobody asked for.
            case 206, 304 -> FailureKind.UNREADABLE;
            default ->
                switch (status / 100) {
                    case 2 -> FailureKind.UNREADABLE;
                    case 3 -> FailureKind.SETUP;
                    case 4 -> FailureKind.REJECTED;
                    case 5 -> FailureKind.TRANSIENT;
                    default -> FailureKind.UNREADABLE;
                };
        };
    }

    /**
     * The failure that a response means which brings no answer: its kind by status and rate limit, its message with the API's own
     * words. Where it is about the place that was asked, the message names it, and where a redirect leads.
     */
    public static LookupFailure ofResponse(Response response) {
        FailureKind kind = isThrottled(response) ? FailureKind.THROTTLED : ofStatus(response.status());
        StringBuilder message = new StringBuilder("the API answered ").append(response.status());
        if (kind == FailureKind.SETUP || kind == FailureKind.NO_SUCH_RESOURCE) {
            response.asked().address().ifPresent(address -> message.append(" for ")
                    .append(address));
            if (response.status() / 100 == 3) {
                String how = isMoved(response.status()) ? ", which has moved to " : ", which redirects to ";
                response.asked().redirect(response.header("Location")).ifPresent(place -> message.append(how)
                        .append(place));
            }
        }
        String words = response.words();
        return LookupFailure.of(kind, words.isEmpty() ? message.toString() : message + ": " + words);
    }

    /** Some APIs say 403 or 503 where they mean 429. */
    private static boolean isThrottled(Response response) {
        return switch (response.status()) {
            case 403 ->
                response.header("Retry-After") != null
                        || RateLimit.of(response.headers()).isUsedUp();
            case 503 -> RateLimit.of(response.headers()).isUsedUp();
            default -> false;
        };
    }

    private static boolean isMoved(int status) {
        return status == 301 || status == 308;
    }

    /** What a throwable means that stood in the way of an answer. Faults of our own code are not retried. */
    public static FailureKind ofThrowable(Throwable throwable) {
        Throwable cause = unwrap(throwable);
        if (cause instanceof LookupFailure failure) {
            return failure.kind();
        }
        if (cause instanceof ConnectException
                || cause instanceof UnknownHostException
                || cause instanceof SSLException) {
            return FailureKind.UNREACHABLE;
        }
        if (cause instanceof IOException || cause instanceof TimeoutException) {
            return FailureKind.TRANSIENT;
        }
        // A timer that was shut down rejects.
        if (cause instanceof CancellationException || cause instanceof RejectedExecutionException) {
            return FailureKind.CLOSED;
        }
        return FailureKind.BROKEN;
    }

    /** The cause behind the wrappers that futures put around it. */
    public static Throwable unwrap(Throwable throwable) {
        Throwable cause = throwable;
        while ((cause instanceof CompletionException || cause instanceof ExecutionException)
                && cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause;
    }

    /** Any throwable as a failure; one that is a failure already stays as it is. */
    public static LookupFailure toFailure(Throwable throwable) {
        Throwable cause = unwrap(throwable);
        if (cause instanceof LookupFailure failure) {
            return failure;
        }
        return LookupFailure.of(ofThrowable(cause), TlsRefusal.describe(cause).orElseGet(() -> describe(cause)));
    }

    /** Names the class and not the message where the message may hold a URL with a key. */
    private static String describe(Throwable cause) {
        if (cause instanceof ConnectException) {
            return "cannot connect to the API";
        }
        if (cause instanceof UnknownHostException) {
            return "the API's host name is not known";
        }
        if (cause instanceof TimeoutException) {
            return "no answer within the request timeout";
        }
        if (cause instanceof IOException) {
            return "the connection to the API broke (" + cause.getClass().getSimpleName() + ")";
        }
        return "unexpected " + cause.getClass().getName();
    }
}

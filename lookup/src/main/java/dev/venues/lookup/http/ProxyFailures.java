package dev.venues.lookup.http;

import dev.venues.lookup.FailureKind;
import dev.venues.lookup.LookupFailure;
import dev.venues.lookup.access.Proxy;

import java.io.IOException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.util.Objects;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;

/** Says what a proxy means that does not let a request through: the set-up is at fault, or the way beyond the proxy. */
final class ProxyFailures {

    private static final int PROXY_AUTHENTICATION_REQUIRED = 407;
    private static final int SERVER_ERROR = 500;
    private static final int MAX_CAUSES = 20;

    private ProxyFailures() {}

    /**
     * Its answer to a request that it read: for a tunnel, or to be forwarded.
     *
     * @param tunnel whether it was asked for a tunnel; else only 407 is an answer of its own
     * @return null if the API answered
     */
    static LookupFailure ofStatus(Proxy proxy, boolean tunnel, int status) {
        if (status == PROXY_AUTHENTICATION_REQUIRED) {
            String wrong =
                    proxy.credentials() == null ? "wants a user and a password" : "refuses the user or the password";
            return LookupFailure.of(FailureKind.SETUP, named(proxy) + " " + wrong + " (407): check " + proxy.setting());
        }
        if (!tunnel) {
            return null;
        }
        return status >= SERVER_ERROR
                ? LookupFailure.of(FailureKind.UNREACHABLE, named(proxy) + " does not reach the API (" + status + ")")
                : LookupFailure.of(
                        FailureKind.SETUP,
                        named(proxy) + " lets nobody through to the API (" + status + "): check " + proxy.setting());
    }

    /**
     * What stood in the way of a request that was not yet past the proxy; the failure itself if it has nothing to do with it.
     *
     * @param connected whether the proxy took the connection
     */
    static Throwable ofThrowable(Proxy proxy, boolean connected, Throwable failure) {
        String why;
        if (isOfTls(failure)) {
            return failure;
        }
        if (failure instanceof UnknownHostException) {
            why = "has a host name that is not known";
        } else if (!connected && (failure instanceof ConnectException || failure instanceof TimeoutException)) {
            why = "cannot be connected to";
        } else if (failure instanceof TimeoutException) {
            why = "opens no tunnel to the API in time";
        } else if (failure instanceof IOException) {
            why = "broke the connection before the API could be asked";
        } else {
            return failure;
        }
        return LookupFailure.of(FailureKind.UNREACHABLE, named(proxy) + " " + why + ": check " + proxy.setting());
    }

    /** TLS is with the API, through the tunnel. */
    private static boolean isOfTls(Throwable failure) {
        return Stream.iterate(failure, Objects::nonNull, Throwable::getCause)
                .limit(MAX_CAUSES)
                .anyMatch(cause -> cause instanceof SSLException);
    }

    private static String named(Proxy proxy) {
        return "the proxy " + proxy.url();
    }
}

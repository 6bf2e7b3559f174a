package dev.venues.lookup.access;

import java.io.Serializable;
import java.time.Duration;
import java.util.Objects;

/**
 * How an API is reached.
 *
 * @param extras what every request carries
 * @param tls whom to trust, and as whom to appear
 * @param proxy what stands before it; null for nothing
 * @param credentials with what each request's access token is had; null for no token
 * @param connectionMaxAge after which a connection takes no further requests, so that a change of its address is followed
 */
public record Access(Extras extras, Tls tls, Proxy proxy, ClientCredentials credentials, Duration connectionMaxAge)
        implements Serializable {

    /** Of a connection. */
    public static final Duration DEFAULT_MAX_AGE = Duration.ofMinutes(5);

    /** As it comes: nothing is added. */
    public static final Access PLAIN = new Access(Extras.NONE, Tls.OF_THE_JVM, null, null, DEFAULT_MAX_AGE);

    public Access {
        Objects.requireNonNull(extras, "extras");
        Objects.requireNonNull(tls, "tls");
        if (connectionMaxAge.isNegative() || connectionMaxAge.isZero()) {
            throw new IllegalArgumentException("connectionMaxAge = " + connectionMaxAge + ": must be above 0");
        }
    }

    /** The same over TLS of another kind. */
    public Access withTls(Tls other) {
        return new Access(extras, other, proxy, credentials, connectionMaxAge);
    }

    /** The same through a proxy. */
    public Access withProxy(Proxy other) {
        return new Access(extras, tls, other, credentials, connectionMaxAge);
    }

    /** The same with an access token in each request. */
    public Access withCredentials(ClientCredentials other) {
        return new Access(extras, tls, proxy, other, connectionMaxAge);
    }

    /** The same with connections of another age. */
    public Access withConnectionMaxAge(Duration other) {
        return new Access(extras, tls, proxy, credentials, other);
    }

    /** Whether requests say by what right they ask, whatever the endpoint says. */
    public boolean authorizes() {
        return credentials != null || extras.headers().keySet().stream().anyMatch("Authorization"::equalsIgnoreCase);
    }

    /** The same with more that every request carries. */
    public Access withExtras(Extras others) {
        return new Access(extras.and(others), tls, proxy, credentials, connectionMaxAge);
    }
}

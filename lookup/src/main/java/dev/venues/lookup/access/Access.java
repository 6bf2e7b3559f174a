package dev.venues.lookup.access;

import java.io.Serializable;
import java.util.Objects;

/**
 * How an API is reached.
 *
 * @param extras what every request carries
 * @param tls whom to trust, and as whom to appear
 * @param proxy what stands before it; null for nothing
 */
public record Access(Extras extras, Tls tls, Proxy proxy) implements Serializable {

    /** As it comes: nothing is added. */
    public static final Access PLAIN = new Access(Extras.NONE, Tls.OF_THE_JVM, null);

    public Access {
        Objects.requireNonNull(extras, "extras");
        Objects.requireNonNull(tls, "tls");
    }

    /** The same over TLS of another kind. */
    public Access withTls(Tls other) {
        return new Access(extras, other, proxy);
    }

    /** The same through a proxy. */
    public Access withProxy(Proxy other) {
        return new Access(extras, tls, other);
    }

    /** Whether requests say by what right they ask, whatever the endpoint says. */
    public boolean authorizes() {
        return extras.headers().keySet().stream().anyMatch("Authorization"::equalsIgnoreCase);
    }

    /** The same with more that every request carries. */
    public Access withExtras(Extras others) {
        return new Access(extras.and(others), tls, proxy);
    }
}

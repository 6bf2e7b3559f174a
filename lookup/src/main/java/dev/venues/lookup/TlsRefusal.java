package dev.venues.lookup;

import java.security.cert.CertPathBuilderException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.util.Optional;
import javax.net.ssl.SSLException;

/** Says in our own words why no TLS connection came about: the JDK's messages may repeat what the other side wrote. */
final class TlsRefusal {

    private static final int MAX_CAUSES = 20;

    private TlsRefusal() {}

    /** Empty if TLS is not what a failure is about, however deep in its causes. */
    static Optional<String> describe(Throwable failure) {
        String why = null;
        Throwable cause = failure;
        for (int i = 0; i < MAX_CAUSES && cause != null; i++) {
            String closer = reason(cause);
            why = closer == null ? why : closer;
            cause = cause.getCause();
        }
        return Optional.ofNullable(why).map(reason -> "no trusted TLS connection to the API: " + reason);
    }

    private static String reason(Throwable cause) {
        if (cause instanceof CertificateExpiredException) {
            return "its certificate has expired";
        }
        if (cause instanceof CertificateNotYetValidException) {
            return "its certificate is not valid yet";
        }
        if (cause instanceof CertPathBuilderException) {
            return "its certificate is signed by nobody whom this JVM trusts";
        }
        // The JDK has no type of its own for it; what else is wrong with a certificate comes as a subtype.
        if (cause.getClass() == CertificateException.class) {
            return "its certificate is for another host";
        }
        return cause instanceof SSLException ? "the handshake failed" : null;
    }
}

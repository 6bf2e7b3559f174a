package dev.venues.lookup;

import java.security.cert.CertPathBuilderException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.util.Optional;
import java.util.Set;
import javax.net.ssl.SSLException;

/** Says in our own words why no TLS connection came about: the JDK's messages may repeat what the other side wrote. */
final class TlsRefusal {

    private static final int MAX_CAUSES = 20;

    private static final Set<String> OUR_CERTIFICATE = Set.of(
            "certificate_required",
            "bad_certificate",
            "unsupported_certificate",
            "certificate_revoked",
            "certificate_expired",
            "certificate_unknown",
            "unknown_ca");

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
        if (cause instanceof CertPathBuilderException || cause instanceof CertPathValidatorException) {
            return "its certificate is signed by nobody who is trusted here";
        }
        // The JDK has no type of its own for it; what else is wrong with a certificate comes as a subtype.
        if (cause.getClass() == CertificateException.class) {
            return "its certificate is for another host";
        }
        if (!(cause instanceof SSLException)) {
            return null;
        }
        return isAboutOurCertificate(cause.getMessage())
                ? "it wants a certificate of ours, or another one"
                : "the handshake failed";
    }

    /** The JDK has no type for alerts of the other side either, but names them as RFC 8446 does. */
    private static boolean isAboutOurCertificate(String message) {
        return message != null
                && message.contains("Received fatal alert: ")
                && OUR_CERTIFICATE.stream().anyMatch(message::contains);
    }
}

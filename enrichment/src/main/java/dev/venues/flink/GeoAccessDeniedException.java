package dev.venues.flink;

import dev.venues.geo.provider.ProviderName;

/** The geo API refuses us: the job fails, because every further event would only become a dead letter. */
public final class GeoAccessDeniedException extends Exception {

    private static final long serialVersionUID = 1L;

    GeoAccessDeniedException(ProviderName provider, String detail) {
        super("The geo provider " + provider.text() + " refuses access (" + detail + ")."
                + (saysWhatToCheck(detail) ? "" : " " + provider.provider().whenAccessIsDenied()));
    }

    /** A token endpoint's refusal, say, has nothing to do with the key. */
    static boolean saysWhatToCheck(String detail) {
        return detail.contains(": check ");
    }
}

package dev.venues.flink;

import dev.venues.geo.provider.ProviderName;

/**
 * The geo API is asked in the wrong place or way: the job fails, because every further event would only become a dead letter.
 */
public final class GeoMisconfiguredException extends Exception {

    private static final long serialVersionUID = 1L;

    /**
     * @param detail what the API said and where it was asked, as a failure's message has it
     */
    GeoMisconfiguredException(ProviderName provider, String detail) {
        super("The geo provider " + provider.text() + " is asked in the wrong place or way (" + detail + ")."
                + (GeoAccessDeniedException.saysWhatToCheck(detail)
                        ? ""
                        : " " + provider.provider().whenMisconfigured()));
    }
}

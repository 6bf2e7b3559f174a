package dev.venues.flink;

import dev.venues.geo.provider.ProviderName;

import java.util.regex.Pattern;

/** The geo API refuses us: the job fails, because every further event would only become a dead letter. */
public final class GeoAccessDeniedException extends Exception {

    private static final long serialVersionUID = 1L;

    /** Settings, or the variable that names the proxy. */
    private static final Pattern OUR_HINT =
            Pattern.compile(": check (venues\\.[a-z0-9.-]+|HTTPS?_PROXY|https?_proxy)( and venues\\.[a-z0-9.-]+)?$");

    GeoAccessDeniedException(ProviderName provider, String detail) {
        super("The geo provider " + provider.text() + " refuses access (" + detail + ")."
                + (saysWhatToCheck(detail) ? "" : " " + provider.provider().whenAccessIsDenied()));
    }

    /** A token endpoint's refusal, say, has nothing to do with the key. What the API says itself may sound alike. */
    static boolean saysWhatToCheck(String detail) {
        return OUR_HINT.matcher(detail).find();
    }
}

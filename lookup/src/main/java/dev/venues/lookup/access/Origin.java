package dev.venues.lookup.access;

import java.net.URI;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where an http or https URL leads. {@link URI#getHost} knows no host with an underscore, as those of Docker and Kubernetes may
 * have.
 *
 * @param tls whether over TLS
 * @param host in lower case, an IPv6 address without brackets
 * @param port the scheme's own where the URL names none
 */
public record Origin(boolean tls, String host, int port) {

    private static final int HTTP = 80;
    private static final int HTTPS = 443;
    private static final int MOST = 65_535;

    /** Without a user. */
    private static final Pattern AUTHORITY =
            Pattern.compile("(?:\\[([0-9a-fA-F:.]+)]|([A-Za-z0-9._~-]+))(?::(\\d{1,5}))?");

    /** Null if the URL is of another scheme, or names no host, or a user. */
    public static Origin of(URI url) {
        boolean tls = "https".equalsIgnoreCase(url.getScheme());
        String authority = url.getRawAuthority();
        if (authority == null || !tls && !"http".equalsIgnoreCase(url.getScheme())) {
            return null;
        }
        Matcher parts = AUTHORITY.matcher(authority);
        if (!parts.matches()) {
            return null;
        }
        int port = parts.group(3) == null ? (tls ? HTTPS : HTTP) : Integer.parseInt(parts.group(3));
        String host = parts.group(1) == null ? parts.group(2) : parts.group(1);
        return port < 1 || port > MOST ? null : new Origin(tls, host.toLowerCase(Locale.ROOT), port);
    }

    @Override
    public String toString() {
        return host.contains(":") ? "[" + host + "]:" + port : host + ":" + port;
    }
}

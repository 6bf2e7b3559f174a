package dev.venues.lookup;

import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A URL as a message may show it: scheme, host, port and path, no user info, query or fragment. Some APIs have a key in their
 * path, so a part of it that may be one is masked. Pure functions.
 */
final class ShownUrl {

    static final String MASK = "***";

    private static final int MAX_LENGTH = 200;

    /** Of fewer characters no key is made. */
    private static final int SHORT = 8;

    /** What people name a path: {@code geocode}, {@code places-api}, {@code geocode-v2}. */
    private static final Pattern WORDS = Pattern.compile("[a-z]+([-_.~]([a-z]+|v?\\d{1,4}))*");

    private static final int LONGEST_WORDS = 32;

    private ShownUrl() {}

    /**
     * @return empty for one that is not of HTTP, or so long that it tells nobody anything
     */
    static Optional<String> of(URI url) {
        String scheme = url.getScheme() == null ? "" : url.getScheme().toLowerCase(Locale.ROOT);
        String host = authority(url);
        if (!scheme.equals("http") && !scheme.equals("https") || host.isEmpty()) {
            return Optional.empty();
        }
        String path = url.getRawPath() == null ? "" : url.getRawPath();
        String shown = scheme + "://" + host
                + Arrays.stream(path.split("/", -1))
                        .map(part -> mayBeKey(part) ? MASK : part)
                        .collect(Collectors.joining("/"));
        return shown.length() > MAX_LENGTH ? Optional.empty() : Optional.of(shown);
    }

    /** The parts of a path that may be keys. */
    static List<String> keys(URI url) {
        String path = url.getRawPath() == null ? "" : url.getRawPath();
        return Arrays.stream(path.split("/", -1)).filter(ShownUrl::mayBeKey).toList();
    }

    /** Host and port; a host with an underscore is an authority to Java, and no host. */
    private static String authority(URI url) {
        String authority = url.getRawAuthority() == null ? "" : url.getRawAuthority();
        return authority.substring(authority.lastIndexOf('@') + 1);
    }

    private static boolean mayBeKey(String part) {
        return part.length() >= SHORT
                && (part.length() > LONGEST_WORDS || !WORDS.matcher(part).matches());
    }
}

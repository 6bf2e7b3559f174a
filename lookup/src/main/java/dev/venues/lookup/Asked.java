package dev.venues.lookup;

import java.net.URI;
import java.net.URLEncoder;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import static java.nio.charset.StandardCharsets.UTF_8;

/**
 * What a response answers: where the API was asked, and with which secrets. Nothing is worked out before a failure needs it.
 * Thread-safe.
 */
public final class Asked {

    /** Of a response that nobody asked for, in a test. */
    static final Asked NOTHING = new Asked(null, Request.get(""), List.of());

    private static final String MASK = ShownUrl.MASK;

    /** A shorter secret is hidden only where it stands alone: it may be part of a word. */
    private static final int LONG = 8;

    private final URI url;
    private final Request request;
    private final List<Request.Value> added;

    private Asked(URI url, Request request, List<Request.Value> added) {
        this.url = url;
        this.request = request;
        this.added = added;
    }

    /**
     * @param url the base URL that the request's path was appended to
     */
    public static Asked of(URI url, Request request) {
        return new Asked(url, request, List.of());
    }

    /** A request that carried something more on its way, such as an access token. */
    public static Asked with(Secret added) {
        return new Asked(null, Request.get(""), List.of(added));
    }

    /** The same, with what another carried on its way. */
    public Asked and(Asked other) {
        return other.added.isEmpty() ? this : new Asked(url, request, other.added);
    }

    /** Scheme, host, port and path as a message may show them; empty if they may not be shown. */
    Optional<String> address() {
        return url == null ? Optional.empty() : ShownUrl.of(url).map(base -> withoutSlash(base) + hide(request.path()));
    }

    /**
     * Where a redirect leads, as a message may show it.
     *
     * @param location an absolute URL, or one that is relative to what was asked; null for none
     * @return empty for none, or for one that may not be shown
     */
    Optional<String> redirect(String location) {
        if (location == null || url == null) {
            return Optional.empty();
        }
        try {
            URI asked = URI.create(withoutSlash(url.toString()) + request.path());
            return ShownUrl.of(asked.resolve(location.strip())).map(this::hide);
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** A text without the secrets that the request carried, plain or URL-encoded; each is replaced by a mask. */
    public String hide(String text) {
        Set<String> secrets = secrets();
        if (secrets.isEmpty() || text.isEmpty()) {
            return text;
        }
        // The longest first, because one may be part of another.
        String any = secrets.stream()
                .sorted(Comparator.comparing(String::length).reversed())
                .map(secret -> secret.length() < LONG
                        ? "(?<![\\p{L}\\p{N}])" + Pattern.quote(secret) + "(?![\\p{L}\\p{N}])"
                        : Pattern.quote(secret))
                .collect(Collectors.joining("|"));
        return Pattern.compile(any, Pattern.CASE_INSENSITIVE).matcher(text).replaceAll(MASK);
    }

    private Set<String> secrets() {
        List<String> values = new ArrayList<>();
        request.query().forEach(param -> addParts(param.value(), values));
        request.headers().values().forEach(value -> addParts(value, values));
        added.forEach(value -> addParts(value, values));
        if (url != null) {
            values.addAll(ShownUrl.keys(url));
            if (url.getUserInfo() != null) {
                values.addAll(List.of(url.getUserInfo().split(":", 2)));
            }
        }
        Set<String> all = new TreeSet<>();
        for (String value : values) {
            String encoded = URLEncoder.encode(value, UTF_8);
            all.addAll(List.of(value, encoded, encoded.replace("+", "%20")));
        }
        all.remove("");
        return all;
    }

    /** Of {@code Bearer x} both the whole and the token: the scheme alone is no secret. */
    private static void addParts(Request.Value value, List<String> values) {
        if (value instanceof Secret secret) {
            String whole = secret.reveal().strip();
            values.add(whole);
            int space = whole.indexOf(' ');
            if (space > 0) {
                values.add(whole.substring(space + 1).strip());
            }
        }
    }

    private static String withoutSlash(String text) {
        return text.endsWith("/") ? text.substring(0, text.length() - 1) : text;
    }

    /** Shows no more than a message may. */
    @Override
    public String toString() {
        return address().orElse("");
    }
}

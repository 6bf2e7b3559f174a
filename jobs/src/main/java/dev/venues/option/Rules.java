package dev.venues.option;

import dev.venues.lookup.Secret;
import dev.venues.lookup.access.Origin;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;

/** The rules that values are held against. What breaks one becomes a problem, and something harmless stands in for it. */
public final class Rules {

    private static final Duration LONGEST = Duration.ofDays(3_650);

    private final List<Problem> problems;

    /**
     * @param problems where to report
     */
    public Rules(List<Problem> problems) {
        this.problems = problems;
    }

    /** Reports; what several look at is reported once. */
    public void broken(String key, String value, String rule) {
        Problem problem = new Problem(key, value, rule);
        if (!problems.contains(problem)) {
            problems.add(problem);
        }
    }

    /** The value, which if it is none of the known ones becomes a problem. */
    public String oneOf(String key, String value, String... known) {
        if (!Arrays.asList(known).contains(value)) {
            broken(key, value, "must be " + String.join(" or ", known));
        }
        return value;
    }

    public void missing(String key, String because) {
        broken(key, null, "must be set for " + because);
    }

    /**
     * @param written what may be shown of it, but for a user and a query
     */
    URI url(String key, String text, String written) {
        if (text == null) {
            return null;
        }
        try {
            URI url = URI.create(text);
            Origin origin = Origin.of(url);
            if (origin != null && origin.tls() && origin.host().contains("_")) {
                broken(
                        key,
                        written,
                        "must not be https with an underscore in its host: Java takes no certificate for one");
                return null;
            }
            if (origin != null && url.getQuery() == null) {
                return url;
            }
        } catch (IllegalArgumentException e) {
            // Reported below, as for a URL of another kind.
        }
        // What must not stand there may be a secret.
        String shown = written.replaceFirst("//.*@", "//" + Secret.MASK + "@").replaceFirst("[?].*", "?" + Secret.MASK);
        broken(key, shown, "must be an http or https URL without user, password and query");
        return null;
    }

    public Duration positive(String key, Duration value) {
        if (value.isZero() || value.isNegative()) {
            broken(key, value.toMillis() + " ms", "must be above 0");
            return null;
        }
        return notTooLong(key, value);
    }

    public Duration notTooLong(String key, Duration value) {
        if (value.compareTo(LONGEST) > 0) {
            broken(key, value.toDays() + " d", "must not be longer than " + LONGEST.toDays() + " d");
            return null;
        }
        return value;
    }

    public long between(String key, long value, long least, long most) {
        if (value > most) {
            broken(key, Long.toString(value), "must be " + most + " or less");
        }
        return Math.min(atLeast(key, value, least), most);
    }

    public long atLeast(String key, long value, long least) {
        if (value < least) {
            broken(key, Long.toString(value), "must be " + least + " or more");
        }
        return Math.max(value, least);
    }

    /** A local path that the platform can name; one with a scheme is Flink's to judge. Null is no path. */
    public void path(String key, String path) {
        if (path == null || path.contains("://")) {
            return;
        }
        try {
            Path.of(path);
        } catch (InvalidPathException e) {
            broken(key, path, "is no path on this platform; a UTF-8 locale may help");
        }
    }

    /** A local path that must be there. */
    public void exists(String key, String path) {
        int before = problems.size();
        path(key, path);
        if (problems.size() == before && !path.contains("://") && !Files.exists(Path.of(path))) {
            broken(key, path, "does not exist");
        }
    }
}

package dev.venues.config;

import dev.venues.lookup.Secret;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

/** The rules that values are held against. What breaks one becomes a problem, and something harmless stands in for it. */
final class Rules {

    private static final Pattern STREAM_NAME = Pattern.compile("[a-zA-Z0-9_.-]{1,128}");
    private static final Duration LONGEST = Duration.ofDays(3_650);

    private final List<Problem> problems;

    Rules(List<Problem> problems) {
        this.problems = problems;
    }

    void broken(String key, String value, String rule) {
        problems.add(new Problem(key, value, rule));
    }

    /** The value, which if it is none of the known ones becomes a problem. */
    String oneOf(String key, String value, String... known) {
        if (!Arrays.asList(known).contains(value)) {
            Problem problem = new Problem(key, value, "must be " + String.join(" or ", known));
            if (!problems.contains(problem)) {
                problems.add(problem);
            }
        }
        return value;
    }

    void missing(String key, String because) {
        problems.add(new Problem(key, null, "must be set for " + because));
    }

    void streamName(String key, String name) {
        if (!STREAM_NAME.matcher(name).matches()) {
            problems.add(new Problem(key, name, "must be a stream name: 1 to 128 letters, digits, _ . or -"));
        }
    }

    URI url(String key, String text) {
        if (text == null) {
            return null;
        }
        try {
            URI url = URI.create(text);
            boolean http = "http".equals(url.getScheme()) || "https".equals(url.getScheme());
            if (http && url.getHost() != null && url.getQuery() == null && url.getUserInfo() == null) {
                return url;
            }
        } catch (IllegalArgumentException e) {
            // Reported below, as for a URL of another kind.
        }
        // What must not stand there may be a secret.
        String shown = text.replaceFirst("//.*@", "//" + Secret.MASK + "@").replaceFirst("[?].*", "?" + Secret.MASK);
        problems.add(new Problem(key, shown, "must be an http or https URL without user, password and query"));
        return null;
    }

    Duration positive(String key, Duration value) {
        if (value.isZero() || value.isNegative()) {
            problems.add(new Problem(key, value.toMillis() + " ms", "must be above 0"));
            return null;
        }
        return notTooLong(key, value);
    }

    Duration notTooLong(String key, Duration value) {
        if (value.compareTo(LONGEST) > 0) {
            problems.add(new Problem(key, value.toDays() + " d", "must not be longer than " + LONGEST.toDays() + " d"));
            return null;
        }
        return value;
    }

    long between(String key, long value, long least, long most) {
        if (value > most) {
            problems.add(new Problem(key, Long.toString(value), "must be " + most + " or less"));
        }
        return Math.min(atLeast(key, value, least), most);
    }

    long atLeast(String key, long value, long least) {
        if (value < least) {
            problems.add(new Problem(key, Long.toString(value), "must be " + least + " or more"));
        }
        return Math.max(value, least);
    }

    /** A local path that the platform can name; one with a scheme is Flink's to judge. Null is no path. */
    void path(String key, String path) {
        if (path == null || path.contains("://")) {
            return;
        }
        try {
            Path.of(path);
        } catch (InvalidPathException e) {
            problems.add(new Problem(key, path, "is no path on this platform; a UTF-8 locale may help"));
        }
    }

    /** A local path that must be there. */
    void exists(String key, String path) {
        int before = problems.size();
        path(key, path);
        if (problems.size() == before && !path.contains("://") && !Files.exists(Path.of(path))) {
            problems.add(new Problem(key, path, "does not exist"));
        }
    }
}

package dev.venues.model;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;

/**
 * Which build this is: stamped into the jar by Maven, shown by {@code bin/venues version}, logged at start and part of
 * the Flink job's name, so that a stale jar is seen at once.
 *
 * @param version Maven's version
 * @param commit the abbreviated git commit, {@code unknown} when built outside a git checkout
 * @param dirty whether the tree had uncommitted changes
 */
public record BuildInfo(String version, String commit, boolean dirty) {

    private static final BuildInfo CURRENT = load();

    public static BuildInfo current() {
        return CURRENT;
    }

    /** For example {@code 0.1.0 (3f2a91c, dirty)}. */
    @Override
    public String toString() {
        return version + " (" + commit + (dirty ? ", dirty" : "") + ")";
    }

    /** What the job tells the APIs that it calls, for example {@code venues/0.1.0}. */
    public String userAgent() {
        return "venues/" + version;
    }

    private static BuildInfo load() {
        Properties stamped = new Properties();
        try (InputStream in = BuildInfo.class.getResourceAsStream("build.properties")) {
            stamped.load(in);
        } catch (IOException e) {
            throw new UncheckedIOException("build.properties is not readable", e);
        }
        // Outside a git checkout Maven leaves the placeholders as they are.
        String commit = stamped.getProperty("commit");
        return new BuildInfo(
                stamped.getProperty("version"),
                commit.startsWith("$") ? "unknown" : commit,
                Boolean.parseBoolean(stamped.getProperty("dirty")));
    }
}

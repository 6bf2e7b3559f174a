package dev.venues.option;

import org.apache.flink.configuration.MemorySize;

import java.time.Duration;
import java.util.regex.Pattern;

/** Numbers without a unit: to Flink milliseconds or bytes, to whoever writes them seconds or megabytes. */
public final class Units {

    private static final Pattern BARE = Pattern.compile("\\d+");
    private static final Pattern ZERO = Pattern.compile("0+");

    private Units() {}

    /**
     * The rule that a duration or a size breaks, if its unit is missing.
     *
     * @param text as it was written
     * @param value what Flink makes of it
     * @return null if it has one, or needs none: 0 is the same in all, and other types have none
     */
    public static String missing(String text, Object value) {
        if (!BARE.matcher(text).matches() || ZERO.matcher(text).matches()) {
            return null;
        }
        if (value instanceof Duration) {
            return "needs a unit: write " + text + "s or " + text + "ms";
        }
        return value instanceof MemorySize ? "needs a unit: write " + text + "mb or " + text + "b" : null;
    }
}

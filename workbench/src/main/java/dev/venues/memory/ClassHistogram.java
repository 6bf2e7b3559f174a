package dev.venues.memory;

import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which classes the objects on a heap are of, as a JVM tells.
 *
 * @param classes by name; classes of one name in different class loaders are counted together
 * @param bytes of all objects
 */
public record ClassHistogram(Map<String, Count> classes, long bytes) {

    /** Objects of a class, and the bytes that they take. */
    public record Count(long instances, long bytes) {

        static final Count NONE = new Count(0, 0);

        Count plus(Count other) {
            return new Count(instances + other.instances, bytes + other.bytes);
        }
    }

    /** As in {@code   3:   1234   56789  java.lang.String (java.base@17.0.1)}. */
    private static final Pattern LINE = Pattern.compile("(?m)^ *\\d+: +(\\d+) +(\\d+) +(\\S+)");

    private static final Map<String, String> PRIMITIVES = Map.of(
            "B", "byte", "C", "char", "D", "double", "F", "float", "I", "int", "J", "long", "S", "short", "Z",
            "boolean");

    /**
     * Reads what {@code jcmd PID GC.class_histogram} prints.
     *
     * @throws IllegalArgumentException if it is something else
     */
    static ClassHistogram parse(String text) {
        Map<String, Count> classes = new HashMap<>();
        long bytes = 0;
        Matcher line = LINE.matcher(text);
        while (line.find()) {
            Count count = new Count(Long.parseLong(line.group(1)), Long.parseLong(line.group(2)));
            classes.merge(readable(line.group(3)), count, Count::plus);
            bytes += count.bytes();
        }
        if (classes.isEmpty()) {
            throw new IllegalArgumentException(
                    "no class histogram: " + text.lines().findFirst().orElse("nothing"));
        }
        return new ClassHistogram(classes, bytes);
    }

    Count of(String type) {
        return classes.getOrDefault(type, Count.NONE);
    }

    /** {@code byte[]} for {@code [B}, and so on. */
    private static String readable(String name) {
        int dimensions = 0;
        while (name.charAt(dimensions) == '[') {
            dimensions++;
        }
        if (dimensions == 0) {
            return name;
        }
        String element = name.substring(dimensions);
        String type = element.startsWith("L") && element.endsWith(";")
                ? element.substring(1, element.length() - 1)
                : PRIMITIVES.getOrDefault(element, element);
        return type + "[]".repeat(dimensions);
    }
}

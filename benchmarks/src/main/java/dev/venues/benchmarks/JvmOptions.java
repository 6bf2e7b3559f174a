package dev.venues.benchmarks;

import java.util.List;

/** How the JVMs that are measured run, as the environment says with VENUES_JAVA_OPTS. */
public final class JvmOptions {

    public static final String TEXT = System.getenv().getOrDefault("VENUES_JAVA_OPTS", "-Xmx512m");

    private JvmOptions() {}

    public static List<String> words() {
        return List.of(TEXT.trim().split("\\s+"));
    }
}

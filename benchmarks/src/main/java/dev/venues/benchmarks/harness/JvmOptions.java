package dev.venues.benchmarks.harness;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** How the JVMs that are measured run, as the environment says with VENUES_JAVA_OPTS. */
public final class JvmOptions {

    public static final String TEXT = System.getenv().getOrDefault("VENUES_JAVA_OPTS", "-Xmx512m");

    private JvmOptions() {}

    public static List<String> words() {
        return split(TEXT);
    }

    /** What Flink needs on Java 17, as the build has it. */
    public static List<String> ofFlink() throws IOException {
        try (InputStream in = JvmOptions.class.getResourceAsStream("jvm-flags")) {
            return split(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        }
    }

    private static List<String> split(String text) {
        return List.of(text.strip().split("\\s+"));
    }
}

package dev.venues.testing.job;

import java.time.Duration;

/**
 * How large the faults are: small ones for every build, large ones for {@code -Pchaos}.
 *
 * @param events how many a fault meets
 * @param outage how long the API is down
 * @param pauses how many times it asks for one
 */
public record Scale(int events, Duration outage, int pauses) {

    private static final Scale SHORT = new Scale(6_000, Duration.ofSeconds(10), 2);
    private static final Scale LONG = new Scale(40_000, Duration.ofSeconds(60), 10);

    /** What the system property {@code venues.test.scale} says; {@code short} if it is not set. */
    public static Scale current() {
        String name = System.getProperty("venues.test.scale", "short");
        return switch (name) {
            case "short" -> SHORT;
            case "long" -> LONG;
            default -> throw new IllegalArgumentException("venues.test.scale is " + name + ", not short or long");
        };
    }
}

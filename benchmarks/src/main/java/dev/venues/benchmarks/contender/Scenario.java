package dev.venues.benchmarks.contender;

import dev.venues.benchmarks.harness.BadArgumentException;

import java.util.Arrays;
import java.util.stream.Collectors;

/** What is measured, in the order in which a process runs it: what is short comes when the code is compiled. */
public enum Scenario {
    WARM("warm", "warm cache, steady state", 0),
    DISTINCT_100("distinct-100", "all venues distinct, 100 in flight per subtask", 100),
    DISTINCT_1000("distinct-1000", "all venues distinct, 1,000 in flight per subtask", 1_000),
    COLD("cold", "cold start, to the last event", 0);

    private final String key;
    private final String title;
    private final int inFlight;

    Scenario(String key, String title, int inFlight) {
        this.key = key;
        this.title = title;
        this.inFlight = inFlight;
    }

    public String key() {
        return key;
    }

    public String title() {
        return title;
    }

    /** Lookups at once per subtask; 0 leaves that to the contender. */
    public int inFlight() {
        return inFlight;
    }

    public boolean isDistinct() {
        return this == DISTINCT_100 || this == DISTINCT_1000;
    }

    public static Scenario of(String key) {
        for (Scenario scenario : values()) {
            if (scenario.key.equals(key)) {
                return scenario;
            }
        }
        throw new BadArgumentException("no scenario is called " + key + "; there are " + keys());
    }

    private static String keys() {
        return Arrays.stream(values()).map(value -> value.key).collect(Collectors.joining(", "));
    }
}

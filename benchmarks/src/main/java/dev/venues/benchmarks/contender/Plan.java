package dev.venues.benchmarks.contender;

import dev.venues.benchmarks.Arguments;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** How much is run, and for how long. Durations are seconds, the latency is milliseconds. */
public final class Plan {

    /** The two subtasks that every job runs. */
    public static final int PARALLELISM = 2;

    private final Arguments numbers;

    private Plan(Arguments numbers) {
        this.numbers = numbers;
    }

    /**
     * @throws IllegalArgumentException if a word is no setting
     */
    public static Plan parse(List<String> words) {
        Map<String, Long> defaults = new LinkedHashMap<>();
        defaults.put("rounds", 3L);
        defaults.put("venues", 5_000L);
        defaults.put("events", 200_000L);
        defaults.put("latency", 20L);
        defaults.put("warm-up", 9L);
        defaults.put("seconds", 6L);
        defaults.put("distinct-warm-up", 10L);
        defaults.put("distinct-seconds", 4L);
        defaults.put("clients", 300L);
        defaults.put("limit", 120L);
        return new Plan(Arguments.parse(words.toArray(String[]::new), defaults));
    }

    public int rounds() {
        return Math.toIntExact(numbers.get("rounds"));
    }

    int venues() {
        return Math.toIntExact(numbers.get("venues"));
    }

    /** Of a cold start. */
    int events() {
        return Math.toIntExact(numbers.get("events"));
    }

    /** Of the API. */
    public long latencyMillis() {
        return numbers.get("latency");
    }

    double warmUpSeconds(Scenario scenario) {
        return numbers.get(scenario.isDistinct() ? "distinct-warm-up" : "warm-up");
    }

    double measuredSeconds(Scenario scenario) {
        return numbers.get(scenario.isDistinct() ? "distinct-seconds" : "seconds");
    }

    /** Events for the contender that opens a client for each. */
    int clients() {
        return Math.toIntExact(numbers.get("clients"));
    }

    /** After which a contender that has not ended in a round is ended. */
    public long limitSeconds() {
        return numbers.get("limit");
    }

    /** As {@link #parse} takes them. */
    public List<String> words() {
        return new ArrayList<>(numbers.words());
    }

    @Override
    public String toString() {
        return numbers.toString();
    }
}

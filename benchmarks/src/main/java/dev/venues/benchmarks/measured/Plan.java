package dev.venues.benchmarks.measured;

import dev.venues.benchmarks.contender.Contender;
import dev.venues.benchmarks.contender.Scenario;
import dev.venues.benchmarks.harness.Arguments;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** How much is run, and for how long. Durations are seconds, the latency is milliseconds. */
public final class Plan {

    /** The two subtasks that every job runs. */
    public static final int PARALLELISM = 2;

    private static final String SCENARIOS = "--scenarios";

    private final Arguments numbers;
    private final Set<Scenario> scenarios;

    private Plan(Arguments numbers, Set<Scenario> scenarios) {
        this.numbers = numbers;
        this.scenarios = scenarios;
    }

    /**
     * Takes numbers as {@code --name number}, and {@code --scenarios KEY,…} if not all of them are to run.
     *
     * @throws BadArgumentException if a word is no setting
     */
    public static Plan parse(List<String> words) {
        List<String> rest = new ArrayList<>(words);
        Set<Scenario> scenarios = EnumSet.allOf(Scenario.class);
        int at = rest.indexOf(SCENARIOS);
        if (at >= 0 && at + 1 < rest.size()) {
            rest.remove(at);
            scenarios.retainAll(
                    Arrays.stream(rest.remove(at).split(",")).map(Scenario::of).toList());
        }
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
        return new Plan(Arguments.parse(rest.toArray(String[]::new), defaults), scenarios);
    }

    public int rounds() {
        return Math.toIntExact(numbers.get("rounds"));
    }

    /** What a contender runs, in that order. */
    public Set<Scenario> scenarios(Contender contender) {
        Set<Scenario> both = EnumSet.copyOf(contender.scenarios());
        both.retainAll(scenarios);
        return both;
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
        List<String> words = new ArrayList<>(numbers.words());
        words.add(SCENARIOS);
        words.add(scenarios.stream().map(Scenario::key).collect(Collectors.joining(",")));
        return words;
    }

    @Override
    public String toString() {
        return numbers.toString();
    }
}

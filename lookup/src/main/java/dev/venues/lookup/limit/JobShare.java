package dev.venues.lookup.limit;

import dev.venues.lookup.LookupOptions;

import java.util.HashMap;
import java.util.Map;

/**
 * How much of a job's limits this JVM may use: it follows from the subtasks that it was given, so that the sum over all
 * JVMs stays the job's limit however the job is scaled. A subtask whose input has ended leaves its part to those that go on
 * here. A client that is no part of a job has all of it. Thread-safe.
 */
public final class JobShare {

    /** A subtask that was given to this JVM; attempts of it that are here, of which there may be none once it has ended. */
    private record Given(int parallelism, int here) {}

    private final LookupOptions.Calls limits;
    private final Map<Integer, Given> given = new HashMap<>();
    private int parallelism;
    private int subtasks;
    private double fractionOfJob = 1;

    public JobShare(LookupOptions.Calls limits) {
        this.limits = limits;
    }

    /**
     * Adds a subtask that this JVM hosts.
     *
     * @param index of the subtask
     * @param of how many the operator has
     */
    public synchronized void add(int index, int of) {
        if (of != parallelism) {
            // The job goes on with another number of subtasks: what ended ones left was a part of something else.
            given.values().removeIf(each -> each.here == 0);
        }
        parallelism = of;
        given.merge(index, new Given(of, 1), (before, one) -> new Given(of, before.here + 1));
        sum();
    }

    /**
     * Takes a subtask back that was {@link #add added}.
     *
     * @param ended whether its input has: its part stays here, because nobody will ask for it elsewhere
     */
    public synchronized void remove(int index, boolean ended) {
        given.compute(index, (key, before) -> {
            int here = before.here - 1;
            return here > 0 || ended ? new Given(before.parallelism, here) : null;
        });
        sum();
    }

    private void sum() {
        subtasks = given.size();
        double sum = given.values().stream()
                .mapToDouble(each -> 1.0 / each.parallelism)
                .sum();
        // Before it is known, all of it.
        fractionOfJob = subtasks == 0 ? 1 : Math.min(1, sum);
    }

    /** Whether nobody but subtasks that have ended was here. */
    public synchronized boolean hasEnded() {
        return !given.isEmpty() && given.values().stream().allMatch(each -> each.here == 0);
    }

    /** Requests that may be under way at once in this JVM. */
    public synchronized int maxInFlight() {
        return (int) Math.min((long) Math.max(1, subtasks) * limits.maxInFlight(), Integer.MAX_VALUE / 2);
    }

    /** The part of the job's subtasks that this JVM was given; 1 before it is known. */
    synchronized double fractionOfJob() {
        return fractionOfJob;
    }

    /** Subtasks that this JVM was given. */
    synchronized int subtasks() {
        return subtasks;
    }

    /** Subtasks of the whole operator; 0 before it is known. */
    synchronized int parallelism() {
        return parallelism;
    }

    /** Requests a second that this JVM may start; 0 for no limit. */
    public synchronized double ratePerSecond() {
        return limits.ratePerSecond() * fractionOfJob;
    }
}

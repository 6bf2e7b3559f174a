package dev.venues.geo;

import java.util.concurrent.TimeUnit;

/**
 * How much of the job's limits this JVM may use: it follows from the subtasks that it hosts, so that the sum over all
 * JVMs stays the job's limit however the job is scaled. Thread-safe.
 */
final class InFlightShare {

    private final GeoSettings.Calls limits;
    private int subtasks;
    private int parallelism;
    private double fractionOfJob;

    InFlightShare(GeoSettings.Calls limits) {
        this.limits = limits;
    }

    /**
     * Adds a subtask that this JVM hosts.
     *
     * @param parallelism of the whole operator
     */
    synchronized void add(int parallelism) {
        subtasks++;
        this.parallelism = parallelism;
        fractionOfJob += 1.0 / parallelism;
    }

    /** Takes a subtask back that was {@link #add added} with the same parallelism. */
    synchronized void remove(int parallelism) {
        subtasks--;
        fractionOfJob -= 1.0 / parallelism;
    }

    /** Requests that may be under way at once in this JVM. */
    synchronized int maxInFlight() {
        return Math.max(1, subtasks) * limits.maxInFlight();
    }

    /** The part of the job's subtasks that this JVM hosts; 1 before it is known. */
    synchronized double fractionOfJob() {
        return subtasks == 0 ? 1 : fractionOfJob;
    }

    /** Subtasks that this JVM hosts. */
    synchronized int subtasks() {
        return subtasks;
    }

    /** Subtasks of the whole operator; 0 before it is known. */
    synchronized int parallelism() {
        return parallelism;
    }

    /** Nanoseconds from the start of one request to that of the next in this JVM; 0 for no limit. */
    synchronized long intervalNanos() {
        if (limits.ratePerSecond() == 0) {
            return 0;
        }
        return (long) (TimeUnit.SECONDS.toNanos(1) / ratePerSecond());
    }

    /** Requests a second that this JVM may start; 0 for no limit. */
    synchronized double ratePerSecond() {
        return limits.ratePerSecond() * fractionOfJob();
    }
}

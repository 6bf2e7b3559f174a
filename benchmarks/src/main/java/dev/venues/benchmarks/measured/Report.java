package dev.venues.benchmarks.measured;

import dev.venues.benchmarks.contender.Scenario;

/** Takes what a run finds out. */
public interface Report {

    void figure(Scenario scenario, Metric metric, double value);

    /**
     * The throughput at a moment.
     *
     * @param second since the job's first event
     * @param eventsPerSecond since the moment before
     */
    void course(Scenario scenario, double second, double eventsPerSecond);

    /**
     * A scenario brought no figures.
     *
     * @param reason in one line
     */
    void failed(Scenario scenario, String reason);
}

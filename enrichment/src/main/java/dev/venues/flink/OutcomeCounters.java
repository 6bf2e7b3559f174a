package dev.venues.flink;

import dev.venues.lookup.flink.CountElsewhere;
import dev.venues.model.Outcome;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MeterView;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.metrics.SimpleCounter;
import org.apache.flink.metrics.ThreadSafeSimpleCounter;

import java.util.EnumMap;
import java.util.Map;

/** How events ended: one counter for each outcome. */
final class OutcomeCounters {

    private final Map<Outcome, Counter> counters = new EnumMap<>(Outcome.class);

    /**
     * @param oneThread whether one thread counts; else any may, at the cost of a barrier each
     */
    OutcomeCounters(MetricGroup group, boolean oneThread) {
        for (Outcome outcome : Outcome.values()) {
            Counter counter = oneThread ? new SimpleCounter() : new ThreadSafeSimpleCounter();
            counters.put(outcome, group.counter(metric(outcome).id(), counter));
        }
        group.meter(VenuesMetric.EVENTS_OUT_PER_SECOND.id(), new MeterView(new CountElsewhere(this::sum)));
    }

    void count(EventResult result) {
        counters.get(result.outcome()).inc();
    }

    /** All of them. On any thread. */
    long sum() {
        long sum = 0;
        for (Counter counter : counters.values()) {
            sum += counter.getCount();
        }
        return sum;
    }

    private static VenuesMetric metric(Outcome outcome) {
        return switch (outcome) {
            case FOUND -> VenuesMetric.FOUND;
            case NOT_FOUND -> VenuesMetric.NOT_FOUND;
            case PRESENT -> VenuesMetric.PRESENT;
            case SKIPPED -> VenuesMetric.SKIPPED;
            case DEAD_LETTER -> VenuesMetric.DEAD_LETTERS;
        };
    }
}

package dev.venues.flink;

import dev.venues.model.DeadLetter;
import dev.venues.model.Outcome;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MeterView;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;

import java.util.EnumMap;
import java.util.Map;

/**
 * Parts the results: events to the main output, dead letters to {@link #DEAD_LETTERS}. Counts every outcome here,
 * where each result passes exactly once and on the task's own thread.
 */
public final class SplitByOutcome extends ProcessFunction<EventResult, EnrichedEvent> {

    private static final long serialVersionUID = 1L;

    /** The side output of the events that could not be enriched. */
    public static final OutputTag<DeadLetter> DEAD_LETTERS =
            new OutputTag<>("dead-letters", TypeInformation.of(DeadLetter.class));

    private transient Map<Outcome, Counter> counters;

    @Override
    public void open(OpenContext context) {
        MetricGroup group = getRuntimeContext().getMetricGroup().addGroup(VenuesMetric.GROUP);
        counters = new EnumMap<>(Outcome.class);
        for (Outcome outcome : Outcome.values()) {
            counters.put(outcome, group.counter(metric(outcome).id()));
        }
        Counter all = new CountElsewhere(this::outcomes);
        group.meter(VenuesMetric.EVENTS_OUT_PER_SECOND.id(), new MeterView(all));
        OutcomeCount.publish(getRuntimeContext(), this::outcomes);
    }

    private long outcomes() {
        long sum = 0;
        for (Counter counter : counters.values()) {
            sum += counter.getCount();
        }
        return sum;
    }

    @Override
    public void close() {
        OutcomeCount.withdraw(getRuntimeContext());
    }

    @Override
    public void processElement(EventResult result, Context context, Collector<EnrichedEvent> out) {
        counters.get(result.outcome()).inc();
        if (result.outcome() == Outcome.DEAD_LETTER) {
            context.output(DEAD_LETTERS, result.deadLetter());
        } else {
            out.collect(result.enriched());
        }
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

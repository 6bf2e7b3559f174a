package dev.venues.flink;

import dev.venues.geo.MonthlyCalls;
import dev.venues.geo.SharedGeoClient;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.state.OperatorStateStore;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.java.tuple.Tuple2;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.MetricGroup;

import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.List;

/**
 * The month's calls in the job's checkpoints: a budget that began anew with every restart would be none. For one subtask; the
 * first one speaks for what was before, so that the sum over all is the truth.
 */
final class CallsOfTheMonth {

    private static final String NAME = "calls of the month";

    private final ListState<Tuple2<String, Long>> state;
    private final boolean first;
    private final MonthlyCalls restored;

    /**
     * @param first whether this is the first subtask
     */
    CallsOfTheMonth(OperatorStateStore store, boolean first) throws Exception {
        this.state = store.getUnionListState(new ListStateDescriptor<>(NAME, Types.TUPLE(Types.STRING, Types.LONG)));
        this.first = first;
        YearMonth month = YearMonth.now(ZoneOffset.UTC);
        long calls = 0;
        for (Tuple2<String, Long> part : state.get()) {
            calls += part.f0.equals(month.toString()) ? part.f1 : 0;
        }
        this.restored = new MonthlyCalls(month, calls);
    }

    /** Tells the client what was before. */
    void begin(SharedGeoClient client, MetricGroup group, long budget) {
        client.begin(restored);
        group.gauge(VenuesMetric.CALLS_THIS_MONTH.id(), (Gauge<Long>)
                () -> calls(client).calls());
        group.gauge(VenuesMetric.MONTHLY_BUDGET.id(), (Gauge<Long>) () -> first ? budget : 0);
    }

    /** Puts this subtask's part into the checkpoint. */
    void save(SharedGeoClient client) throws Exception {
        MonthlyCalls calls = calls(client);
        state.update(List.of(Tuple2.of(calls.month().toString(), calls.calls())));
    }

    private MonthlyCalls calls(SharedGeoClient client) {
        MonthlyCalls made = client.reportedCalls();
        return first ? new MonthlyCalls(made.month(), made.calls() + client.callsBefore()) : made;
    }
}

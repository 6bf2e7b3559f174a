package dev.venues.lookup.flink;

import dev.venues.lookup.limit.MonthlyCalls;
import org.apache.flink.api.common.TaskInfo;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.state.OperatorStateStore;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.java.tuple.Tuple2;

import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;

/**
 * The month's calls in the job's checkpoints: a budget that began anew with every restart would be none. For one subtask: each
 * has its own calls, and the sum over all is the job's.
 */
final class CallsOfTheMonth {

    private static final String NAME = "calls of the month by subtask";

    /**
     * A job that goes on with another number of subtasks deals these out. Each subtask should come by as large a part of the
     * calls as it has of the budget, so these are many, and can be shared out evenly among 32 as among 20 or 12.
     */
    private static final int SHARES_OF_JOB = 960;

    private final ListState<Tuple2<String, Long>> state;
    private final TaskInfo task;
    private final MonthlyCalls restored;

    /**
     * @param month of now
     */
    CallsOfTheMonth(OperatorStateStore store, TaskInfo task, YearMonth month) throws Exception {
        this.state = store.getListState(new ListStateDescriptor<>(NAME, Types.TUPLE(Types.STRING, Types.LONG)));
        this.task = task;
        long calls = 0;
        for (Tuple2<String, Long> share : state.get()) {
            calls += share.f0.equals(month.toString()) ? share.f1 : 0;
        }
        this.restored = new MonthlyCalls(month, calls);
    }

    /** What was made before. */
    MonthlyCalls restored() {
        return restored;
    }

    /** Puts this subtask's calls into the checkpoint. */
    void save(MonthlyCalls calls) throws Exception {
        int shares = Math.max(1, SHARES_OF_JOB / task.getNumberOfParallelSubtasks());
        List<Tuple2<String, Long>> dealt = new ArrayList<>(shares);
        for (int i = 0; i < shares; i++) {
            // Any run of them has its part of the calls, to within one.
            long share = calls.calls() * (i + 1) / shares - calls.calls() * i / shares;
            dealt.add(Tuple2.of(calls.month().toString(), share));
        }
        state.update(dealt);
    }
}

package dev.venues.connector;

import dev.venues.model.RawRecord;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.functions.RichFilterFunction;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.runtime.state.FunctionInitializationContext;
import org.apache.flink.runtime.state.FunctionSnapshotContext;
import org.apache.flink.streaming.api.checkpoint.CheckpointedFunction;

import java.util.List;

/** Passes the first records, and none behind them. Counts on after a restart, where the source reads again. For one subtask. */
final class FirstRecords extends RichFilterFunction<RawRecord> implements CheckpointedFunction {

    private static final long serialVersionUID = 1L;

    private final long limit;
    private transient ListState<Long> saved;
    /** Written by the task, read by whoever reports metrics. */
    private transient volatile long passed;

    FirstRecords(long limit) {
        this.limit = limit;
    }

    @Override
    public void initializeState(FunctionInitializationContext context) throws Exception {
        saved = context.getOperatorStateStore().getListState(new ListStateDescriptor<>("passed", Types.LONG));
        for (long count : saved.get()) {
            passed += count;
        }
    }

    @Override
    public void open(OpenContext context) {
        getRuntimeContext().getMetricGroup().gauge(LimitedSource.REACHED, (Gauge<Boolean>) () -> passed >= limit);
    }

    @Override
    public boolean filter(RawRecord record) {
        if (passed >= limit) {
            return false;
        }
        passed++;
        return true;
    }

    @Override
    public void snapshotState(FunctionSnapshotContext context) throws Exception {
        saved.update(List.of(passed));
    }
}

package dev.venues.flink;

import dev.venues.model.RawRecord;
import org.apache.flink.api.common.TaskInfo;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.state.OperatorStateStore;

import java.util.ArrayList;
import java.util.List;

/** The records whose lookups were under way, in the checkpoints: for one subtask, whatever the order was at the last one. */
final class SavedLookups {

    private static final String SPREAD = "lookups";
    private static final String BY_KEY = "lookups by key";

    private final ResultOrder order;
    private final ListState<RawRecord> spread;
    private final ListState<RawRecord> byKey;

    /**
     * Flink completes no checkpoint while a part of the subtasks has ended and there is union state, if only an empty one. With
     * an order by key the records of each source go to all subtasks, which therefore end together. With any other, one with
     * no file to read ends at once. Once it was there, such a state stays in the checkpoints.
     */
    SavedLookups(OperatorStateStore store, ResultOrder order) throws Exception {
        this.order = order;
        this.spread = store.getListState(new ListStateDescriptor<>(SPREAD, RawRecordSerializer.INSTANCE));
        boolean wasByKey = store.getRegisteredStateNames().contains(BY_KEY);
        this.byKey = wasByKey || order == ResultOrder.KEYED
                ? store.getUnionListState(new ListStateDescriptor<>(BY_KEY, RawRecordSerializer.INSTANCE))
                : null;
    }

    /** The records that are this subtask's now, in the order of their arrival. */
    List<RawRecord> of(TaskInfo task) throws Exception {
        List<RawRecord> records = new ArrayList<>();
        spread.get().forEach(records::add);
        if (byKey != null) {
            for (RawRecord record : byKey.get()) {
                // Every subtask sees all of them and takes those of the keys that will go on coming to it.
                if (KeyPartitioner.subtask(OrderKey.of(record), task.getNumberOfParallelSubtasks())
                        == task.getIndexOfThisSubtask()) {
                    records.add(record);
                }
            }
        }
        return records;
    }

    /** Puts the records that are under way into the checkpoint, instead of those before. */
    void save(List<RawRecord> records) throws Exception {
        boolean keyed = order == ResultOrder.KEYED;
        spread.update(keyed ? List.of() : records);
        if (byKey != null) {
            byKey.update(keyed ? records : List.of());
        }
    }
}

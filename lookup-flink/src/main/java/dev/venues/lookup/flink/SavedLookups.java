package dev.venues.lookup.flink;

import org.apache.flink.api.common.TaskInfo;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.state.OperatorStateStore;

import java.util.ArrayList;
import java.util.List;

/**
 * The records whose lookups were under way, in the checkpoints: for one subtask, whatever the order was at the last one.
 *
 * @param <S> what is kept of a record
 */
final class SavedLookups<S> {

    private static final String SPREAD = "lookups";
    private static final String BY_KEY = "lookups by key";

    private final ResultOrder order;
    private final Saving<S> saving;
    private final ListState<S> spread;
    private final ListState<S> byKey;

    /**
     * Flink completes no checkpoint while a part of the subtasks has ended and there is union state, if only an empty one. With
     * an order by key the records of each source go to all subtasks, which therefore end together. With any other, one with
     * no file to read ends at once. Once it was there, such a state stays in the checkpoints.
     */
    SavedLookups(OperatorStateStore store, ResultOrder order, Saving<S> saving) throws Exception {
        this.order = order;
        this.saving = saving;
        this.spread = store.getListState(new ListStateDescriptor<>(SPREAD, saving.serializer()));
        boolean wasByKey = store.getRegisteredStateNames().contains(BY_KEY);
        this.byKey = wasByKey || order == ResultOrder.KEYED
                ? store.getUnionListState(new ListStateDescriptor<>(BY_KEY, saving.serializer()))
                : null;
    }

    /** The records that are this subtask's now, in the order of their arrival. */
    List<S> of(TaskInfo task) throws Exception {
        List<S> records = new ArrayList<>();
        spread.get().forEach(records::add);
        if (byKey != null) {
            for (S record : byKey.get()) {
                // Every subtask sees all of them and takes those of the keys that will go on coming to it.
                if (KeyPartitioner.subtask(saving.orderKey().apply(record), task.getNumberOfParallelSubtasks())
                        == task.getIndexOfThisSubtask()) {
                    records.add(record);
                }
            }
        }
        return records;
    }

    /** Puts the records that are under way into the checkpoint, instead of those before. */
    void save(List<S> records) throws Exception {
        boolean keyed = order == ResultOrder.KEYED;
        spread.update(keyed ? List.of() : records);
        if (byKey != null) {
            byKey.update(keyed ? records : List.of());
        }
    }
}

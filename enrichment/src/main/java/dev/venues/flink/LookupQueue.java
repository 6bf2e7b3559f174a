package dev.venues.flink;

import dev.venues.model.RawRecord;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Records whose results have not left yet, and the order in which they may. For the task's own thread, where nothing else is said.
 *
 * <p>Records that must leave in the order in which they came stand in one lane; without an order there are no lanes.
 */
final class LookupQueue {

    /** A record in the queue; its result once it is known. */
    static class Entry {

        private final RawRecord record;
        private final long since = System.nanoTime();
        private EventResult result;

        Entry(RawRecord record) {
            this.record = record;
        }

        RawRecord record() {
            return record;
        }

        long since() {
            return since;
        }
    }

    private static final Object THE_ONE_LANE = new Object();

    private final ResultOrder order;
    private final Consumer<EventResult> output;
    private final Set<Entry> entries = new LinkedHashSet<>();
    private final Map<Object, Deque<Entry>> lanes = new HashMap<>();
    private volatile Entry oldest;

    /**
     * @param output takes each result when it may leave
     */
    LookupQueue(ResultOrder order, Consumer<EventResult> output) {
        this.order = order;
        this.output = output;
    }

    /** Adds a record whose result is to come. */
    void add(Entry entry) {
        entries.add(entry);
        if (oldest == null) {
            oldest = entry;
        }
        Object lane = lane(entry.record);
        if (lane != null) {
            lanes.computeIfAbsent(lane, key -> new ArrayDeque<>()).add(entry);
        }
    }

    /** Takes a record whose result is known already: it leaves at once unless another must leave before it. */
    void addDone(RawRecord record, EventResult result) {
        if (lanes.isEmpty() || !lanes.containsKey(lane(record))) {
            output.accept(result);
        } else {
            Entry entry = new Entry(record);
            entry.result = result;
            add(entry);
        }
    }

    /** Takes the result of a record in the queue, and lets go what may leave now. */
    void done(Entry entry, EventResult result) {
        entry.result = result;
        Object lane = lane(entry.record);
        if (lane == null) {
            leave(entry);
            return;
        }
        Deque<Entry> waiting = lanes.get(lane);
        while (!waiting.isEmpty() && waiting.peek().result != null) {
            leave(waiting.remove());
        }
        if (waiting.isEmpty()) {
            lanes.remove(lane);
        }
    }

    private void leave(Entry entry) {
        entries.remove(entry);
        if (entry == oldest) {
            oldest = entries.isEmpty() ? null : entries.iterator().next();
        }
        output.accept(entry.result);
    }

    private Object lane(RawRecord record) {
        return switch (order) {
            case UNORDERED -> null;
            case KEYED -> OrderKey.of(record);
            case ORDERED -> THE_ONE_LANE;
        };
    }

    int size() {
        return entries.size();
    }

    /**
     * For how long the record waits that waits longest, whose lookup is under way: what had to leave before it has left. On
     * any thread.
     *
     * @param now as {@link System#nanoTime}
     * @return nanoseconds; 0 when none waits
     */
    long longestWaitNanos(long now) {
        Entry waiting = oldest;
        return waiting == null ? 0 : now - waiting.since;
    }

    /** The records in the order in which they came. */
    List<RawRecord> records() {
        return entries.stream().map(Entry::record).toList();
    }
}

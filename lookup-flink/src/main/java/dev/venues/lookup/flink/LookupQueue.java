package dev.venues.lookup.flink;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.LongSupplier;

/**
 * Records whose results have not left yet, and the order in which they may. For the task's own thread, where nothing else is said.
 *
 * <p>Records that must leave in the order in which they came stand in one lane; without an order there are no lanes.
 *
 * @param <S> what is kept of a record
 * @param <R> a result
 */
final class LookupQueue<S, R> {

    /** A record in the queue; its result once it is known. */
    static class Entry<S, R> {

        private final S record;
        private final long since;
        private R result;

        /**
         * @param since when it came, as {@link System#nanoTime}
         */
        Entry(S record, long since) {
            this.record = record;
            this.since = since;
        }

        S record() {
            return record;
        }

        long since() {
            return since;
        }
    }

    private static final Object THE_ONE_LANE = new Object();

    private final ResultOrder order;
    private final Function<S, String> orderKey;
    private final Consumer<R> output;
    private final LongSupplier nanoTime;
    private final Set<Entry<S, R>> entries = new LinkedHashSet<>();
    private final Map<Object, Deque<Entry<S, R>>> lanes = new HashMap<>();
    private volatile Entry<S, R> oldest;

    /**
     * @param output takes each result when it may leave
     * @param nanoTime as {@link System#nanoTime}
     */
    LookupQueue(ResultOrder order, Function<S, String> orderKey, Consumer<R> output, LongSupplier nanoTime) {
        this.order = order;
        this.orderKey = orderKey;
        this.output = output;
        this.nanoTime = nanoTime;
    }

    /** Adds a record whose result is to come. */
    void add(Entry<S, R> entry) {
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
    void addDone(S record, R result) {
        if (lanes.isEmpty() || !lanes.containsKey(lane(record))) {
            output.accept(result);
        } else {
            Entry<S, R> entry = new Entry<>(record, nanoTime.getAsLong());
            entry.result = result;
            add(entry);
        }
    }

    /** Takes the result of a record in the queue, and lets go what may leave now. */
    void done(Entry<S, R> entry, R result) {
        entry.result = result;
        Object lane = lane(entry.record);
        if (lane == null) {
            leave(entry);
            return;
        }
        Deque<Entry<S, R>> waiting = lanes.get(lane);
        while (!waiting.isEmpty() && waiting.peek().result != null) {
            leave(waiting.remove());
        }
        if (waiting.isEmpty()) {
            lanes.remove(lane);
        }
    }

    private void leave(Entry<S, R> entry) {
        entries.remove(entry);
        if (entry == oldest) {
            oldest = entries.isEmpty() ? null : entries.iterator().next();
        }
        output.accept(entry.result);
    }

    private Object lane(S record) {
        return switch (order) {
            case UNORDERED -> null;
            case KEYED -> orderKey.apply(record);
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
     * @return nanoseconds; 0 when none waits
     */
    long longestWaitNanos() {
        Entry<S, R> waiting = oldest;
        return waiting == null ? 0 : nanoTime.getAsLong() - waiting.since;
    }

    /** The records in the order in which they came. */
    List<S> records() {
        return entries.stream().map(Entry::record).toList();
    }
}

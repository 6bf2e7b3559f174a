package dev.venues.benchmarks.measured;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;

/** What the ends of the job that runs in this JVM tell about it. Sources and sinks find it here when they open. */
final class Meter {

    private static volatile Meter current = new Meter();

    private final AtomicReference<ProcessUse> begin = new AtomicReference<>();
    private final AtomicReference<ProcessUse> end = new AtomicReference<>();
    private final List<SinkLane> lanes = new CopyOnWriteArrayList<>();

    private Meter() {}

    static Meter current() {
        return current;
    }

    /** A new one, for the job that will start now. */
    static Meter renew() {
        current = new Meter();
        return current;
    }

    /** A source is about to give its first event; the first of them counts. */
    void begin() {
        begin.compareAndSet(null, ProcessUse.now());
    }

    /** A sink has got its last event; the last of them counts. */
    void end() {
        end.set(ProcessUse.now());
    }

    SinkLane newLane() {
        SinkLane lane = new SinkLane();
        lanes.add(lane);
        return lane;
    }

    /** Null before the first event. */
    ProcessUse begun() {
        return begin.get();
    }

    /** Null before the end of the input. */
    ProcessUse ended() {
        return end.get();
    }

    /** Events that have reached the sink. */
    long count() {
        return lanes.stream().mapToLong(SinkLane::count).sum();
    }

    /** An event that reached each subtask of the sink not long ago. */
    List<byte[]> samples() {
        return lanes.stream()
                .map(SinkLane::sample)
                .filter(sample -> sample != null)
                .toList();
    }
}

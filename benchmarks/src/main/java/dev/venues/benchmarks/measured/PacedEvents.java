package dev.venues.benchmarks.measured;

import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.functions.RichMapFunction;

import java.util.concurrent.TimeUnit;

/** So many events a second and no more; their venues come round and round. */
final class PacedEvents extends RichMapFunction<Long, byte[]> {

    private static final long serialVersionUID = 1;
    /** So few that what remembers them is full before the warm-up ends. */
    private static final int VENUES = 100;

    private final Events events = Events.distinct(VENUES);
    private final long distanceNanos;
    private transient long due;

    /**
     * @param perSecond of all subtasks together
     */
    PacedEvents(double perSecond) {
        this.distanceNanos = (long) (1e9 * Plan.PARALLELISM / perSecond);
    }

    @Override
    public void open(OpenContext context) {
        events.open(context);
        due = System.nanoTime();
    }

    @Override
    public byte[] map(Long number) throws InterruptedException {
        TimeUnit.NANOSECONDS.sleep(due - System.nanoTime());
        due += distanceNanos;
        return events.map(number % VENUES);
    }
}

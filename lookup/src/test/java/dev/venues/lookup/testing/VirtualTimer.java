package dev.venues.lookup.testing;

import dev.venues.lookup.NanoTimer;

import java.time.Duration;
import java.util.Comparator;
import java.util.PriorityQueue;

/** Time that passes when a test says so. Tasks run in the test's own thread, each at its exact time. */
public final class VirtualTimer implements NanoTimer {

    private record Task(long due, Runnable work) {}

    private final PriorityQueue<Task> tasks = new PriorityQueue<>(Comparator.comparingLong(Task::due));
    private long now;

    @Override
    public long now() {
        return now;
    }

    @Override
    public void schedule(Runnable task, long delayNanos) {
        tasks.add(new Task(now + delayNanos, task));
    }

    public void advance(Duration time) {
        long end = now + time.toNanos();
        while (!tasks.isEmpty() && tasks.peek().due <= end) {
            Task task = tasks.remove();
            now = Math.max(now, task.due);
            task.work.run();
        }
        now = end;
    }
}

package dev.venues.lookup.testing;

import dev.venues.lookup.NanoTimer;

import java.time.Duration;
import java.util.Comparator;
import java.util.PriorityQueue;

/** Time that passes when a test says so, from 0 on. Tasks run in the test's own thread, each at its exact time; for that thread. */
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

    /** Lets time pass, and runs what falls due in it, in order; what a task schedules within it too. */
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

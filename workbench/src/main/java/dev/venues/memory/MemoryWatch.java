package dev.venues.memory;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Reads a JVM's memory at intervals, until the time is over or the JVM is. For one thread. */
public final class MemoryWatch {

    private static final int KEPT_HISTOGRAMS = 12;

    /** Takes each reading as it comes. */
    @FunctionalInterface
    public interface Listener {
        void read(Reading reading) throws IOException;
    }

    private final WatchedJvm jvm;
    private final WatchPlan plan;
    private final Listener listener;
    private final List<Reading> readings = new ArrayList<>();
    private final List<ClassHistogram> kept = new ArrayList<>();
    private ClassHistogram last;

    public MemoryWatch(WatchedJvm jvm, WatchPlan plan, Listener listener) {
        this.jvm = jvm;
        this.plan = plan;
        this.listener = listener;
    }

    /**
     * Watches, for as long as the plan says, or as the JVM lives.
     *
     * @param name for what is watched
     * @throws IOException if the listener fails, or the JVM lives and does not answer
     */
    public MemoryCourse run(String name) throws IOException, InterruptedException {
        long interval = plan.interval().toNanos();
        long start = System.nanoTime();
        Duration gone = null;
        for (long due = 0; due <= plan.duration().toNanos(); due = next(due, System.nanoTime() - start, interval)) {
            TimeUnit.NANOSECONDS.sleep(start + due - System.nanoTime());
            if (!readOne(start)) {
                gone = Duration.ofNanos(System.nanoTime() - start);
                break;
            }
        }
        if (last != null && (kept.isEmpty() || kept.get(kept.size() - 1) != last)) {
            kept.add(last);
        }
        return new MemoryCourse(name, readings, kept, gone);
    }

    /** Those that a slow reading has missed are passed over. */
    private static long next(long due, long now, long interval) {
        return Math.max(due + interval, now / interval * interval);
    }

    /** False if the JVM is gone. */
    private boolean readOne(long start) throws IOException {
        Reading reading;
        try {
            last = jvm.histogram();
            reading = jvm.read((System.nanoTime() - start) / 1e9, last);
        } catch (IOException e) {
            if (jvm.isGone()) {
                return false;
            }
            throw e;
        }
        readings.add(reading);
        keep(Duration.ofMillis((long) (reading.seconds() * 1_000)));
        listener.read(reading);
        return true;
    }

    /** Keeps histograms at equal distances: all of them would need as much memory as what is watched. */
    private void keep(Duration now) {
        Duration warmUp = Duration.ofMillis((long) (plan.duration().toMillis() * Judgement.WARM_UP));
        Duration distance = plan.duration().minus(warmUp).dividedBy(KEPT_HISTOGRAMS);
        if (now.compareTo(warmUp.plus(distance.multipliedBy(kept.size()))) >= 0) {
            kept.add(last);
        }
    }
}

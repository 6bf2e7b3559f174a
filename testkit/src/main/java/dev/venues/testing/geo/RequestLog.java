package dev.venues.testing.geo;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.OptionalLong;

/** When requests came and when they were answered with what was asked for, by {@link System#nanoTime}. For any thread. */
public final class RequestLog {

    private static final long SECOND = Duration.ofSeconds(1).toNanos();

    private final List<Long> arrivals = new ArrayList<>();
    private final List<Long> answers = new ArrayList<>();

    synchronized void arrived(long nanos) {
        arrivals.add(nanos);
    }

    synchronized void answered(long nanos) {
        answers.add(nanos);
    }

    public synchronized int requests() {
        return arrivals.size();
    }

    public synchronized int answers() {
        return answers.size();
    }

    /** How many requests came from one moment up to another. */
    public synchronized long requestsBetween(long from, long to) {
        return arrivals.stream().filter(at -> at - from >= 0 && at - to < 0).count();
    }

    /** The most requests that came within one second, wherever that second begins. */
    public synchronized int peakPerSecond() {
        Deque<Long> window = new ArrayDeque<>();
        int peak = 0;
        for (long at : arrivals) {
            window.addLast(at);
            while (at - window.getFirst() >= SECOND) {
                window.removeFirst();
            }
            peak = Math.max(peak, window.size());
        }
        return peak;
    }

    /** Answers within the second that ended at a moment. */
    public synchronized int answersInTheSecondBefore(long moment) {
        return (int) answers.stream()
                .filter(at -> moment - at >= 0 && moment - at < SECOND)
                .count();
    }

    /** When, from one moment on, a second first brought at least so many answers: the end of that second. */
    public synchronized OptionalLong firstSecondWith(int wanted, long from) {
        Deque<Long> window = new ArrayDeque<>();
        for (long at : answers) {
            if (at - from >= 0) {
                window.addLast(at);
                while (at - window.getFirst() >= SECOND) {
                    window.removeFirst();
                }
                if (window.size() >= wanted) {
                    return OptionalLong.of(at);
                }
            }
        }
        return OptionalLong.empty();
    }
}

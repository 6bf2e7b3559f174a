package dev.venues.report;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Samples of a run in even intervals. However long a run is, there are at most {@link #MAX_SAMPLES}: when they are that
 * many, every second is dropped and the interval doubles. For one thread.
 */
public final class Course {

    static final int MAX_SAMPLES = 480;

    private final List<Sample> samples = new ArrayList<>();
    private Duration interval;

    /**
     * @param interval between samples, as long as the run is short
     */
    public Course(Duration interval) {
        this.interval = interval;
    }

    /** Whether it is time for a sample. */
    public boolean isDue(Duration at) {
        return samples.isEmpty() || at.compareTo(last().at().plus(interval)) >= 0;
    }

    public void add(Sample sample) {
        samples.add(sample);
        if (samples.size() == MAX_SAMPLES) {
            for (int i = samples.size() - 1; i > 0; i -= 2) {
                samples.remove(i);
            }
            interval = interval.multipliedBy(2);
        }
    }

    /** The newest. There must be one. */
    public Sample last() {
        return samples.get(samples.size() - 1);
    }

    /**
     * Some of the samples, evenly spread, the first and the last among them.
     *
     * @param most how many, at least 2
     */
    List<Sample> thinned(int most) {
        if (samples.size() <= most) {
            return List.copyOf(samples);
        }
        List<Sample> some = new ArrayList<>(most);
        for (int i = 0; i < most; i++) {
            some.add(samples.get((int) ((long) i * (samples.size() - 1) / (most - 1))));
        }
        return some;
    }
}

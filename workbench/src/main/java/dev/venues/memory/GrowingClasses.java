package dev.venues.memory;

import dev.venues.memory.ClassHistogram.Count;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** Which classes grow from histogram to histogram. */
final class GrowingClasses {

    private static final int SHOWN = 15;
    /** What grows by less is not worth a line. */
    private static final long LEAST_BYTES = 4 << 10;

    /** Of the steps from one histogram to the next. */
    private static final double RISING_SHARE = 0.7;

    /**
     * A class that grows.
     *
     * @param steps how often it had more bytes than in the histogram before
     * @param of how often it could have
     */
    record Growth(String type, Count begin, Count end, int steps, int of) {

        long bytes() {
            return end.bytes() - begin.bytes();
        }

        @Override
        public String toString() {
            return String.format(
                    Locale.ROOT,
                    "%+,12d %+,14d  %d of %d  %s",
                    end.instances() - begin.instances(),
                    bytes(),
                    steps,
                    of,
                    type);
        }
    }

    static final String HEADER = "   instances          bytes  rose    class";

    private GrowingClasses() {}

    /** The classes that have grown most, the first most of all; empty with fewer than two histograms. */
    static List<Growth> of(List<ClassHistogram> histograms) {
        if (histograms.size() < 2) {
            return List.of();
        }
        return histograms.get(histograms.size() - 1).classes().keySet().stream()
                .map(type -> growth(type, histograms))
                .filter(growth -> growth.bytes() >= LEAST_BYTES)
                .filter(growth -> growth.steps() >= RISING_SHARE * growth.of())
                .sorted(Comparator.comparingLong(Growth::bytes).reversed())
                .limit(SHOWN)
                .toList();
    }

    private static Growth growth(String type, List<ClassHistogram> histograms) {
        int steps = 0;
        for (int i = 1; i < histograms.size(); i++) {
            if (histograms.get(i).of(type).bytes()
                    > histograms.get(i - 1).of(type).bytes()) {
                steps++;
            }
        }
        return new Growth(
                type,
                histograms.get(0).of(type),
                histograms.get(histograms.size() - 1).of(type),
                steps,
                histograms.size() - 1);
    }
}

package dev.venues.benchmarks.harness;

import java.util.Collection;
import java.util.Locale;

/** The least, the middle and the greatest of several measurements of one thing. */
public record Spread(double min, double median, double max) {

    public static Spread of(Collection<Double> measured) {
        double[] sorted =
                measured.stream().mapToDouble(Double::doubleValue).sorted().toArray();
        int middle = sorted.length / 2;
        double median = sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
        return new Spread(sorted[0], median, sorted[sorted.length - 1]);
    }

    /** One line of a table. */
    public String line(String label, int digits) {
        String number = "%,14." + digits + "f";
        return String.format(
                Locale.ROOT, "%-44s min" + number + "  median" + number + "  max" + number, label, min, median, max);
    }
}

package dev.venues.memory;

import org.apache.commons.math3.distribution.TDistribution;
import org.apache.commons.math3.stat.regression.SimpleRegression;

/**
 * How a series goes: the slope of the line through it by least squares, with its 95 % confidence interval.
 *
 * <p>The interval is made for as many values as are independent of each other. A cache that fills and empties gives many
 * readings and few independent ones; taken as they are, every saw would seem to have a slope. The number follows from
 * how alike neighbouring residuals are (Santer et al. 2000, doi:10.1029/1999JD901105).
 *
 * @param perHour the slope
 * @param low the least that the slope may be
 * @param high the most that the slope may be
 */
public record Trend(double perHour, double low, double high) {

    private static final double ONE_SIDE = 0.975;
    /** With fewer the interval says nothing any more, even where a plain line is a little bent. */
    private static final double FEWEST_INDEPENDENT = 6;

    /**
     * @param hours when the values were read
     * @throws IllegalArgumentException if there are fewer values than an interval needs
     */
    static Trend of(double[] hours, double[] values) {
        if (values.length < FEWEST_INDEPENDENT) {
            throw new IllegalArgumentException(values.length + " values have no trend");
        }
        SimpleRegression line = new SimpleRegression();
        for (int i = 0; i < values.length; i++) {
            line.addData(hours[i], values[i]);
        }
        double independent = independent(line, hours, values);
        double error = Math.sqrt(line.getSumSquaredErrors() / (independent - 2) / line.getXSumSquares());
        double reach = error * new TDistribution(independent - 2).inverseCumulativeProbability(ONE_SIDE);
        return new Trend(line.getSlope(), line.getSlope() - reach, line.getSlope() + reach);
    }

    private static double independent(SimpleRegression line, double[] hours, double[] values) {
        double alike = 0;
        double previous = 0;
        for (int i = 0; i < values.length; i++) {
            double residual = values[i] - line.predict(hours[i]);
            alike += residual * previous;
            previous = residual;
        }
        double correlation = line.getSumSquaredErrors() == 0 ? 0 : Math.max(0, alike / line.getSumSquaredErrors());
        return Math.max(FEWEST_INDEPENDENT, values.length * (1 - correlation) / (1 + correlation));
    }
}

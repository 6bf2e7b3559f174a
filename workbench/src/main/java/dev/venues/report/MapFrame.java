package dev.venues.report;

import dev.venues.report.Dots.Dot;

import java.util.List;

/**
 * The part of the world that a map shows, in an equirectangular projection that is true in the middle of it.
 *
 * @param west degrees; the map does not reach over the 180th meridian
 * @param height of the drawing, whose width is {@link #WIDTH}
 */
record MapFrame(double west, double east, double south, double north, double height) {

    static final double WIDTH = 960;

    /** Less than that looks the same everywhere. */
    private static final double LEAST_DEGREES = 0.5;

    private static final double MARGIN = 0.08;
    private static final double LOWEST = 0.42;
    private static final double HIGHEST = 0.75;

    /** A frame around all dots, with a margin and neither too flat nor too high. */
    static MapFrame around(List<Dot> dots) {
        double west = dots.stream().mapToDouble(Dot::longitude).min().orElse(-180);
        double east = dots.stream().mapToDouble(Dot::longitude).max().orElse(180);
        double south = dots.stream().mapToDouble(Dot::latitude).min().orElse(-60);
        double north = dots.stream().mapToDouble(Dot::latitude).max().orElse(80);
        double middle = (south + north) / 2;
        // A degree of longitude is that much shorter than one of latitude.
        double shrink = Math.max(0.2, Math.cos(Math.toRadians(middle)));
        double high = Math.max(LEAST_DEGREES, (north - south) * (1 + 2 * MARGIN));
        double wide = Math.min(360, Math.max(LEAST_DEGREES / shrink, (east - west) * (1 + 2 * MARGIN)));
        high = Math.min(180, Math.max(high, LOWEST * wide * shrink));
        wide = Math.min(360, Math.max(wide, high / HIGHEST / shrink));
        double height = Math.min(HIGHEST, high / (wide * shrink)) * WIDTH;
        double left = within((west + east) / 2 - wide / 2, -180, 180 - wide);
        double bottom = within(middle - high / 2, -90, 90 - high);
        return new MapFrame(left, left + wide, bottom, bottom + high, height);
    }

    private static double within(double value, double least, double most) {
        return Math.max(least, Math.min(most, value));
    }

    double x(double longitude) {
        return (longitude - west) / (east - west) * WIDTH;
    }

    double y(double latitude) {
        return (north - latitude) / (north - south) * height;
    }
}

package dev.venues.model;

/** The ranges of WGS 84 degrees. */
public final class Coordinates {

    private Coordinates() {}

    public static boolean isLatitude(double degrees) {
        return degrees >= -90 && degrees <= 90;
    }

    public static boolean isLongitude(double degrees) {
        return degrees >= -180 && degrees <= 180;
    }
}

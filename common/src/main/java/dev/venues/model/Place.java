package dev.venues.model;

/**
 * A place that a geo API knows.
 *
 * @param id the provider's id, null if it gives none
 * @param name the provider's spelling, null if it gives none
 * @param latitude degrees, WGS 84, -90 to 90
 * @param longitude degrees, WGS 84, -180 to 180
 * @param address one line, null if the provider gives none
 */
public record Place(String id, String name, double latitude, double longitude, String address) {

    /**
     * @throws IllegalArgumentException if a coordinate is out of range or not a number
     */
    public Place {
        if (!Coordinates.isLatitude(latitude) || !Coordinates.isLongitude(longitude)) {
            throw new IllegalArgumentException("no such coordinates: " + latitude + ", " + longitude);
        }
    }
}

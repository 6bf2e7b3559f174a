package dev.venues.benchmarks.contender;

import com.fasterxml.jackson.core.io.JsonStringEncoder;

import java.nio.charset.StandardCharsets;

/** Writes a peer's place into the bytes of an event. */
final class LocatedEvent {

    private static final int NULL_LENGTH = 4;

    /**
     * A place as the API gave it, its texts not escaped.
     *
     * @param latitude degrees, as they stand in JSON
     * @param longitude degrees, as they stand in JSON
     */
    record Place(String id, String name, String latitude, String longitude, String address) {}

    private LocatedEvent() {}

    static byte[] write(byte[] event, EventScan scan, Place place) {
        byte[] latitude = place.latitude().getBytes(StandardCharsets.ISO_8859_1);
        byte[] longitude = place.longitude().getBytes(StandardCharsets.ISO_8859_1);
        byte[] geo = geo(place).getBytes(StandardCharsets.UTF_8);
        int length = event.length - 2 * NULL_LENGTH + latitude.length + longitude.length + geo.length;
        byte[] located = new byte[length];
        int at = append(located, 0, event, 0, scan.latitudeAt());
        at = append(located, at, latitude, 0, latitude.length);
        at = append(located, at, event, scan.latitudeAt() + NULL_LENGTH, scan.longitudeAt());
        at = append(located, at, longitude, 0, longitude.length);
        at = append(located, at, event, scan.longitudeAt() + NULL_LENGTH, scan.venueEnd());
        at = append(located, at, geo, 0, geo.length);
        append(located, at, event, scan.venueEnd(), event.length);
        return located;
    }

    private static String geo(Place place) {
        StringBuilder geo = new StringBuilder(192).append(",\"geo\":{\"outcome\":\"found\",\"placeId\":\"");
        JsonStringEncoder json = JsonStringEncoder.getInstance();
        json.quoteAsString(place.id(), geo);
        json.quoteAsString(place.name(), geo.append("\",\"name\":\""));
        json.quoteAsString(place.address(), geo.append("\",\"address\":\""));
        return geo.append("\",\"provider\":\"foursquare\"}").toString();
    }

    private static int append(byte[] to, int at, byte[] from, int start, int end) {
        System.arraycopy(from, start, to, at, end - start);
        return at + end - start;
    }
}

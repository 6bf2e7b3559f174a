package dev.venues.benchmarks.stub;

import com.fasterxml.jackson.core.io.JsonStringEncoder;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;

/** The places that the {@link StubApi} knows: one for each name, at coordinates that follow from it. */
public final class StubPlaces {

    private StubPlaces() {}

    /** The parameter {@code query} of a request's target as it was sent; empty if there is none. */
    static String rawName(String target) {
        int from = target.indexOf("?query=");
        if (from < 0) {
            from = target.indexOf("&query=");
        }
        if (from < 0) {
            return "";
        }
        int to = target.indexOf('&', from + 1);
        return target.substring(from + "?query=".length(), to < 0 ? target.length() : to);
    }

    /** The answer to a request, in JSON. */
    static String body(String rawName) {
        String name = URLDecoder.decode(rawName, StandardCharsets.UTF_8);
        int hash = name.hashCode();
        StringBuilder body = new StringBuilder(256);
        body.append("{\"results\":[{\"fsq_place_id\":\"4b").append(Integer.toHexString(hash));
        body.append("\",\"name\":\"");
        JsonStringEncoder.getInstance().quoteAsString(name, body);
        body.append("\",\"latitude\":").append(latitude(name));
        body.append(",\"longitude\":").append(longitude(name));
        body.append(",\"location\":{\"formatted_address\":\"").append(Math.floorMod(hash, 1_000));
        return body.append(" Example Street\"}}]}").toString();
    }

    /** Degrees, as JSON has them in the answer for a venue. */
    public static String latitude(String name) {
        return thousandths(Math.floorMod(name.hashCode(), 180_000) - 90_000);
    }

    /** Degrees, as JSON has them in the answer for a venue. */
    public static String longitude(String name) {
        return thousandths(Math.floorMod(name.hashCode(), 360_000) - 180_000);
    }

    private static String thousandths(int number) {
        int size = Math.abs(number);
        return (number < 0 ? "-" : "")
                + size / 1_000
                + '.'
                + Integer.toString(1_000 + size % 1_000).substring(1);
    }
}

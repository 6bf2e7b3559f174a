package dev.venues.benchmarks.stub;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** Looks whether an event that came out is where the stub API says. */
public final class LocatedCheck {

    private static final ObjectMapper JSON = new ObjectMapper();

    private LocatedCheck() {}

    /**
     * @throws IllegalStateException if it is somewhere else, or nowhere
     */
    public static void require(byte[] event) throws IOException {
        JsonNode venue = JSON.readTree(event).path("venue");
        String name = venue.path("name").asText();
        boolean there = Double.parseDouble(StubPlaces.latitude(name))
                        == venue.path("latitude").asDouble(Double.NaN)
                && Double.parseDouble(StubPlaces.longitude(name))
                        == venue.path("longitude").asDouble(Double.NaN)
                && venue.path("geo").path("outcome").asText().equals("found");
        if (!there) {
            throw new IllegalStateException("an event without its place: " + new String(event, StandardCharsets.UTF_8));
        }
    }
}

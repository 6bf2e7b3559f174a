package dev.venues.testing.geo;

import com.fasterxml.jackson.databind.JsonNode;
import dev.venues.testing.JsonLines;

import java.util.ArrayList;
import java.util.List;

/** Numbered events over few venues, whose coordinates follow from the venue, so that each result can be judged alone. */
public final class SyntheticEvents {

    private static final int VENUES = 50;

    private SyntheticEvents() {}

    public static List<String> events(int count) {
        List<String> events = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            events.add(event(i));
        }
        return events;
    }

    public static String event(int number) {
        return "{\"id\":" + number + ",\"price\":12.50,\"venue\":{\"name\":\"" + name(number % VENUES)
                + "\",\"city\":\"Köln\",\"country\":\"DE\",\"latitude\":null,\"longitude\":null},\"pad\":\""
                + "x".repeat(120) + "\"}";
    }

    static String name(int venue) {
        return "Café " + venue;
    }

    static double latitude(int venue) {
        return 40 + venue / 10.0;
    }

    static double longitude(int venue) {
        return -venue / 4.0;
    }

    public static int venues() {
        return VENUES;
    }

    /** Whether an event came out as it must: located where its venue is, all else untouched. */
    public static boolean isLocatedRight(String json) {
        JsonNode event = JsonLines.parse(json);
        int number = event.path("id").asInt();
        int venue = number % VENUES;
        String expectedStart = event(number)
                .substring(0, event(number).indexOf("null"))
                .concat(latitude(venue) + ",\"longitude\":" + longitude(venue) + ",\"geo\":{\"outcome\":\"found\"");
        String expectedEnd = event(number).substring(event(number).indexOf("},\"pad\""));
        return json.startsWith(expectedStart) && json.endsWith(expectedEnd);
    }
}

package dev.venues.testing.geo;

import com.fasterxml.jackson.databind.JsonNode;
import dev.venues.testing.JsonLines;
import dev.venues.testing.kinesis.KinesisApi.Entry;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;

import static java.nio.charset.StandardCharsets.UTF_8;

/**
 * Numbered events, each at a venue of its own so that no cache hides the API. Where a venue is follows from its name, so
 * that each result can be judged alone.
 */
public final class DistinctVenues {

    private static final int PARTITION_KEYS = 97;

    private DistinctVenues() {}

    public static String event(int id) {
        return "{\"id\":" + id + ",\"price\":12.50,\"venue\":{\"name\":\"Café " + id
                + "\",\"city\":\"Köln\",\"country\":\"DE\",\"latitude\":null,\"longitude\":null}}";
    }

    /** Writes the events from 0 on, in turn into so many files of a folder that is made. */
    public static void write(Path folder, int events, int files) {
        try {
            Files.createDirectory(folder);
            for (int file = 0; file < files; file++) {
                int remainder = file;
                Files.write(
                        folder.resolve("in-" + file + ".jsonl"),
                        IntStream.range(0, events)
                                .filter(id -> id % files == remainder)
                                .mapToObj(DistinctVenues::event)
                                .toList());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The events from one number up to another as records of a stream, in this order under a few partition keys. */
    public static List<Entry> entries(int from, int to) {
        return IntStream.range(from, to)
                .mapToObj(id -> new Entry(event(id).getBytes(UTF_8), partitionKey(id)))
                .toList();
    }

    public static String partitionKey(int id) {
        return "kéy " + id % PARTITION_KEYS;
    }

    public static int id(String json) {
        return JsonLines.parse(json).required("id").asInt();
    }

    /** Whether an event came out as it must: located where its venue is, all else untouched. */
    public static boolean isLocatedRight(String json) {
        String before = event(id(json));
        String name = JsonLines.parse(before).at("/venue/name").asText();
        JsonNode venue = JsonLines.parse(json).path("venue");
        return json.startsWith(before.substring(0, before.indexOf("null")))
                && venue.path("latitude").asDouble() == latitude(name)
                && venue.path("longitude").asDouble() == longitude(name)
                && venue.at("/geo/outcome").asText().equals("found")
                && venue.at("/geo/placeId").asText().equals(placeId(name));
    }

    static String placeId(String name) {
        return "4b" + Integer.toHexString(name.hashCode());
    }

    static double latitude(String name) {
        return Math.floorMod(name.hashCode(), 180_000) / 1e3 - 90;
    }

    static double longitude(String name) {
        return Math.floorMod(name.hashCode(), 360_000) / 1e3 - 180;
    }
}

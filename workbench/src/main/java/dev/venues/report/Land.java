package dev.venues.report;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

import static java.nio.charset.StandardCharsets.UTF_8;

/** A coarse outline of the land, drawn by hand: {@code land.txt}. */
final class Land {

    private Land() {}

    /** A corner of a coast, in degrees. */
    record Corner(double longitude, double latitude) {}

    /** Closed lines; one inside another surrounds water. */
    static List<List<Corner>> coasts() {
        List<List<Corner>> coasts = new ArrayList<>();
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(Land.class.getResourceAsStream("/report/land.txt"), UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (!line.startsWith("#")) {
                    coasts.add(corners(line.substring(line.indexOf(':') + 1)));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("land.txt cannot be read", e);
        }
        return coasts;
    }

    private static List<Corner> corners(String text) {
        List<Corner> corners = new ArrayList<>();
        for (String corner : text.split(",")) {
            String[] degrees = corner.strip().split(" ");
            corners.add(new Corner(Double.parseDouble(degrees[0]), Double.parseDouble(degrees[1])));
        }
        return corners;
    }
}

package dev.venues.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Located events, counted by place for a map. Memory is bounded: places that lie close together become one dot, and the
 * more places there are the further "close" reaches, so that no event goes uncounted. For one thread.
 */
public final class Dots {

    /** As many as a browser draws without effort. */
    static final int MAX_DOTS = 5_000;

    private static final int MAX_CELLS = 4 * MAX_DOTS;
    /** Degrees, some 11 m: one building. */
    private static final double FINEST = 1e-4;

    private Map<Cell, Dot> cells = new HashMap<>();
    private double size = FINEST;
    private long events;

    /**
     * Places that are drawn as one.
     *
     * @param name of the first of them, or of the one with most events if more was put together later
     * @param events at all of them
     * @param several whether places with other names lie there, too
     */
    record Dot(String name, double latitude, double longitude, long events, boolean several) {

        Dot and(Dot other) {
            Dot larger = other.events > events ? other : this;
            return new Dot(
                    larger.name,
                    larger.latitude,
                    larger.longitude,
                    events + other.events,
                    several || other.several || !name.equalsIgnoreCase(other.name));
        }
    }

    private record Cell(long latitude, long longitude) {}

    /**
     * Counts one event.
     *
     * @param name the venue's, as the event spells it
     * @param latitude degrees, -90 to 90
     * @param longitude degrees, -180 to 180
     */
    public void add(String name, double latitude, double longitude) {
        events++;
        Cell cell = cell(latitude, longitude, size);
        cells.merge(cell, new Dot(Markup.brief(name), latitude, longitude, 1, false), Dot::and);
        if (cells.size() > MAX_CELLS) {
            coarsen();
        }
    }

    private void coarsen() {
        cells = merged(cells, 2 * size);
        size *= 2;
    }

    private static Map<Cell, Dot> merged(Map<Cell, Dot> fine, double size) {
        Map<Cell, Dot> coarse = new HashMap<>();
        fine.values().forEach(dot -> coarse.merge(cell(dot.latitude, dot.longitude, size), dot, Dot::and));
        return coarse;
    }

    private static Cell cell(double latitude, double longitude, double size) {
        return new Cell((long) Math.floor(latitude / size), (long) Math.floor(longitude / size));
    }

    /** Events that were counted. */
    public long events() {
        return events;
    }

    /** Places with most events first. */
    List<Dot> busiest(int most) {
        return largestFirst(cells).stream().limit(most).toList();
    }

    /** What a map shows of all events. */
    Drawn drawn() {
        Map<Cell, Dot> few = cells;
        double reach = size;
        while (few.size() > MAX_DOTS) {
            reach *= 2;
            few = merged(few, reach);
        }
        return new Drawn(largestFirst(few), reach);
    }

    /**
     * Dots for a map.
     *
     * @param largestFirst at most {@link #MAX_DOTS}
     * @param reach places that are less degrees apart may be one dot
     */
    record Drawn(List<Dot> largestFirst, double reach) {

        /** Whether only what lies in one building was put together. */
        boolean isExact() {
            return reach == FINEST;
        }
    }

    private static List<Dot> largestFirst(Map<Cell, Dot> cells) {
        List<Dot> dots = new ArrayList<>(cells.values());
        dots.sort(Comparator.comparingLong(Dot::events)
                .reversed()
                .thenComparing(Dot::name)
                .thenComparingDouble(Dot::latitude)
                .thenComparingDouble(Dot::longitude));
        return dots;
    }
}

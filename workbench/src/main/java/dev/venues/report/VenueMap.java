package dev.venues.report;

import dev.venues.report.Dots.Dot;
import dev.venues.report.Land.Corner;

import java.util.List;
import java.util.Locale;

/** The located venues on a map, as SVG: a dot each, whose area grows with its events. */
final class VenueMap {

    private static final double SMALLEST = 3;
    private static final double LARGEST = 13;
    private static final int LINES = 8;
    /** The outline is good to a degree, so a map of less than this would show wrong coasts. */
    private static final double LEAST_FOR_LAND = 25;

    /** Above that dots overlap, and are smaller and paler. */
    private static final int MANY = 500;

    private final List<Dot> dots;
    private final MapFrame frame;

    /**
     * @param dots the largest first, so that small ones lie on top
     */
    VenueMap(List<Dot> dots) {
        this.dots = dots;
        this.frame = MapFrame.around(dots);
    }

    void write(Markup html) {
        html.open(
                "svg",
                "id",
                "map",
                "viewBox",
                "0 0 " + Numbers.unit(MapFrame.WIDTH) + " " + Numbers.unit(frame.height()),
                "role",
                "img",
                "aria-labelledby",
                "map-t map-d");
        html.leaf("title", "Map of the located venues", "id", "map-t");
        html.leaf(
                "desc",
                String.format(
                        Locale.ROOT,
                        "%,d dots between %s and %s, %s and %s. Those with most events stand in the table below.",
                        dots.size(),
                        latitude(frame.south()),
                        latitude(frame.north()),
                        longitude(frame.west()),
                        longitude(frame.east())),
                "id",
                "map-d");
        html.empty("rect", "class", showsLand() ? "sea" : "neither", "width", "100%", "height", "100%");
        if (showsLand()) {
            html.empty("path", "class", "land", "fill-rule", "evenodd", "d", land());
        }
        graticule(html);
        long most = dots.isEmpty() ? 1 : dots.get(0).events();
        html.open("g", "class", dots.size() > MANY ? "dots many" : "dots");
        dots.forEach(dot -> draw(html, dot, most));
        html.close().close();
    }

    boolean showsLand() {
        return frame.east() - frame.west() >= LEAST_FOR_LAND;
    }

    private String land() {
        StringBuilder path = new StringBuilder();
        for (List<Corner> coast : Land.coasts()) {
            char pen = 'M';
            for (Corner corner : coast) {
                path.append(pen)
                        .append(Numbers.unit(frame.x(corner.longitude())))
                        .append(' ')
                        .append(Numbers.unit(frame.y(corner.latitude())));
                pen = 'L';
            }
            path.append('Z');
        }
        return path.toString();
    }

    private void graticule(Markup html) {
        double step = step((frame.east() - frame.west()) / LINES);
        String bottom = Numbers.unit(frame.height());
        int number = 0;
        for (double at = Math.ceil(frame.west() / step) * step; at <= frame.east(); at += step) {
            String x = Numbers.unit(frame.x(at));
            html.empty("line", "class", "grid", "x1", x, "x2", x, "y1", "0", "y2", bottom);
            if (frame.x(at) > 60 && frame.x(at) < MapFrame.WIDTH - 60) {
                html.leaf(
                        "text",
                        longitude(at),
                        "x",
                        x,
                        "y",
                        Numbers.unit(frame.height() - 6),
                        "text-anchor",
                        "middle",
                        "class",
                        number++ % 2 == 0 ? "first" : "second");
            }
        }
        for (double at = Math.ceil(frame.south() / step) * step; at <= frame.north(); at += step) {
            String y = Numbers.unit(frame.y(at));
            html.empty("line", "class", "grid", "x1", "0", "x2", "960", "y1", y, "y2", y);
            if (frame.y(at) > 20 && frame.y(at) < frame.height() - 30) {
                html.leaf("text", latitude(at), "x", "6", "y", Numbers.unit(frame.y(at) - 4));
            }
        }
    }

    /** Above ten degrees, one that 90 is a multiple of. */
    private static double step(double atLeast) {
        if (atLeast > 10) {
            return atLeast > 15 ? 30 : 15;
        }
        return Scale.decimalStep(atLeast);
    }

    private void draw(Markup html, Dot dot, long most) {
        double smallest = dots.size() > MANY ? SMALLEST / 2 : SMALLEST;
        double radius =
                smallest + (LARGEST - smallest) * Math.sqrt((double) (dot.events() - 1) / Math.max(1, most - 1));
        html.open(
                "circle",
                "cx",
                Numbers.unit(frame.x(dot.longitude())),
                "cy",
                Numbers.unit(frame.y(dot.latitude())),
                "r",
                Numbers.unit(Math.min(LARGEST, radius)));
        html.leaf(
                "title", name(dot) + " · " + Numbers.count(dot.events()) + (dot.events() == 1 ? " event" : " events"));
        html.close();
    }

    /** A dot's name for people. */
    static String name(Dot dot) {
        return dot.several() ? dot.name() + " and others here" : dot.name();
    }

    static String latitude(double degrees) {
        return degrees(degrees, " N", " S");
    }

    static String longitude(double degrees) {
        return degrees(degrees, " E", " W");
    }

    private static String degrees(double degrees, String above, String below) {
        String text = degrees(Math.abs(degrees));
        return text + "°" + (text.equals("0") ? "" : degrees > 0 ? above : below);
    }

    static String degrees(double degrees) {
        return String.format(Locale.ROOT, "%.3f", degrees).replaceAll("\\.?0+$", "");
    }
}

package dev.venues.report;

import java.util.List;
import java.util.Locale;
import java.util.function.DoubleFunction;

/** Lines over the time of a run, as SVG with a legend. */
final class LineChart {

    private static final double WIDTH = 400;
    private static final double HEIGHT = 190;
    private static final double LEFT = 62;
    private static final double RIGHT = 14;
    private static final double TOP = 12;
    private static final double BOTTOM = 24;
    private static final int VERTICAL_TICKS = 4;
    private static final int TIME_TICKS = 5;

    private final Words words;
    private final Axis axis;
    private final List<Line> lines;

    /**
     * What stands around a chart.
     *
     * @param id of its elements
     * @param title what it shows
     * @param remark what one must know to read it
     */
    record Words(String id, String title, String remark) {}

    /**
     * The vertical axis, from 0.
     *
     * @param top where it ends; NaN to fit what is drawn
     * @param label how a value on it is written
     */
    record Axis(double top, DoubleFunction<String> label) {}

    /** A value at a time since the start of the run; not drawn where it is NaN. */
    record Point(double seconds, double value) {}

    /**
     * @param style the name of its colour in the style sheet
     * @param last what the legend says that it came to
     */
    record Line(String name, String style, List<Point> points, String last) {}

    LineChart(Words words, Axis axis, List<Line> lines) {
        this.words = words;
        this.axis = axis;
        this.lines = lines;
    }

    void write(Markup html, double seconds) {
        html.open("figure", "class", "chart", "id", words.id()).open("figcaption");
        html.leaf("h3", words.title());
        html.open("ul", "class", "legend");
        for (Line line : lines) {
            html.open("li").leaf("span", "", "class", "swatch " + line.style(), "aria-hidden", "true");
            html.text(line.name() + " ").leaf("strong", line.last()).close();
        }
        html.close().close();
        List<Double> ticks = Scale.upTo(Double.isNaN(axis.top()) ? highest() : axis.top(), VERTICAL_TICKS);
        double top = ticks.get(ticks.size() - 1);
        html.open(
                "svg",
                "viewBox",
                "0 0 " + Numbers.unit(WIDTH) + " " + Numbers.unit(HEIGHT),
                "role",
                "img",
                "aria-labelledby",
                words.id() + "-t " + words.id() + "-d");
        html.leaf("title", words.title(), "id", words.id() + "-t");
        html.leaf("desc", description(), "id", words.id() + "-d");
        ticks.forEach(tick -> horizontal(html, y(tick, top), axis.label().apply(tick)));
        Scale.ofTime(seconds, TIME_TICKS).forEach(tick -> vertical(html, x(tick, seconds), time(tick, seconds)));
        lines.forEach(line -> draw(html, line, seconds, top));
        if (!isDrawn()) {
            html.leaf("text", "nothing was measured", "x", "224", "y", "95", "class", "none", "text-anchor", "middle");
        }
        html.close().leaf("p", words.remark(), "class", "remark").close();
    }

    private String description() {
        StringBuilder text = new StringBuilder(words.remark());
        lines.forEach(line -> text.append(' ')
                .append(line.name())
                .append(": ")
                .append(line.last())
                .append(';'));
        return text.append(" the figures stand in the table of the course.").toString();
    }

    private double highest() {
        return lines.stream()
                .flatMap(line -> line.points().stream())
                .mapToDouble(Point::value)
                .filter(value -> !Double.isNaN(value))
                .max()
                .orElse(1);
    }

    private boolean isDrawn() {
        return lines.stream().flatMap(line -> line.points().stream()).anyMatch(point -> !Double.isNaN(point.value()));
    }

    private static void horizontal(Markup html, double y, String label) {
        String at = Numbers.unit(y);
        html.empty(
                "line",
                "class",
                "grid",
                "x1",
                Numbers.unit(LEFT),
                "x2",
                Numbers.unit(WIDTH - RIGHT),
                "y1",
                at,
                "y2",
                at);
        html.leaf("text", label, "x", Numbers.unit(LEFT - 6), "y", Numbers.unit(y + 4), "text-anchor", "end");
    }

    private static void vertical(Markup html, double x, String label) {
        html.leaf(
                "text",
                label,
                "x",
                Numbers.unit(x),
                "y",
                Numbers.unit(HEIGHT - 6),
                "text-anchor",
                x > LEFT + 10 ? "middle" : "start");
    }

    private void draw(Markup html, Line line, double seconds, double top) {
        StringBuilder path = new StringBuilder();
        boolean pen = false;
        Point before = null;
        for (Point point : line.points()) {
            if (Double.isNaN(point.value())) {
                pen = false;
                continue;
            }
            path.append(pen ? 'L' : 'M').append(at(point, seconds, top));
            pen = true;
            before = point;
        }
        if (before == null) {
            return;
        }
        html.empty("path", "class", "line " + line.style(), "d", path.toString());
        String[] end = at(before, seconds, top).split(" ");
        html.empty("circle", "class", "end " + line.style(), "cx", end[0], "cy", end[1], "r", "3");
    }

    private static String at(Point point, double seconds, double top) {
        return Numbers.unit(x(point.seconds(), seconds)) + " " + Numbers.unit(y(point.value(), top));
    }

    private static double x(double at, double seconds) {
        return LEFT + (WIDTH - LEFT - RIGHT) * (seconds > 0 ? Math.min(1, at / seconds) : 0);
    }

    private static double y(double value, double top) {
        return HEIGHT - BOTTOM - (HEIGHT - TOP - BOTTOM) * Math.min(1, value / top);
    }

    private static String time(double tick, double seconds) {
        if (seconds >= 7_200) {
            return String.format(Locale.ROOT, "%.1f h", tick / 3_600).replace(".0", "");
        }
        if (seconds >= 120) {
            return String.format(Locale.ROOT, "%.0f min", tick / 60);
        }
        return Numbers.unit(tick) + " s";
    }
}

package dev.venues.memory;

import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.BitmapEncoder.BitmapFormat;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.Styler.LegendLayout;
import org.knowm.xchart.style.Styler.LegendPosition;
import org.knowm.xchart.style.markers.SeriesMarkers;

import java.awt.Color;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/** Courses as one picture: a panel for each figure, a line for each course. */
public final class MemoryChart {

    private static final int WIDTH = 640;
    private static final int HEIGHT = 340;
    private static final int COLUMNS = 2;
    private static final double MINUTE = 60;
    /** Above the highest value. A figure that never changes would get no scale otherwise. */
    private static final double ROOM = 1.1;

    private MemoryChart() {}

    /**
     * Writes a PNG file.
     *
     * @param courses each with another name
     */
    public static void write(List<MemoryCourse> courses, Path file) throws IOException {
        System.setProperty("java.awt.headless", "true");
        List<XYChart> panels = Arrays.stream(Figure.values())
                .map(figure -> panel(figure, courses))
                .toList();
        BitmapEncoder.saveBitmap(
                panels, (panels.size() + COLUMNS - 1) / COLUMNS, COLUMNS, file.toString(), BitmapFormat.PNG);
    }

    private static XYChart panel(Figure figure, List<MemoryCourse> courses) {
        XYChart chart = new XYChartBuilder()
                .width(WIDTH)
                .height(HEIGHT)
                .title(figure.title() + (figure.isNumber() ? "" : ", MiB"))
                .xAxisTitle("minutes")
                .build();
        chart.getStyler().setLegendPosition(LegendPosition.OutsideS).setLegendVisible(courses.size() > 1);
        chart.getStyler().setLegendLayout(LegendLayout.Horizontal).setChartBackgroundColor(Color.WHITE);
        double highest = courses.stream()
                .flatMap(course -> course.readings().stream())
                .mapToDouble(reading -> figure.shown(figure.of(reading)))
                .max()
                .orElse(0);
        chart.getStyler().setYAxisMin(0.0).setXAxisMin(0.0).setYAxisMax(ROOM * Math.max(1, highest));
        for (MemoryCourse course : courses) {
            List<Reading> known = course.readings().stream()
                    .filter(reading -> figure.of(reading) >= 0)
                    .toList();
            if (!known.isEmpty()) {
                XYSeries line = chart.addSeries(
                        course.name(),
                        known.stream()
                                .map(reading -> reading.seconds() / MINUTE)
                                .toList(),
                        known.stream()
                                .map(reading -> figure.shown(figure.of(reading)))
                                .toList());
                line.setMarker(SeriesMarkers.NONE);
            }
        }
        return chart;
    }
}

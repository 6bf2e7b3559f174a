package dev.venues.benchmarks.compare;

import dev.venues.benchmarks.contender.Contender;
import dev.venues.benchmarks.contender.Scenario;
import dev.venues.benchmarks.harness.Spread;
import dev.venues.benchmarks.measured.Metric;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.BitmapEncoder.BitmapFormat;
import org.knowm.xchart.CategoryChart;
import org.knowm.xchart.CategoryChartBuilder;
import org.knowm.xchart.CategorySeries.CategorySeriesRenderStyle;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.internal.chartpart.Chart;
import org.knowm.xchart.style.Styler.LegendPosition;
import org.knowm.xchart.style.markers.SeriesMarkers;

import java.awt.Color;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** A comparison as pictures. */
final class Charts {

    private static final int WIDTH = 1_000;
    private static final int HEIGHT = 560;
    private static final Color INVISIBLE = new Color(0, 0, 0, 0);

    private final Results results;
    private final Path folder;

    Charts(Results results, Path folder) {
        this.results = results;
        this.folder = folder;
    }

    /** Writes bars for each scenario that has figures, and the course of the warm one. */
    void write() throws IOException {
        for (Scenario scenario : Scenario.values()) {
            List<Contender> contenders = results.contenders(scenario).stream()
                    .filter(contender -> results.median(contender, scenario, Metric.EVENTS_PER_SECOND)
                            .isPresent())
                    .toList();
            if (!contenders.isEmpty()) {
                save(bars(scenario, contenders), scenario.key());
            }
        }
        if (results.moments().stream().anyMatch(moment -> moment.scenario() == Scenario.WARM)) {
            save(course(), "warm-course");
        }
    }

    /** The bar is the median, its whisker goes from the least to the greatest. */
    private CategoryChart bars(Scenario scenario, List<Contender> contenders) {
        CategoryChart chart = new CategoryChartBuilder()
                .width(WIDTH)
                .height(HEIGHT)
                .title(scenario.title())
                .yAxisTitle("events/s")
                .build();
        chart.getStyler().setOverlapped(true).setAvailableSpaceFill(0.5).setLegendVisible(false);
        chart.getStyler().setYAxisMin(0.0).setYAxisDecimalPattern("#,###").setPlotGridVerticalLinesVisible(false);
        List<Spread> spreads = contenders.stream()
                .map(contender -> results.spread(contender, scenario, Metric.EVENTS_PER_SECOND)
                        .orElseThrow())
                .toList();
        List<String> names = contenders.stream().map(Contender::key).toList();
        chart.addSeries("median", names, spreads.stream().map(Spread::median).toList());
        // Whiskers are symmetric, ranges are not: an invisible point in the middle of the range carries them.
        chart.addSeries(
                        "range",
                        names,
                        spreads.stream()
                                .map(spread -> (spread.min() + spread.max()) / 2)
                                .toList(),
                        spreads.stream()
                                .map(spread -> (spread.max() - spread.min()) / 2)
                                .toList())
                .setChartCategorySeriesRenderStyle(CategorySeriesRenderStyle.Scatter)
                .setMarker(SeriesMarkers.NONE)
                .setLineColor(INVISIBLE)
                .setFillColor(INVISIBLE);
        return chart;
    }

    /** The first round of each contender, from its first event on. */
    private XYChart course() {
        XYChart chart = new XYChartBuilder()
                .width(WIDTH)
                .height(HEIGHT)
                .title(Scenario.WARM.title() + ": events/s over time, first round")
                .xAxisTitle("s since the first event")
                .yAxisTitle("events/s")
                .build();
        chart.getStyler().setLegendPosition(LegendPosition.OutsideS).setMarkerSize(0);
        chart.getStyler().setYAxisMin(0.0).setYAxisDecimalPattern("#,###");
        for (Contender contender : results.contenders(Scenario.WARM)) {
            List<Results.Moment> moments = results.moments().stream()
                    .filter(moment -> moment.contender() == contender
                            && moment.scenario() == Scenario.WARM
                            && moment.round() == 1)
                    .toList();
            if (!moments.isEmpty()) {
                chart.addSeries(
                        contender.key(),
                        moments.stream().map(Results.Moment::second).toList(),
                        moments.stream().map(Results.Moment::eventsPerSecond).toList());
            }
        }
        return chart;
    }

    private void save(Chart<?, ?> chart, String name) throws IOException {
        BitmapEncoder.saveBitmap(chart, folder.resolve(name + ".png").toString(), BitmapFormat.PNG);
    }
}

package dev.venues.report;

import dev.venues.report.LineChart.Axis;
import dev.venues.report.LineChart.Line;
import dev.venues.report.LineChart.Point;
import dev.venues.report.LineChart.Words;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** The course of a run as charts. */
final class Charts {

    private static final int MOST_POINTS = 80;

    private final List<Sample> samples;
    private final Sample last;

    Charts(Course course) {
        this.samples = course.thinned(MOST_POINTS);
        this.last = course.last();
    }

    void write(Markup html) {
        double seconds = last.at().toNanos() / 1e9;
        html.open("div", "class", "charts");
        throughput().write(html, seconds);
        cache().write(html, seconds);
        latency().write(html, seconds);
        heap().write(html, seconds);
        html.close();
    }

    private LineChart throughput() {
        double seconds = seconds(last);
        return new LineChart(
                new Words("throughput", "Throughput", "Events a second that reached the lookup."),
                new Axis(Double.NaN, Numbers::shortened),
                List.of(new Line(
                        "events/s, on average",
                        "a",
                        rates(samples),
                        seconds > 0 ? Numbers.rounded(last.outcomes().in() / seconds) : "–")));
    }

    /** Events a second since the sample before. */
    static List<Point> rates(List<Sample> samples) {
        List<Point> rates = new ArrayList<>();
        rates.add(new Point(0, 0));
        for (int i = 1; i < samples.size(); i++) {
            Duration since = samples.get(i).at().minus(samples.get(i - 1).at());
            long events = samples.get(i).outcomes().in()
                    - samples.get(i - 1).outcomes().in();
            if (!since.isZero()) {
                rates.add(new Point(seconds(samples.get(i)), Math.max(0, events) * 1e9 / since.toNanos()));
            }
        }
        return rates;
    }

    private LineChart cache() {
        return new LineChart(
                new Words("cache", "Cache hits", "Share of all lookups so far that the cache answered at once."),
                new Axis(100, value -> Numbers.rounded(value) + " %"),
                List.of(new Line(
                        "hits, at the end",
                        "b",
                        points(sample -> sample.lookups().hitRatio()),
                        Numbers.percent(last.lookups().hitRatio()))));
    }

    private LineChart latency() {
        Sample.Latency end = last.calls().latency();
        return new LineChart(
                new Words("latency", "API latency", "Quantiles of the last 4,096 requests at each time."),
                new Axis(Double.NaN, value -> Numbers.rounded(value) + " ms"),
                List.of(
                        new Line(
                                "p99",
                                "e",
                                points(sample -> sample.calls().latency().p99()),
                                Numbers.millis(end.p99())),
                        new Line(
                                "p90",
                                "d",
                                points(sample -> sample.calls().latency().p90()),
                                Numbers.millis(end.p90())),
                        new Line(
                                "p50",
                                "a",
                                points(sample -> sample.calls().latency().p50()),
                                Numbers.millis(end.p50()))));
    }

    private LineChart heap() {
        return new LineChart(
                new Words(
                        "heap",
                        "Heap",
                        "Of this process: the job, Flink, and the embedded API where that is used. Only what is left after a"
                                + " garbage collection tells of a leak."),
                new Axis(Double.NaN, value -> Numbers.rounded(value) + " MiB"),
                List.of(
                        new Line(
                                "in use",
                                "c",
                                points(sample -> Numbers.mebibytes(sample.heap().used())),
                                Numbers.mebibytesText(last.heap().used())),
                        new Line(
                                "after a collection",
                                "a",
                                points(sample -> Numbers.mebibytes(sample.heap().afterCollection())),
                                Numbers.mebibytesText(last.heap().afterCollection()))));
    }

    private List<Point> points(ToDoubleFunction<Sample> value) {
        return samples.stream()
                .map(sample -> new Point(seconds(sample), value.applyAsDouble(sample)))
                .toList();
    }

    private static double seconds(Sample sample) {
        return sample.at().toNanos() / 1e9;
    }
}

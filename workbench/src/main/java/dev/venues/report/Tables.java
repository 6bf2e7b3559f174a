package dev.venues.report;

import dev.venues.model.DeadLetter.Reason;
import dev.venues.report.Dots.Dot;
import dev.venues.report.LineChart.Point;
import dev.venues.report.Sample.Outcomes;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The figures of a run as tables: what charts show for those who see them must be there for all others. */
final class Tables {

    private static final int MOST_ROWS = 25;

    private Tables() {}

    /** How the events ended: a bar, and the figures. */
    static void outcomes(Markup html, Outcomes outcomes) {
        List<Row> rows = List.of(
                new Row("found", "found", outcomes.found()),
                new Row("not-found", "not found", outcomes.notFound()),
                new Row("present", "present", outcomes.present()),
                new Row("skipped", "skipped", outcomes.skipped()),
                new Row("dead-letters", "dead letters", outcomes.deadLetters()));
        bar(html, rows);
        html.open("table").leaf("caption", "How the events ended", "class", "hidden");
        head(html, "outcome", "events", "share");
        html.open("tbody");
        for (Row row : rows) {
            html.open("tr").open("th", "scope", "row");
            html.leaf("span", "", "class", "swatch o-" + row.id(), "aria-hidden", "true")
                    .text(row.name())
                    .close();
            html.leaf("td", Numbers.count(row.events()), "id", row.id());
            html.leaf("td", share(row.events(), outcomes.in())).close();
        }
        if (outcomes.unaccounted() != 0) {
            html.open("tr").leaf("th", "unaccounted: stopped, failed or restarted", "scope", "row");
            html.leaf("td", Numbers.count(outcomes.unaccounted()), "id", "unaccounted");
            html.leaf("td", share(outcomes.unaccounted(), outcomes.in())).close();
        }
        html.close().close();
    }

    private record Row(String id, String name, long events) {}

    private static void bar(Markup html, List<Row> rows) {
        double all = Math.max(1, rows.stream().mapToLong(Row::events).sum());
        html.open("svg", "class", "bar", "viewBox", "0 0 400 22", "preserveAspectRatio", "none", "aria-hidden", "true");
        double x = 0;
        for (Row row : rows) {
            double width = 400 * row.events() / all;
            html.empty(
                    "rect",
                    "class",
                    "o-" + row.id(),
                    "x",
                    Numbers.unit(x),
                    "width",
                    Numbers.unit(width),
                    "height",
                    "22");
            x += width;
        }
        html.close();
    }

    /** Dead letters by reason. */
    static void reasons(Markup html, Map<Reason, Long> reasons) {
        html.open("table").leaf("caption", "Dead letters by reason");
        head(html, "reason", "events");
        html.open("tbody");
        Arrays.stream(Reason.values()).filter(reasons::containsKey).forEach(reason -> {
            html.open("tr").leaf("th", reason.text(), "scope", "row");
            html.leaf("td", Numbers.count(reasons.get(reason)), "id", "reason-" + reason.text())
                    .close();
        });
        html.close().close();
    }

    /** The dots with most events. */
    static void places(Markup html, List<Dot> dots) {
        html.open("table").leaf("caption", "Where most events are");
        head(html, "venue", "position", "events");
        html.open("tbody");
        for (Dot dot : dots) {
            html.open("tr").leaf("th", VenueMap.name(dot), "scope", "row");
            html.leaf("td", VenueMap.latitude(dot.latitude()) + ", " + VenueMap.longitude(dot.longitude()));
            html.leaf("td", Numbers.count(dot.events())).close();
        }
        html.close().close();
    }

    /** The figures behind the charts. */
    static void course(Markup html, Course course) {
        List<Sample> samples = course.thinned(MOST_ROWS);
        List<Point> rates = Charts.rates(samples);
        html.open("details")
                .leaf("summary", "The course in figures")
                .open("div", "class", "wide")
                .open("table");
        html.leaf("caption", "The course in figures", "class", "hidden");
        head(html, "time", "events in", "events/s", "cache hits", "p50", "p90", "p99", "heap", "after a collection");
        html.open("tbody");
        for (int i = 0; i < samples.size(); i++) {
            Sample sample = samples.get(i);
            html.open("tr")
                    .leaf("th", Numbers.seconds(sample.at().toMillis() / 1e3), "scope", "row")
                    .leaf("td", Numbers.count(sample.outcomes().in()))
                    .leaf("td", i < rates.size() ? Numbers.rounded(rates.get(i).value()) : "–")
                    .leaf("td", Numbers.percent(sample.lookups().hitRatio()))
                    .leaf("td", Numbers.millis(sample.calls().latency().p50()))
                    .leaf("td", Numbers.millis(sample.calls().latency().p90()))
                    .leaf("td", Numbers.millis(sample.calls().latency().p99()))
                    .leaf("td", Numbers.mebibytesText(sample.heap().used()))
                    .leaf("td", Numbers.mebibytesText(sample.heap().afterCollection()))
                    .close();
        }
        html.close().close().close().close();
    }

    private static void head(Markup html, String... columns) {
        html.open("thead").open("tr");
        for (String column : columns) {
            html.leaf("th", column, "scope", "col");
        }
        html.close().close();
    }

    private static String share(long part, long all) {
        return all == 0 ? "–" : String.format(Locale.ROOT, "%.1f %%", 100.0 * part / all);
    }
}

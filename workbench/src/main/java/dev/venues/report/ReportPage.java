package dev.venues.report;

import dev.venues.geo.provider.Attribution;
import dev.venues.report.Dots.Dot;
import dev.venues.report.Dots.Drawn;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;

import static java.nio.charset.StandardCharsets.UTF_8;

/**
 * The report of a run as one HTML page: no script, no font, no picture from elsewhere, and a content security policy that
 * would not load any.
 */
public final class ReportPage {

    private static final String POLICY =
            "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'";
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern(
                    "d MMMM uuuu, HH:mm:ss 'UTC'", Locale.ENGLISH)
            .withZone(ZoneOffset.UTC);
    private static final int LARGEST_PLACES = 10;

    private final RunFacts facts;
    private final Course course;
    private final Written written;
    private final Ending ending;

    /**
     * @param course with at least one sample, the last of which is what the run came to
     */
    public ReportPage(RunFacts facts, Course course, Written written, Ending ending) {
        this.facts = facts;
        this.course = course;
        this.written = written;
        this.ending = ending;
    }

    /** The whole page. */
    public String html() {
        Markup html = new Markup();
        html.open("html", "lang", "en").open("head");
        html.empty("meta", "charset", "utf-8");
        html.empty("meta", "http-equiv", "Content-Security-Policy", "content", POLICY);
        html.empty("meta", "name", "viewport", "content", "width=device-width, initial-scale=1");
        html.empty("meta", "name", "color-scheme", "content", "light dark");
        html.empty("meta", "name", "referrer", "content", "no-referrer");
        html.leaf("title", "Venues: report of " + TIME.format(facts.started()))
                .style(sheet())
                .close();
        html.open("body").open("main");
        header(html);
        if (ending.kind() != Ending.Kind.UNDER_WAY && ending.kind() != Ending.Kind.NOTHING_TO_DO) {
            headline(html);
            outcomes(html);
            html.open("section").leaf("h2", "Course");
            new Charts(course).write(html);
            Tables.course(html, course);
            html.close();
            map(html);
        }
        footer(html);
        return html.close().close().close().toString();
    }

    private void header(Markup html) {
        html.open("header").leaf("p", "Venues " + facts.build(), "class", "eyebrow", "id", "build");
        html.leaf("h1", "Report of a run");
        html.leaf("p", "Started " + TIME.format(facts.started()), "class", "when")
                .close();
        String kind = ending.kind().name().toLowerCase(Locale.ROOT).replace('_', '-');
        html.leaf("p", sentence(), "role", "status", "class", "ending " + kind, "id", "ending");
    }

    private String sentence() {
        return switch (ending.kind()) {
            case UNDER_WAY -> "The run has not ended. If no job runs any more, it was killed before its end.";
            case COMPLETE -> "The run read all that there was.";
            case STOPPED ->
                "The run was stopped before it had read all that there was. The figures are those up to then.";
            case NOTHING_TO_DO -> "There was nothing to read, and no job ran.";
            case FAILED -> "The run failed: " + ending.reason() + ". The figures are those up to then.";
        };
    }

    private void headline(Markup html) {
        Sample end = course.last();
        double seconds = end.at().toMillis() / 1e3;
        html.open("dl", "class", "headline");
        tile(html, "events-in", "Events in", Numbers.count(end.outcomes().in()));
        tile(html, "duration", "Duration", Numbers.seconds(seconds));
        tile(
                html,
                "rate",
                "Events/s",
                seconds > 0 ? Numbers.rounded(end.outcomes().in() / seconds) : "–");
        tile(html, "letters", "Dead letters", Numbers.count(end.outcomes().deadLetters()));
        tile(html, "api-calls", "API calls", Numbers.count(end.calls().requests()));
        tile(html, "cache-hits", "Cache hits", Numbers.percent(end.lookups().hitRatio()));
        tile(
                html,
                "latency-p50",
                "API p50",
                Numbers.millis(end.calls().latency().p50()));
        tile(
                html,
                "latency-p99",
                "API p99",
                Numbers.millis(end.calls().latency().p99()));
        html.close();
        html.leaf(
                "p",
                "%s lookups, %s of which shared a call; %s retries, %s requests without an answer."
                        .formatted(
                                Numbers.count(end.lookups().all()),
                                Numbers.count(end.lookups().shared()),
                                Numbers.count(end.calls().retries()),
                                Numbers.count(end.calls().errors())),
                "class",
                "remark",
                "id",
                "lookups");
    }

    private static void tile(Markup html, String id, String name, String value) {
        html.open("div").leaf("dt", name).leaf("dd", value, "id", id).close();
    }

    private void outcomes(Markup html) {
        html.open("section")
                .leaf("h2", "Outcomes")
                .open("div", "class", "columns")
                .open("div");
        Tables.outcomes(html, course.last().outcomes());
        html.close().open("div");
        if (!written.reasons().isEmpty()) {
            Tables.reasons(html, written.reasons());
        }
        remark(html, written.missing().letters());
        html.open("table").leaf("caption", "From and to").open("tbody");
        place(html, "source", facts.places().source());
        place(html, "output", facts.places().output());
        place(html, "dead letters", facts.places().deadLetters());
        html.close().close().close().close().close();
    }

    private static void place(Markup html, String name, String where) {
        html.open("tr")
                .leaf("th", name, "scope", "row")
                .leaf("td", where, "class", "place")
                .close();
    }

    private void map(Markup html) {
        Attribution attribution = facts.provider().provider().attribution();
        html.open("section", "id", "venues").leaf("h2", "Located venues");
        if (!attribution.freeMap()) {
            remark(html, "No map: the terms of the provider allow its results on its own maps only.");
        } else if (written.dots().events() == 0) {
            remark(html, written.missing().events() == null ? "No event of this run was located." : null);
        } else {
            drawMap(html, written.dots().drawn());
        }
        remark(html, written.missing().events());
        html.close();
    }

    private void drawMap(Markup html, Drawn drawn) {
        List<Dot> dots = drawn.largestFirst();
        VenueMap map = new VenueMap(dots);
        html.open("figure", "class", "map");
        map.write(html);
        html.open("figcaption", "class", "remark", "id", "map-caption");
        html.text("%s located events at %s %s; the larger a dot, the more events. Its name shows under the pointer."
                .formatted(
                        Numbers.count(written.dots().events()),
                        Numbers.count(dots.size()),
                        dots.size() == 1 ? "place" : "places"));
        if (!drawn.isExact()) {
            html.text(" Places within %s of each other are one dot, so that there are not too many."
                    .formatted(VenueMap.degrees(drawn.reach()) + "°"));
        }
        if (map.showsLand()) {
            html.text(" The coasts are drawn by hand, for orientation only.");
        }
        html.close().close();
        Tables.places(html, written.dots().busiest(LARGEST_PLACES));
    }

    private static void remark(Markup html, String text) {
        if (text != null) {
            html.leaf("p", text, "class", "remark");
        }
    }

    private void footer(Markup html) {
        Attribution attribution = facts.provider().provider().attribution();
        html.open("footer").open("p").text("Geo API: " + facts.provider().text() + ". ");
        if (attribution.link() == null) {
            html.text(attribution.text());
        } else {
            html.leaf("a", attribution.text(), "href", attribution.link(), "rel", "noreferrer");
        }
        html.close().leaf("p", facts.provider().provider().terms().note());
        html.leaf("p", "This page holds all that it shows: it loads nothing and runs no script.")
                .close();
    }

    private static String sheet() {
        try (InputStream in = ReportPage.class.getResourceAsStream("/report/report.css")) {
            return new String(in.readAllBytes(), UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("report.css cannot be read", e);
        }
    }
}

package dev.venues.report;

import dev.venues.geo.provider.ProviderName;
import dev.venues.model.DeadLetter.Reason;
import dev.venues.report.Ending.Kind;
import dev.venues.report.Written.Missing;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

import java.time.Duration;
import java.util.Map;

import static org.assertj.core.api.Assertions.assertThat;

class ReportPageTest {

    private static final Missing NOTHING = new Missing(null, null);

    @Test
    void shouldShowWhatTheRunCameTo() {
        String page = page(ProviderName.EMBEDDED, Written.nothing(), Ending.of(Kind.COMPLETE));

        assertThat(page)
                .contains("<dd id=\"events-in\">1,000</dd>")
                .contains("<dd id=\"duration\">10.0 s</dd>")
                .contains("<dd id=\"rate\">100</dd>")
                .contains("<dd id=\"api-calls\">250</dd>")
                .contains("<dd id=\"cache-hits\">50.0 %</dd>")
                .contains("<td id=\"found\">990</td>")
                .contains("<td id=\"dead-letters\">10</td>")
                .contains("Started 22 November 2026, 13:04:10 UTC")
                .contains("Venues 0.1.0 (3f2a91c)")
                .doesNotContain("unaccounted");
    }

    @ParameterizedTest
    @EnumSource
    void shouldForbidTheBrowserToLoadAnything(ProviderName provider) {
        Dots dots = new Dots();
        dots.add("Berghain", 52.5, 13.4);

        String page = page(provider, new Written(dots, Map.of(), NOTHING), Ending.of(Kind.COMPLETE));

        assertThat(page)
                .contains("content=\"default-src &#39;none&#39;; style-src &#39;unsafe-inline&#39;;")
                .doesNotContainPattern("<(script|img|link|iframe|object|image|use)\\b")
                .doesNotContainPattern("(src|srcset|xlink:href)=")
                .doesNotContainPattern("url\\(|@import");
    }

    @Test
    void shouldSayFirstThatTheRunFailed() {
        String page = page(ProviderName.EMBEDDED, Written.nothing(), Ending.failed("the API <refused>"));

        assertThat(page.indexOf("The run failed: the API &lt;refused&gt;."))
                .isPositive()
                .isLessThan(page.indexOf("events-in"));
    }

    @Test
    void shouldSayThatTheRunWasStopped() {
        assertThat(page(ProviderName.EMBEDDED, Written.nothing(), Ending.of(Kind.STOPPED)))
                .contains("The run was stopped before");
    }

    @Test
    void shouldShowNoFiguresAsLongAsThereAreNone() {
        assertThat(new ReportPage(
                                GivenRun.facts(ProviderName.EMBEDDED, ""),
                                new Course(Duration.ofSeconds(1)),
                                Written.nothing(),
                                Ending.of(Kind.UNDER_WAY))
                        .html())
                .contains("The run has not ended.")
                .doesNotContain("events-in");
    }

    @Test
    void shouldShowEventsThatHaveNoOutcome() {
        Course course = new Course(Duration.ofSeconds(1));
        course.add(new Sample(
                Duration.ofSeconds(1),
                new Sample.Outcomes(1_500, 300, 0, 0, 0, 0),
                new Sample.Calls(0, 0, 0, new Sample.Latency(Double.NaN, Double.NaN, Double.NaN)),
                new Sample.Lookups(0, 0, 0),
                new Sample.Heap(1, -1)));

        String page = new ReportPage(
                        GivenRun.facts(ProviderName.EMBEDDED, ""), course, Written.nothing(), Ending.of(Kind.STOPPED))
                .html();

        assertThat(page)
                .contains("<td id=\"unaccounted\">1,200</td>")
                .contains("<dd id=\"cache-hits\">–</dd>")
                .contains("<dd id=\"latency-p50\">–</dd>")
                .contains("nothing was measured")
                .doesNotContain("NaN");
    }

    @Test
    void shouldCountDeadLettersByReason() {
        assertThat(page(
                        ProviderName.EMBEDDED,
                        new Written(new Dots(), Map.of(Reason.TIMED_OUT, 7L), NOTHING),
                        Ending.of(Kind.COMPLETE)))
                .contains("<td id=\"reason-timed-out\">7</td>")
                .doesNotContain("reason-failed");
    }

    @Test
    void shouldSayWhatItCouldNotRead() {
        assertThat(page(
                        ProviderName.EMBEDDED,
                        new Written(new Dots(), Map.of(), new Missing("no <events>", "no <letters>")),
                        Ending.of(Kind.COMPLETE)))
                .contains("no &lt;events&gt;")
                .contains("no &lt;letters&gt;")
                .doesNotContain("No event of this run was located");
    }

    @ParameterizedTest
    @CsvSource({
        "FOURSQUARE, Powered by Foursquare",
        "NOMINATIM, © OpenStreetMap contributors",
        "PHOTON, © OpenStreetMap contributors",
        "GOOGLE, Google Maps",
    })
    void shouldNameTheProviderAsItsTermsAsk(ProviderName provider, String attribution) {
        assertThat(page(provider, Written.nothing(), Ending.of(Kind.COMPLETE))).contains(attribution);
    }

    @Test
    void shouldDrawNoMapWhereTheProvidersTermsForbidIt() {
        Dots dots = new Dots();
        dots.add("Berghain", 52.5, 13.4);
        Written written = new Written(dots, Map.of(), NOTHING);

        assertThat(page(ProviderName.GOOGLE, written, Ending.of(Kind.COMPLETE)))
                .contains("No map: the terms")
                .doesNotContain("Berghain")
                .doesNotContain("<circle cx");
        assertThat(page(ProviderName.EMBEDDED, written, Ending.of(Kind.COMPLETE)))
                .contains("<title>Berghain · 1 event</title>");
    }

    @Test
    void shouldSayWhatItPutTogether() {
        Dots dots = new Dots();
        for (int i = 0; i <= Dots.MAX_DOTS; i++) {
            dots.add("venue " + i, 50 + i % 100 * 0.1, i / 100 * 0.1);
        }

        assertThat(page(ProviderName.EMBEDDED, new Written(dots, Map.of(), NOTHING), Ending.of(Kind.COMPLETE)))
                .contains("5,001 located events at ")
                .containsPattern("Places within [\\d.]+° of each other are one dot");
    }

    private static String page(ProviderName provider, Written written, Ending ending) {
        return new ReportPage(GivenRun.facts(provider, "out"), GivenRun.course(), written, ending).html();
    }
}

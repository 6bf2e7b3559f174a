package dev.venues.local;

import dev.venues.geo.provider.ProviderName;
import dev.venues.report.Course;
import dev.venues.report.Dots;
import dev.venues.report.Ending;
import dev.venues.report.GivenRun;
import dev.venues.report.ReportPage;
import dev.venues.report.Written;
import dev.venues.testing.Chromium;
import dev.venues.testing.JobProcess;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import static org.assertj.core.api.Assertions.assertThat;

/** The report of a real run, as a real browser shows it. */
@Tag("system")
class ReportITCase {

    private static final String HOSTILE = "</script></title><img src=x onerror=document.title='hit'>\"'&amp;\u202e";

    @TempDir
    private static Path folder;

    private static Chromium browser;
    private static Path report;
    private static String output;

    @BeforeAll
    static void runOnce() throws IOException {
        browser = Chromium.start(Files.createDirectory(folder.resolve("profile")));
        report = folder.resolve("new/report.html");
        try (JobProcess job = JobProcess.start(folder, "--web-port", "0", "--report", "new/report.html")) {
            assertThat(job.awaitExit()).as(job.output()).isZero();
            output = job.output();
        }
    }

    @AfterAll
    static void stop() {
        if (browser != null) {
            browser.close();
        }
    }

    @Test
    void shouldShowTheNumbersOfTheSummary() {
        browser.open(report);

        assertThat(output).containsPattern("(?m)^report +new/report\\.html$");
        Map.of(
                        "events-in", "^events in +(\\S+)",
                        "duration", "^events in .* in (\\S+ s)$",
                        "found", "^  found +(\\S+)",
                        "not-found", "^  not found +(\\S+)",
                        "present", "^  present +(\\S+)",
                        "skipped", "^  skipped +(\\S+)",
                        "dead-letters", "^  dead letters +(\\S+)",
                        "api-calls", "^API calls +(\\S+)",
                        "latency-p99", "^API calls .* p99 (\\S+ ms)",
                        "cache-hits", "^cache hits +(\\S+ %)")
                .forEach((id, inSummary) -> assertThat(text(id)).as(id).isEqualTo(summary(inSummary)));
        assertThat(text("latency-p50")).isEqualTo(summary("^API calls .* p50 (\\S+ ms)"));
        assertThat(text("lookups")).startsWith(summary("^cache hits .* of (\\S+) lookups") + " lookups, ");
        assertThat(text("reason-malformed")).isEqualTo(summary("^  dead letters +(\\S+)"));
        assertThat(text("ending")).isEqualTo("The run read all that there was.");
        assertThat(text("build")).isEqualTo(output.lines().findFirst().orElseThrow());
    }

    @Test
    void shouldShowEveryFoundEventOnTheMap() {
        browser.open(report);

        assertThat(text("map-caption")).startsWith(summary("^  found +(\\S+)") + " located events at 128 places");
        assertThat(browser.evaluate("document.querySelectorAll('#map circle').length"))
                .isEqualTo("128");
        assertThat(
                        browser.evaluate(
                                "[...document.querySelectorAll('#map circle title')]"
                                        + ".map(t => +t.textContent.match(/ ([\\d,]+) events?$/)[1].replace(',', '')).reduce((a, b) => a + b)"))
                .isEqualTo(summary("^  found +(\\S+)").replace(",", ""));
        assertThat(
                        browser.evaluate(
                                "[...document.querySelectorAll('#map circle')].every(c => {"
                                        + " const d = c.getBoundingClientRect(), m = c.ownerSVGElement.getBoundingClientRect();"
                                        + " return d.left >= m.left && d.right <= m.right && d.top >= m.top && d.bottom <= m.bottom; })"))
                .isEqualTo("true");
    }

    @Test
    void shouldLoadNothingAndComplainOfNothing() {
        browser.open(report);

        assertThat(browser.requests()).containsExactly(report.toUri().toString());
        assertThat(browser.complaints()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"360, light, 'rgb(255, 255, 255)'", "360, dark, 'rgb(20, 24, 30)'", "1280, dark, 'rgb(20, 24, 30)'"})
    void shouldFitItsScreenInItsColours(int width, String colours, String paper) {
        browser.open(report);
        browser.showAs(width, colours);

        assertThat(browser.evaluate("innerWidth")).isEqualTo(Integer.toString(width));
        assertThat(browser.evaluate("document.documentElement.scrollWidth <= innerWidth"))
                .isEqualTo("true");
        assertThat(browser.evaluate("getComputedStyle(document.body).backgroundColor"))
                .isEqualTo(paper);
        assertThat(browser.evaluate("Math.max(...[...document.querySelectorAll('thead th')].map(h => h.clientHeight))"
                        + " < 2 * parseFloat(getComputedStyle(document.querySelector('thead th')).lineHeight)"))
                .as("every heading of a column is one line")
                .isEqualTo("true");
    }

    @Test
    void shouldDrawTheChartsOfARun() {
        browser.open(report);

        assertThat(browser.evaluate("[...document.querySelectorAll('.chart')].map(c => c.id + ' '"
                        + " + c.querySelectorAll('path').length).join()"))
                .isEqualTo("throughput 1,cache 1,latency 3,heap 2");
    }

    @Test
    void shouldTakeHostileTextForText() throws IOException {
        Dots dots = new Dots();
        dots.add(HOSTILE, 52.5, 13.4);
        Course course = GivenRun.course();
        Path page = folder.resolve("hostile.html");
        Files.writeString(
                page,
                new ReportPage(
                                GivenRun.facts(ProviderName.EMBEDDED, HOSTILE),
                                course,
                                new Written(dots, Map.of(), new Written.Missing(HOSTILE, HOSTILE)),
                                Ending.failed(HOSTILE))
                        .html());

        browser.open(page);

        String shown = HOSTILE.replace('\u202e', '\uFFFD');
        assertThat(browser.evaluate("document.querySelectorAll('img, script').length"))
                .isEqualTo("0");
        assertThat(browser.evaluate("document.title")).startsWith("Venues: report of");
        assertThat(browser.evaluate("document.querySelector('#map circle title').textContent"))
                .isEqualTo(shown + " · 1 event");
        assertThat(text("ending")).contains(shown);
        assertThat(browser.requests()).hasSize(1);
        assertThat(browser.complaints()).isEmpty();
    }

    private static String text(String id) {
        return browser.evaluate("document.getElementById('" + id + "').textContent");
    }

    private static String summary(String pattern) {
        Matcher line = Pattern.compile(pattern, Pattern.MULTILINE).matcher(output);
        assertThat(line.find()).as(pattern + " in\n" + output).isTrue();
        return line.group(1);
    }
}

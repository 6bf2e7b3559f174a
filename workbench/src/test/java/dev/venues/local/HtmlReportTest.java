package dev.venues.local;

import dev.venues.config.CommandLine;
import dev.venues.config.Settings;
import dev.venues.config.SettingsParser;
import dev.venues.config.SettingsParser.RunMode;
import dev.venues.flink.VenuesMetric;
import dev.venues.job.Connectors;
import dev.venues.report.Ending;
import dev.venues.report.Ending.Kind;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class HtmlReportTest {

    private static final String FOUND = "{\"venue\":{\"name\":\"Café <b>\",\"latitude\":52.5,\"longitude\":13.4,"
            + "\"geo\":{\"outcome\":\"found\",\"provider\":\"photon\",\"via\":\"cache\"}}}";
    private static final String LETTER = "{\"reason\":\"rejected\",\"detail\":\"\",\"attempts\":1,"
            + "\"failedAt\":\"2026-11-22T09:00:00Z\",\"origin\":{\"file\":\"a\"},\"payload\":\"{}\"}";

    @TempDir
    private Path folder;

    private final FakeMetrics metrics = new FakeMetrics();
    private Path file;

    @BeforeEach
    void nameTheReport() {
        file = folder.resolve("new/report.html");
    }

    @Test
    void shouldSayFromTheStartThatTheRunHasNotEnded() throws Exception {
        HtmlReport report = HtmlReport.begin(file, metrics.reported(), settings());
        report.close();

        assertThat(file).content().contains("The run has not ended.");
    }

    @Test
    void shouldRefuseAFileThatCannotBeWritten() throws IOException {
        Files.createFile(folder.resolve("new"));

        assertThatThrownBy(() -> HtmlReport.begin(file, metrics.reported(), settings()))
                .isInstanceOf(UnwritableReportException.class)
                .hasMessageContaining("--report = " + file + ": cannot be written (");
    }

    @Test
    void shouldShowWhatTheSummarySays() throws Exception {
        metrics.counter(VenuesMetric.EVENTS_IN, 2_400);
        metrics.counter(VenuesMetric.FOUND, 2_000);
        metrics.counter(VenuesMetric.NOT_FOUND, 200);
        metrics.counter(VenuesMetric.PRESENT, 100);
        metrics.counter(VenuesMetric.SKIPPED, 60);
        metrics.counter(VenuesMetric.DEAD_LETTERS, 40);
        metrics.counter(VenuesMetric.GEO_REQUESTS, 1_130);
        metrics.counter(VenuesMetric.CACHE_HITS, 1_000);
        metrics.counter(VenuesMetric.CACHE_MISSES, 900);
        metrics.counter(VenuesMetric.COALESCED, 100);
        metrics.latencies(10, 20, 30);
        Duration took = Duration.ofMillis(3_260);

        String page = end(Ending.of(Kind.COMPLETE), took, settings());

        List<String> shown = new ArrayList<>();
        for (String id :
                List.of("events-in", "found", "not-found", "present", "skipped", "dead-letters", "api-calls")) {
            shown.add(page.replaceAll("(?s).*id=\"" + id + "\">([^<]*)<.*", "$1"));
        }
        assertThat(shown).containsExactly("2,400", "2,000", "200", "100", "60", "40", "1,130");
        assertThat(page)
                .contains("id=\"duration\">3.3 s<", "id=\"cache-hits\">50.0 %<", "2,000 lookups, 100 of which")
                .contains("id=\"latency-p50\">20 ms<", "id=\"latency-p99\">30 ms<");
        assertThat(new Summary(metrics.reported(), settings(), null).text(took))
                .contains(shown)
                .contains("3.3 s", "50.0 %", "of 2,000 lookups", "p50 20 ms, p99 30 ms");
    }

    @Test
    void shouldDrawTheEventsOfThisRunAndNoOthers() throws Exception {
        write("enriched/2026-11-22--09/part-0.jsonl", FOUND, FOUND, "{\"venue\":{\"name\":\"Nowhere\"}}", "{broken");
        write("enriched/2026-11-22--09/.part-1.jsonl.inprogress", FOUND.replace("Café", "unfinished"));
        Path earlier = write("enriched/2026-11-22--08/part-0.jsonl", FOUND.replace("Café", "earlier"));
        assertThat(earlier.toFile().setLastModified(System.currentTimeMillis() - 60_000))
                .isTrue();
        write("dead/2026-11-22--09/part-0.jsonl", LETTER, "{broken");

        String page = end(Ending.of(Kind.COMPLETE), Duration.ofSeconds(1), settings());

        assertThat(page)
                .contains("2 located events at 1 place;")
                .contains("<title>Café &lt;b&gt; · 2 events</title>")
                .contains("<td id=\"reason-rejected\">1</td>")
                .doesNotContain("earlier", "unfinished", "Nowhere");
    }

    @Test
    void shouldSayThatAMapNeedsFiles() throws Exception {
        String page = end(
                Ending.of(Kind.COMPLETE),
                Duration.ofSeconds(1),
                settings("--venues.sink=kinesis", "--venues.sink.kinesis.stream=s", "--venues.dead-letters=files"));

        assertThat(page).contains("The map needs the output in files; this run&#39;s went to Kinesis.");
    }

    @Test
    void shouldNotFailTheRunWhenTheReportCannotBeWrittenInTheEnd() throws Exception {
        try (HtmlReport report = HtmlReport.begin(file, metrics.reported(), settings())) {
            Files.delete(file);
            Files.createDirectory(file);

            assertThat(report.end(Ending.of(Kind.COMPLETE), Duration.ZERO))
                    .startsWith("report        cannot be written to " + file);
        }
    }

    private String end(Ending ending, Duration took, Settings settings) throws Exception {
        try (HtmlReport report = HtmlReport.begin(file, metrics.reported(), settings)) {
            report.tick();
            assertThat(report.end(ending, took)).isEqualTo("report        " + file);
        }
        return Files.readString(file);
    }

    private Path write(String name, String... lines) throws IOException {
        Path written = folder.resolve(name);
        Files.createDirectories(written.getParent());
        Files.write(written, List.of(lines));
        // Written by the run that begins now.
        assertThat(written.toFile().setLastModified(System.currentTimeMillis() + 60_000))
                .isTrue();
        return written;
    }

    private Settings settings(String... options) throws Exception {
        List<String> all = new ArrayList<>(List.of(
                "--venues.sink.files.path=" + folder.resolve("enriched"),
                "--venues.dead-letters.files.path=" + folder.resolve("dead")));
        all.addAll(List.of(options));
        return SettingsParser.parse(CommandLine.parse(all), RunMode.LOCAL, Connectors.standard())
                .settings();
    }
}

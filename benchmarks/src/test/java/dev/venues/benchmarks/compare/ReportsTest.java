package dev.venues.benchmarks.compare;

import dev.venues.benchmarks.contender.Contender;
import dev.venues.benchmarks.contender.Scenario;
import dev.venues.benchmarks.measured.Metric;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class ReportsTest {

    private final Results results = new Results();

    @BeforeEach
    void measure() {
        results.of(Contender.VENUES, 1).figure(Scenario.WARM, Metric.EVENTS_PER_SECOND, 1_000_000.4);
        results.of(Contender.VENUES, 2).figure(Scenario.WARM, Metric.EVENTS_PER_SECOND, 500_000);
        results.of(Contender.VENUES, 1).course(Scenario.WARM, 0.25, 900_000);
        results.of(Contender.VENUES, 1).course(Scenario.WARM, 0.5, 950_000);
        results.of(Contender.CONNECTOR, 1).figure(Scenario.WARM, Metric.EVENTS_PER_SECOND, 250_000);
        results.of(Contender.CONNECTOR_TUNED, 2).failed(Scenario.WARM, "not over after 120 s");
    }

    @Test
    void shouldShowSpreadRatiosAndFailuresWhenPrinted() {
        String report = new MarkdownReport(results).toString();

        assertThat(cells(report, "| Venues   ")).startsWith("500,000", "750,000", "1,000,000", "1.00", "3.00", "-");
        assertThat(cells(report, "| " + Contender.CONNECTOR.title()))
                .startsWith("250,000", "250,000", "250,000", "0.33", "1.00", "-");
        assertThat(cells(report, "| " + Contender.CONNECTOR_TUNED.title())).containsOnly("-");
        assertThat(report)
                .contains("- connector-tuned, warm, round 2: not over after 120 s\n")
                .doesNotContain(Scenario.COLD.title());
        assertThat(cells(report, "| warm: at least 3 × the best peer")).containsExactly("3.000", "reached");
    }

    @Test
    void shouldStandInColumnsWhenATableHasCellsOfAllLengths() {
        MarkdownTable table = new MarkdownTable(List.of("a", "figure"));
        table.add(List.of("long", "1"));

        assertThat(table)
                .hasToString(
                        """
                | a    | figure |
                |------|-------:|
                | long |      1 |
                """);
        assertThatThrownBy(() -> table.add(List.of("one")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("2 cells");
    }

    @Test
    void shouldHaveALineForEachFigureAndMomentWhenWrittenAsCsv() {
        assertThat(CsvReport.figures(results))
                .containsExactly(
                        "contender,scenario,round,metric,value",
                        "venues,warm,1,events_per_second,1000000.4",
                        "venues,warm,2,events_per_second,500000.0",
                        "connector,warm,1,events_per_second,250000.0");
        assertThat(CsvReport.course(results))
                .containsExactly(
                        "contender,scenario,round,second,events_per_second",
                        "venues,warm,1,0.25,900000.0",
                        "venues,warm,1,0.5,950000.0");
    }

    @Test
    void shouldDrawWhatHasFiguresAndNothingElse(@TempDir Path folder) throws Exception {
        new Charts(results, folder).write();

        assertThat(folder.toFile().list()).containsExactlyInAnyOrder("warm.png", "warm-course.png");
        assertThat(ImageIO.read(folder.resolve("warm.png").toFile()).getWidth()).isEqualTo(1_000);
    }

    /** Of the line that begins so, without the first. */
    private static List<String> cells(String report, String start) {
        String line = report.lines()
                .filter(l -> l.startsWith(start))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no line " + start + " in\n" + report));
        List<String> cells = List.of(line.strip().split("\\s*\\|\\s*"));
        return cells.subList(2, cells.size());
    }
}

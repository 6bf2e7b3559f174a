package dev.venues.benchmarks.measured;

import dev.venues.benchmarks.contender.Scenario;
import org.junit.jupiter.api.Test;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

import static org.assertj.core.api.Assertions.assertThat;

class ReportLinesTest {

    @Test
    void shouldTellTheSameWhenItsLinesAreReadAgain() {
        String lines = written(report -> {
            report.figure(Scenario.DISTINCT_100, Metric.SHARE_OF_LIMIT, 0.123456789);
            report.course(Scenario.WARM, 1.25, 1_000_000);
            report.failed(Scenario.COLD, "java.io.IOException: no\n  answer");
        });

        String again = written(report -> lines.lines().forEach(line -> ReportLines.read(line, report)));

        assertThat(again).isEqualTo(lines);
        assertThat(lines.lines())
                .containsExactly(
                        "@figure distinct-100 SHARE_OF_LIMIT 0.123456789",
                        "@course warm 1.250 1000000",
                        "@failed cold java.io.IOException: no answer");
    }

    @Test
    void shouldPassOverWhatSomebodyElsePrinted() {
        assertThat(written(report -> ReportLines.read("Hello, figure warm", report)))
                .isEmpty();
    }

    private interface Telling {
        void to(Report report);
    }

    private static String written(Telling telling) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        telling.to(new ReportLines(new PrintStream(bytes, true, StandardCharsets.UTF_8)));
        return bytes.toString(StandardCharsets.UTF_8);
    }
}

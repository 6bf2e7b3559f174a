package dev.venues.report;

import dev.venues.report.LineChart.Axis;
import dev.venues.report.LineChart.Line;
import dev.venues.report.LineChart.Point;
import dev.venues.report.LineChart.Words;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;

class LineChartTest {

    @Test
    void shouldDrawFromTheLowerLeftToTheUpperRight() {
        assertThat(chart(10, new Point(0, 0), new Point(5, 1_000), new Point(10, 2_000)))
                .contains("d=\"M62 166L224 89L386 12\"")
                .contains(">2,000</text>", ">10 s</text>");
    }

    @Test
    void shouldLeaveAGapWhereNothingWasMeasured() {
        assertThat(chart(10, new Point(0, Double.NaN), new Point(5, 1), new Point(6, Double.NaN), new Point(10, 2)))
                .containsPattern("d=\"M[\\d. ]+M[\\d. ]+\"")
                .doesNotContain("NaN");
    }

    @Test
    void shouldSayThatThereIsNothingToDraw() {
        assertThat(chart(0, new Point(0, Double.NaN)))
                .contains("nothing was measured")
                .doesNotContain("<path");
    }

    @Test
    void shouldTellThoseWhoDoNotSee() {
        assertThat(chart(1, new Point(0, 1)))
                .contains("role=\"img\" aria-labelledby=\"rate-t rate-d\"")
                .contains("<title id=\"rate-t\">Rate</title>")
                .contains("<desc id=\"rate-d\">A second. in: 7;");
    }

    @ParameterizedTest
    @CsvSource({"0.35, 0.3 s", "4, 4 s", "59, 40 s", "600, 10 min", "86400, 24 h"})
    void shouldLabelTheTime(double seconds, String label) {
        assertThat(chart(seconds, new Point(0, 1))).contains(">" + label + "</text>");
    }

    private static String chart(double seconds, Point... points) {
        Markup html = new Markup();
        new LineChart(
                        new Words("rate", "Rate", "A second."),
                        new Axis(Double.NaN, Numbers::shortened),
                        List.of(new Line("in", "a", List.of(points), "7")))
                .write(html, seconds);
        return html.toString();
    }
}

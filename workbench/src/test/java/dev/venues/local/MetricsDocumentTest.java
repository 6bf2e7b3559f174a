package dev.venues.local;

import dev.venues.flink.VenuesMetric;
import dev.venues.testing.MarkdownTable;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

import static org.assertj.core.api.Assertions.assertThat;

/** The table of metrics in the documents says what the code counts. */
class MetricsDocumentTest {

    private static final List<String> TYPES = List.of("counter", "gauge", "histogram", "meter");

    @Test
    void shouldListEveryMetricWithItsTypeAndDescription() throws IOException {
        MarkdownTable expected = new MarkdownTable(
                List.of("metric", "type", "description"),
                Arrays.stream(VenuesMetric.values())
                        .map(metric -> List.of("`" + metric.id() + "`", metric.type(), metric.description()))
                        .toList());

        assertThat(documentedMetrics())
                .as("the metrics in docs/metrics.md, which should read:%n%n%s", expected.markdown())
                .containsExactlyElementsOf(expected.rows());
    }

    /** Rows whose second cell is a type of metric, so that one which nothing counts any more is found too. */
    private static List<List<String>> documentedMetrics() throws IOException {
        return MarkdownTable.rowsOf("docs/metrics.md", "`[a-zA-Z0-9]+`").stream()
                .filter(cells -> cells.size() > 1 && TYPES.contains(cells.get(1)))
                .collect(Collectors.toList());
    }
}

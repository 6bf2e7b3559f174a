package dev.venues.config;

import dev.venues.testing.MarkdownTable;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.description.HtmlFormatter;
import org.apache.flink.util.TimeUtils;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;

/** The table of settings in the documents says what the code does. */
class SettingsDocumentTest {

    private static final List<String> CONSUMER = List.of(
            "`venues.kinesis.consumer.*`",
            "—",
            "passed on to the Kinesis source unchanged; not set: `flink.shard.getrecords.intervalmillis` 250 and adaptive reads");
    private static final List<String> PRODUCER = List.of(
            "`venues.kinesis.producer.*`",
            "—",
            "passed on to the Kinesis sinks unchanged; not set: `sink.flush-buffer.timeout` 1000");

    @Test
    void shouldListEverySettingWithItsDefaultAndDescription() throws IOException {
        MarkdownTable expected = expected();

        assertThat(MarkdownTable.rowsOf("docs/settings.md", "`venues\\..*`"))
                .as("the settings in docs/settings.md, which should read:%n%n%s", expected.markdown())
                .containsExactlyElementsOf(expected.rows());
    }

    private static MarkdownTable expected() {
        List<List<String>> rows = new ArrayList<>();
        for (ConfigOption<?> option : VenuesOptions.all()) {
            rows.add(List.of("`" + option.key() + "`", defaultOf(option), description(option)));
            if (option.key().equals(VenuesOptions.AWS_CREDENTIALS.key())) {
                rows.add(CONSUMER);
                rows.add(PRODUCER);
            }
        }
        return new MarkdownTable(List.of("key", "default", "description"), rows);
    }

    private static String defaultOf(ConfigOption<?> option) {
        if (!option.hasDefaultValue()) {
            return "—";
        }
        Object value = option.defaultValue();
        return "`" + (value instanceof Duration duration ? TimeUtils.formatWithHighestUnit(duration) : value) + "`";
    }

    private static String description(ConfigOption<?> option) {
        return new HtmlFormatter().format(option.description()).replace("|", "\\|");
    }
}

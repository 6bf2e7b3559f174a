package dev.venues.config;

import dev.venues.connector.ConnectorOptions;
import dev.venues.job.Connectors;
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

    @Test
    void shouldListEverySettingWithItsDefaultAndDescription() throws IOException {
        MarkdownTable expected = expected();

        assertThat(MarkdownTable.rowsOf("docs/settings.md", "`venues\\..*`"))
                .as("the settings in docs/settings.md, which should read:%n%n%s", expected.markdown())
                .containsExactlyElementsOf(expected.rows());
    }

    private static MarkdownTable expected() {
        List<List<String>> rows = new ArrayList<>();
        for (ConfigOption<?> option : VenuesOptions.with(Connectors.standard()).all()) {
            rows.add(List.of("`" + option.key() + "`", defaultOf(option), description(option)));
            if (option.equals(GeoAccessOptions.ALL.get(GeoAccessOptions.ALL.size() - 1))) {
                GeoAccessOptions.EXTRAS.forEach(each -> rows.add(row(each)));
            }
            Connectors.standard().stream()
                    .map(connector -> connector.options().shared())
                    .filter(shared -> isLast(option, shared))
                    .flatMap(shared -> shared.passedOn().stream())
                    .forEach(each -> rows.add(row(each)));
        }
        return new MarkdownTable(List.of("key", "default", "description"), rows);
    }

    private static List<String> row(ConnectorOptions.PassedOn passedOn) {
        return List.of("`" + passedOn.prefix() + "*`", "—", passedOn.description());
    }

    private static boolean isLast(ConfigOption<?> option, ConnectorOptions.Shared shared) {
        List<ConfigOption<?>> options = shared.options();
        return !options.isEmpty() && options.get(options.size() - 1).equals(option);
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
